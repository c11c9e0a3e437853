#pragma once

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <functional>
#include <initializer_list>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

/// Property tests: a property runs on generated cases, and the first one that fails is shrunk before it is reported.
///
///   TEST(Decimal, addition_commutes) {
///     for_cases(0xADD, [](Random& random) {
///       const Decimal a = any_decimal(random), b = any_decimal(random);
///       EXPECT_EQ(a + b, b + a);
///     });
///   }
///
/// Everything a case needs comes from `random`, nothing from the standard distributions, so that a seed gives the same
/// case on every compiler. Smaller draws should mean simpler cases: shrinking drops and lowers draws.
/// DIETZ_CASES: how many cases (default 10,000). DIETZ_SEED: run this one case only.
namespace dietz::test {

/// The next output of SplitMix64 (Steele, Lea, Flood 2014) and the next state.
[[nodiscard]] constexpr std::uint64_t split_mix(std::uint64_t& state) {
  std::uint64_t z = state += 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31);
}

/// A source of choices: xoshiro256** (Blackman, Vigna 2018) from a seed, or the recorded choices of an earlier case
/// (then 0 when they have run out).
class Random {
 public:
  explicit Random(std::uint64_t seed) {
    for (std::uint64_t& word : state_) word = split_mix(seed);
  }
  explicit Random(std::vector<std::uint64_t> choices) : replay_(true), given_(std::move(choices)) {}

  /// 0 … n − 1; n must be positive.
  std::uint64_t below(std::uint64_t n) {
    std::uint64_t choice = 0;
    if (!replay_) {
      const std::uint64_t fair = n * (~std::uint64_t{0} / n);
      do {
        choice = next();
      } while (choice >= fair);
      choice %= n;
    } else if (taken_.size() < given_.size()) {
      choice = std::min(given_[taken_.size()], n - 1);
    }
    taken_.push_back(choice);
    return choice;
  }
  /// low … high, both included; low is the simplest.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) +
                                     below(static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1));
  }
  template <class Int>
  Int any(Int low, Int high) {
    return static_cast<Int>(between(static_cast<std::int64_t>(low), static_cast<std::int64_t>(high)));
  }
  /// True in `numerator` of `denominator` cases; false is the simpler one.
  bool chance(std::uint64_t numerator, std::uint64_t denominator) {
    return below(denominator) >= denominator - numerator;
  }
  /// One of a list; the first is the simplest.
  template <class T>
  T pick(std::initializer_list<T> list) {
    return list.begin()[below(list.size())];
  }
  template <class Range>
  decltype(auto) pick(const Range& list) {
    return list[static_cast<std::size_t>(below(list.size()))];
  }
  /// 0 ≤ x < 1 in steps of 2^−53.
  double unit() { return static_cast<double>(below(std::uint64_t{1} << 53)) * 0x1p-53; }
  /// A decimal string of up to `digits` digits without leading zeros: all lengths are equally likely.
  std::string digits(std::size_t digits) {
    std::string text;
    for (std::uint64_t left = below(digits + 1); left > 0; --left) {
      const auto lowest = static_cast<std::uint64_t>(text.empty() ? 1 : 0);
      text += static_cast<char>('0' + lowest + below(10 - lowest));
    }
    return text.empty() ? "0" : text;
  }
  /// The order 0 … n − 1 shuffled.
  std::vector<std::size_t> permutation(std::size_t n) {
    std::vector<std::size_t> order(n);
    for (std::size_t i = 0; i < n; ++i) order[i] = i;
    for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[i - 1 - static_cast<std::size_t>(below(i))]);
    return order;
  }

  [[nodiscard]] const std::vector<std::uint64_t>& taken() const { return taken_; }

 private:
  std::uint64_t next() {
    const auto rotate = [](std::uint64_t v, int k) { return v << k | v >> (64 - k); };
    const std::uint64_t result = rotate(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate(state_[3], 45);
    return result;
  }

  std::array<std::uint64_t, 4> state_{};
  bool replay_ = false;
  std::vector<std::uint64_t> given_;
  std::vector<std::uint64_t> taken_;
};

using Property = std::function<void(Random&)>;

/// $DIETZ_CASES, else `by_default`.
[[nodiscard]] inline std::uint64_t case_count(std::uint64_t by_default = 10'000) {
  const char* wanted = std::getenv("DIETZ_CASES");
  return wanted != nullptr && *wanted != '\0' ? std::strtoull(wanted, nullptr, 10) : by_default;
}

/// What one case came to: "" when the property held, else its failures, and the choices it took.
struct CaseOutcome {
  std::string failures;
  std::vector<std::uint64_t> choices;
  [[nodiscard]] bool failed() const { return !failures.empty(); }
};

[[nodiscard]] inline CaseOutcome run_case(const Property& property, Random random) {
  testing::TestPartResultArray parts;
  CaseOutcome outcome;
  {
    const testing::ScopedFakeTestPartResultReporter intercept(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &parts);
    try {
      property(random);
    } catch (const std::exception& thrown) {
      outcome.failures = std::string("threw ") + thrown.what() + "\n";
    }
  }
  for (int i = 0; i < parts.size(); ++i) {
    const testing::TestPartResult& part = parts.GetTestPartResult(i);
    if (!part.failed()) continue;
    std::ostringstream text;
    text << (part.file_name() == nullptr ? "" : part.file_name()) << ":" << part.line_number() << ": " << part.message()
         << "\n";
    outcome.failures += text.str();
  }
  outcome.choices = random.taken();
  return outcome;
}

/// A simpler case that fails too: drops runs of choices, then lowers single ones, as long as that gets anywhere.
[[nodiscard]] inline CaseOutcome shrink(const Property& property, CaseOutcome worst, int budget = 3000) {
  const auto simpler = [&](std::vector<std::uint64_t> choices) {
    if (budget-- <= 0) return false;
    CaseOutcome next = run_case(property, Random(std::move(choices)));
    const auto rank = [](const CaseOutcome& o) { return std::pair(o.choices.size(), o.choices); };
    if (!next.failed() || !(rank(next) < rank(worst))) return false;
    worst = std::move(next);
    return true;
  };
  bool progress = true;
  while (progress && budget > 0) {
    progress = false;
    for (std::size_t length = std::max<std::size_t>(worst.choices.size() / 2, 1); length > 0; length /= 2) {
      for (std::size_t at = 0; at + length <= worst.choices.size();) {
        auto shorter = worst.choices;
        shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(at),
                      shorter.begin() + static_cast<std::ptrdiff_t>(at + length));
        if (simpler(std::move(shorter))) {
          progress = true;
        } else {
          at += length;
        }
      }
    }
    for (std::size_t at = 0; at < worst.choices.size(); ++at) {
      for (std::uint64_t step = worst.choices[at]; step > 0 && at < worst.choices.size();) {
        auto lower = worst.choices;
        lower[at] -= std::min(step, lower[at]);
        if (lower[at] != worst.choices[at] && simpler(std::move(lower))) {
          progress = true;
        } else {
          step /= 2;
        }
      }
    }
  }
  return worst;
}

/// The seed of case `i` of a property.
[[nodiscard]] constexpr std::uint64_t case_seed(std::uint64_t property_seed, std::uint64_t i) {
  std::uint64_t state = property_seed * 0xD1342543DE82EF95U + i;
  return split_mix(state);
}

/// Runs a property on the seeds that once failed, then on generated cases; stops at the first failure, shrinks it and
/// reports it with its seed. Returns how many cases ran.
inline std::uint64_t for_cases(std::uint64_t property_seed, const Property& property,
                               std::initializer_list<std::uint64_t> once_failed = {},
                               std::uint64_t by_default = 10'000) {
  std::uint64_t run = 0;
  const auto holds = [&](std::uint64_t seed) {
    ++run;
    CaseOutcome outcome = run_case(property, Random(seed));
    if (!outcome.failed()) return true;
    outcome = shrink(property, std::move(outcome));
    ADD_FAILURE() << "case " << run << ": run it alone with DIETZ_SEED=" << seed << "; shrunk to "
                  << outcome.choices.size() << " choices:\n"
                  << outcome.failures;
    return false;
  };
  if (const char* only = std::getenv("DIETZ_SEED"); only != nullptr && *only != '\0') {
    holds(std::strtoull(only, nullptr, 10));
    return run;
  }
  for (const std::uint64_t seed : once_failed) {
    if (!holds(seed)) return run;
  }
  const std::uint64_t count = case_count(by_default);
  for (std::uint64_t i = 0; i < count; ++i) {
    if (!holds(case_seed(property_seed, i))) return run;
  }
  testing::Test::RecordProperty("cases", std::to_string(run));
  return run;
}

}  // namespace dietz::test
