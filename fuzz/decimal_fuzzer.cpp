#include "fuzzing.hpp"
#include "model/decimal.hpp"

#include <string>

using namespace dietz;
using fuzz::ensure;

namespace {

void check_one(const Decimal& x) {
  const std::string text = x.to_string();
  const auto again = Decimal::parse(text, Decimal::max_scale);
  ensure(again && *again == x, "what is printed reads back as the same number");
  ensure(again->to_string() == text, "the printed form is unique");
  ensure(x.normalized() == x, "trailing zeros carry no value");
  for (const Rounding mode : {Rounding::half_even, Rounding::up, Rounding::floor}) {
    const Decimal whole = x.rounded(2, mode);
    ensure((whole - x).abs() < Decimal::from_parts(1, 2), "rounding moves by less than a unit of the last place");
  }
  const double nearest = x.to_double();
  ensure((nearest < 0) == (x.sign() < 0) && (nearest == 0) == x.is_zero(), "a double keeps the sign");
}

void check_two(const Decimal& a, const Decimal& b) {
  ensure((a <=> b) == (0 <=> (b <=> a)), "comparing is antisymmetric");
  try {
    const Decimal sum = a + b;
    ensure(sum - b == a, "a + b - b = a");
    ensure(working_sum(a, b) == sum, "working sums are exact where exact ones exist");
    const Decimal product = a * b;
    ensure(product == b * a, "a b = b a");
    if (!b.is_zero()) ensure((ratio(product, b) < 0) == (a.sign() < 0), "the ratio keeps the sign");
  } catch (const DecimalOverflow&) {
  }
  try {
    (void)working_product(a, b);
    if (!b.is_zero()) (void)working_quotient(a, b);
  } catch (const DecimalOverflow&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::string_view first = text.substr(0, text.find(' '));
  const std::string_view second = text.substr(first.size() < size ? first.size() + 1 : size);
  const auto a = Decimal::parse(first), b = Decimal::parse(second);
  try {
    if (a) check_one(*a);
    if (a && b) check_two(*a, *b);
    (void)Decimal::parse_rounded(first, 8, Rounding::half_even);
  } catch (const DecimalOverflow&) {
    // Rounding a number of 38 digits up may need a 39th.
  }
  return 0;
}
