#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace dietz::fuzz {

/// Ends the program, which is how a fuzzer says that a claim doesn't hold.
inline void ensure(bool holds, const char* claim) {
  if (holds) return;
  std::fprintf(stderr, "the claim fails: %s\n", claim);
  std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace dietz::fuzz
