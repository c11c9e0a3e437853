#pragma once

#include "base/result.hpp"
#include "model/policy.hpp"

#include <string>
#include <string_view>

namespace dietz {

/// A policy from TOML text with the keys of the struct Policy at top level; a key left out takes its default.
/// Errors: malformed TOML, unknown keys (with the nearest known one), values of the wrong type or outside their range;
/// each with its line.
[[nodiscard]] Result<Policy> read_policy(std::string_view text, const std::string& file);

}  // namespace dietz
