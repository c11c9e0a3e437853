#pragma once

#include "base/clock.hpp"
#include "base/random_source.hpp"

#include <string>

namespace dietz {

/// New ids: 26 lower-case letters and digits (Crockford's base 32), the milliseconds first and 80 random bits behind,
/// so that ids sort roughly by age and can't be guessed.
class IdSource {
 public:
  IdSource(const Clock& clock, RandomSource& random) : clock_(clock), random_(random) {}
  [[nodiscard]] std::string next();
  /// 16 hexadecimal digits.
  [[nodiscard]] std::string nonce();
  [[nodiscard]] const Clock& clock() const { return clock_; }

 private:
  const Clock& clock_;
  RandomSource& random_;
};

}  // namespace dietz
