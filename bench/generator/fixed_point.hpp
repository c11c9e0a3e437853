#pragma once

#include <cstdint>
#include <string>

namespace dietz::bench {

/// A count of 10^-7 of a currency unit: the product of a quantity in thousandths and a price in ten-thousandths is
/// exact.
using Cash = std::int64_t;
/// A count of 10^-3 shares.
using Quantity = std::int64_t;
/// A count of 10^-4 currency units, also used for rates of exchange.
using Price = std::int64_t;

constexpr Cash cash_per_cent = 100'000;
constexpr Cash cash_per_unit = 10'000'000;

[[nodiscard]] inline Cash whole_cents(Cash cash) { return (cash + cash_per_cent / 2) / cash_per_cent * cash_per_cent; }
[[nodiscard]] inline Cash from_units(double units) { return static_cast<Cash>(units * 100.0) * cash_per_cent; }

/// Appends number / 10^scale, at least `least` digits after the point and no more zeros than that. Not for negatives.
inline void append_fixed(std::string& text, std::int64_t number, int scale, int least) {
  char digits[32];
  int length = 0;
  for (int place = 0; place <= scale || number > 0; ++place, number /= 10) {
    digits[length++] = static_cast<char>('0' + number % 10);
  }
  int last = 0;
  while (last < scale - least && digits[last] == '0') ++last;
  for (int i = length - 1; i >= last; --i) {
    text += digits[i];
    if (i == scale && i > last) text += '.';
  }
}

}  // namespace dietz::bench
