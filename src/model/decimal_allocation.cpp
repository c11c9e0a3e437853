#include "model/decimal.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <numeric>

// Allocation and exact linking are rare and may need hundreds of digits, so they use arbitrary-precision integers.
namespace dietz {
namespace {

using boost::multiprecision::cpp_int;

cpp_int power_of_ten_big(unsigned n) { return boost::multiprecision::pow(cpp_int(10), n); }

cpp_int big(const Decimal& value, unsigned scale) {
  const i128 c = value.coefficient();
  const u128 magnitude = c < 0 ? -static_cast<u128>(c) : static_cast<u128>(c);
  cpp_int out = static_cast<std::uint64_t>(magnitude >> 64);
  out = (out << 64) + static_cast<std::uint64_t>(magnitude);
  out *= power_of_ten_big(scale - value.scale());
  return c < 0 ? cpp_int(-out) : out;
}

Result<Decimal> small(const cpp_int& value, unsigned scale) {
  const cpp_int magnitude = abs(value);
  if (magnitude >= power_of_ten_big(Decimal::max_digits))
    return Error::invalid("the result has more than 38 significant digits");
  const auto high = static_cast<std::uint64_t>(magnitude >> 64);
  const auto low = static_cast<std::uint64_t>(magnitude & cpp_int(~std::uint64_t{0}));
  const auto coefficient = static_cast<i128>(static_cast<u128>(high) << 64 | low);
  return Decimal::from_parts(value < 0 ? -coefficient : coefficient, scale);
}

struct FloorDivision {
  cpp_int quotient, remainder;
};

FloorDivision floor_divide(const cpp_int& a, const cpp_int& positive) {
  FloorDivision d;
  boost::multiprecision::divide_qr(a, positive, d.quotient, d.remainder);
  if (d.remainder < 0) {
    d.remainder += positive;
    --d.quotient;
  }
  return d;
}

cpp_int divide_to_integer(const cpp_int& numerator, const cpp_int& positive, Rounding mode) {
  FloorDivision d = floor_divide(abs(numerator), positive);
  const bool negative = numerator < 0;
  const cpp_int twice = d.remainder * 2;
  bool away = false;
  if (d.remainder != 0) {
    switch (mode) {
      case Rounding::half_even:
        away = twice > positive || (twice == positive && bit_test(d.quotient, 0));
        break;
      case Rounding::half_up:
        away = twice >= positive;
        break;
      case Rounding::half_down:
        away = twice > positive;
        break;
      case Rounding::up:
        away = true;
        break;
      case Rounding::down:
        break;
      case Rounding::ceiling:
        away = !negative;
        break;
      case Rounding::floor:
        away = negative;
        break;
    }
  }
  if (away) ++d.quotient;
  return negative ? cpp_int(-d.quotient) : d.quotient;
}

}  // namespace

Result<std::vector<Decimal>> allocate(const Decimal& total, std::span<const Decimal> weights, unsigned places) {
  if (places > Decimal::max_scale) return Error::invalid("more than 76 decimal places asked for");
  if (weights.empty()) return Error::invalid("nothing to allocate to: no weights");
  if (total.normalized().scale() > places)
    return Error::invalid("the total has more decimal places than its parts may have");
  unsigned scale = 0;
  for (const Decimal& w : weights) scale = std::max(scale, w.scale());
  std::vector<cpp_int> shares;
  for (const Decimal& w : weights) shares.push_back(big(w, scale));
  cpp_int sum = std::accumulate(shares.begin(), shares.end(), cpp_int(0));
  if (sum == 0) return Error::invalid("the weights sum to zero");
  const cpp_int units = big(total.normalized(), places);
  const bool flip = sum < 0;
  if (flip) sum = -sum;

  std::vector<FloorDivision> parts;
  cpp_int left = units;
  for (const cpp_int& share : shares) {
    parts.push_back(floor_divide(units * (flip ? cpp_int(-share) : share), sum));
    left -= parts.back().quotient;
  }
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&parts](std::size_t a, std::size_t b) { return parts[a].remainder > parts[b].remainder; });
  for (std::size_t i = 0; left > 0; ++i, --left) ++parts[order[i]].quotient;

  std::vector<Decimal> out;
  for (const FloorDivision& part : parts) {
    auto value = small(part.quotient, places);
    if (!value) return std::move(value).error();
    out.push_back(*value);
  }
  return out;
}

Result<Decimal> link_exactly(std::span<const Decimal> returns, unsigned places, Rounding mode) {
  if (places > Decimal::max_scale) return Error::invalid("more than 76 decimal places asked for");
  cpp_int product = 1;
  unsigned scale = 0;
  for (const Decimal& r : returns) {
    product *= big(r, r.scale()) + power_of_ten_big(r.scale());
    scale += r.scale();
  }
  const cpp_int growth = product - power_of_ten_big(scale);
  if (scale <= places) return small(growth * power_of_ten_big(places - scale), places);
  return small(divide_to_integer(growth, power_of_ten_big(scale - places), mode), places);
}

}  // namespace dietz
