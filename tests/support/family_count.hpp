#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <iostream>
#include <map>
#include <string>
#include <utility>

namespace dietz::test {

/// How many cases of a family of reference data ran, passed and were skipped, with the reasons; printed at the end of
/// its life. A family without a single case that ran is a failure: nothing is skipped in silence.
class FamilyCount {
 public:
  explicit FamilyCount(std::string family) : family_(std::move(family)) {}
  FamilyCount(const FamilyCount&) = delete;
  FamilyCount& operator=(const FamilyCount&) = delete;

  /// Counts a case that ran. Returns its outcome, for `EXPECT_TRUE(count.ran(x == y)) << …`.
  bool ran(bool as_expected) {
    ++run_;
    passed_ += as_expected ? 1 : 0;
    return as_expected;
  }
  void skip(const std::string& reason) { ++skipped_[reason]; }
  [[nodiscard]] std::size_t run() const { return run_; }

  ~FamilyCount() {
    std::size_t skipped = 0;
    for (const auto& [reason, count] : skipped_) skipped += count;
    std::cout << "family " << family_ << ": " << run_ << " run, " << passed_ << " passed, " << skipped << " skipped";
    const char* before = " (";
    for (const auto& [reason, count] : skipped_) {
      std::cout << std::exchange(before, "; ") << count << " " << reason;
    }
    std::cout << (skipped_.empty() ? "" : ")") << std::endl;
    EXPECT_GT(run_, 0U) << "no case of the family " << family_ << " ran";
    EXPECT_EQ(run_, passed_) << "family " << family_;
  }

 private:
  std::string family_;
  std::size_t run_ = 0;
  std::size_t passed_ = 0;
  std::map<std::string, std::size_t> skipped_;
};

}  // namespace dietz::test
