#pragma once

// The one place that includes toml++, since every user of it must see it configured alike.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/impl/preprocessor.h>

// toml++ 3.3 asserts, and lets clang assume, that a key's first letter can begin one; of `[= 1]` that doesn't hold. The
// check that follows there tells the error, as long as neither is believed.
#undef TOML_ASSERT
#define TOML_ASSERT(expr) static_assert(true)
#undef TOML_ASSERT_ASSUME
#define TOML_ASSERT_ASSUME(expr) static_assert(true)
#include <toml++/toml.h>
