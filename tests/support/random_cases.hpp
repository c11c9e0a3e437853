#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

namespace dietz::test {

/// Choices for one case of a property, the same on every machine for the same seed.
class RandomCase {
 public:
  explicit RandomCase(std::uint64_t seed) : engine_(seed) {}

  /// A whole number from `low` to `high`, both included.
  [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high) {
    const auto width = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<std::int64_t>(engine_() % width);
  }
  /// True once in `n` times.
  [[nodiscard]] bool one_in(std::int64_t n) { return between(1, n) == 1; }

 private:
  std::mt19937_64 engine_;
};

/// How many cases a property runs over: $DIETZ_CASES, else 10,000.
[[nodiscard]] inline std::uint64_t case_count() {
  const char* chosen = std::getenv("DIETZ_CASES");
  return chosen != nullptr && *chosen != '\0' ? std::strtoull(chosen, nullptr, 10) : 10'000;
}

/// Runs `property(RandomCase&)` over many cases; the first one that fails ends it and its seed is printed. Keep such a
/// seed as a test of its own.
template <class Property>
void for_random_cases(std::uint64_t first_seed, Property property) {
  for (std::uint64_t seed = first_seed; seed < first_seed + case_count(); ++seed) {
    RandomCase random(seed);
    property(random);
    if (::testing::Test::HasFailure()) {
      ADD_FAILURE() << "by the case of seed " << seed;
      return;
    }
  }
}

}  // namespace dietz::test
