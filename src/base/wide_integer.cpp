#include "base/wide_integer.hpp"

#include <compare>

namespace dietz {
namespace {

constexpr std::array<u128, 39> make_powers_of_ten() {
  std::array<u128, 39> powers{};
  u128 p = 1;
  for (auto& entry : powers) {
    entry = p;
    p *= 10;
  }
  return powers;
}

constexpr std::array<u128, 39> powers_of_ten = make_powers_of_ten();

unsigned bit_width_128(u128 v) {
  const auto high = static_cast<std::uint64_t>(v >> 64);
  return high != 0 ? 64 + static_cast<unsigned>(std::bit_width(high))
                   : static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(v)));
}

}  // namespace

u128 power_of_ten(unsigned n) { return powers_of_ten[n]; }

unsigned digit_count(u128 v) {
  if (v == 0) return 0;
  const unsigned estimate = bit_width_128(v) * 1233 >> 12;  // 1233 / 4096 is just below log10(2)
  return estimate + (estimate < 39 && v >= powers_of_ten[estimate] ? 1 : 0);
}

std::size_t Wide::used() const {
  std::size_t n = size;
  while (n > 0 && limbs_[n - 1] == 0) --n;
  return n;
}

bool Wide::is_zero() const { return used() == 0; }

unsigned Wide::bit_length() const {
  const std::size_t n = used();
  return n == 0 ? 0 : static_cast<unsigned>((n - 1) * 32) + static_cast<unsigned>(std::bit_width(limbs_[n - 1]));
}

bool Wide::fits_128() const { return used() <= 4; }

u128 Wide::low_128() const {
  u128 v = 0;
  for (std::size_t i = 4; i-- > 0;) v = v << 32 | limbs_[i];
  return v;
}

Wide Wide::times(u128 factor) const {
  const Wide f(factor);
  const std::size_t n = used(), m = f.used();
  Wide product;
  for (std::size_t i = 0; i < m; ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < n && i + j < size; ++j) {
      carry += static_cast<std::uint64_t>(f.limbs_[i]) * limbs_[j] + product.limbs_[i + j];
      product.limbs_[i + j] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (i + n < size) product.limbs_[i + n] = static_cast<std::uint32_t>(carry);
  }
  return product;
}

Wide Wide::times_power_of_ten(unsigned n) const {
  Wide product = *this;
  for (; n > 38; n -= 38) product = product.times(powers_of_ten[38]);
  return product.times(powers_of_ten[n]);
}

Wide Wide::plus(const Wide& other) const {
  Wide sum;
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < size; ++i) {
    carry += static_cast<std::uint64_t>(limbs_[i]) + other.limbs_[i];
    sum.limbs_[i] = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  return sum;
}

Wide Wide::minus(const Wide& other) const {
  Wide difference;
  std::int64_t borrow = 0;
  for (std::size_t i = 0; i < size; ++i) {
    borrow += static_cast<std::int64_t>(limbs_[i]) - other.limbs_[i];
    difference.limbs_[i] = static_cast<std::uint32_t>(borrow);
    borrow >>= 32;
  }
  return difference;
}

Wide Wide::shifted_left(unsigned bits) const {
  const std::size_t whole = bits / 32;
  const unsigned part = bits % 32;
  Wide out;
  for (std::size_t i = size; i-- > whole;) {
    std::uint64_t v = static_cast<std::uint64_t>(limbs_[i - whole]) << part;
    if (i > whole) v |= static_cast<std::uint64_t>(limbs_[i - whole - 1]) << part >> 32;
    out.limbs_[i] = static_cast<std::uint32_t>(v);
  }
  return out;
}

Wide Wide::shifted_right(unsigned bits) const {
  const std::size_t whole = bits / 32;
  const unsigned part = bits % 32;
  Wide out;
  for (std::size_t i = 0; i + whole < size; ++i) {
    std::uint64_t v = limbs_[i + whole];
    if (i + whole + 1 < size) v |= static_cast<std::uint64_t>(limbs_[i + whole + 1]) << 32;
    out.limbs_[i] = static_cast<std::uint32_t>(v >> part);
  }
  return out;
}

bool Wide::any_low_bits(unsigned bits) const {
  const std::size_t whole = bits / 32;
  for (std::size_t i = 0; i < whole && i < size; ++i) {
    if (limbs_[i] != 0) return true;
  }
  const unsigned part = bits % 32;
  return whole < size && part != 0 && (limbs_[whole] & ((1U << part) - 1U)) != 0;
}

std::strong_ordering Wide::operator<=>(const Wide& other) const {
  for (std::size_t i = size; i-- > 0;) {
    if (limbs_[i] != other.limbs_[i]) return limbs_[i] <=> other.limbs_[i];
  }
  return std::strong_ordering::equal;
}

Wide::Division Wide::divided_by(const Wide& divisor) const {
  const std::size_t n = divisor.used();
  const std::size_t m = used();
  if (m < n || *this < divisor) return {Wide{}, *this};
  if (n == 1) {
    Wide quotient;
    std::uint64_t rest = 0;
    for (std::size_t i = m; i-- > 0;) {
      rest = rest << 32 | limbs_[i];
      quotient.limbs_[i] = static_cast<std::uint32_t>(rest / divisor.limbs_[0]);
      rest %= divisor.limbs_[0];
    }
    return {quotient, Wide{rest}};
  }
  const auto shift = static_cast<unsigned>(std::countl_zero(divisor.limbs_[n - 1]));
  const Wide v = divisor.shifted_left(shift);
  std::array<std::uint32_t, size + 1> u{};
  const Wide low = shifted_left(shift);
  for (std::size_t i = 0; i < size; ++i) u[i] = low.limbs_[i];
  u[size] = shift == 0 ? 0 : limbs_[size - 1] >> (32 - shift);
  Wide quotient;
  for (std::size_t j = m - n + 1; j-- > 0;) {
    const std::uint64_t top = static_cast<std::uint64_t>(u[j + n]) << 32 | u[j + n - 1];
    std::uint64_t digit = top / v.limbs_[n - 1];
    std::uint64_t rest = top % v.limbs_[n - 1];
    while (digit >> 32 != 0 || digit * v.limbs_[n - 2] > (rest << 32 | u[j + n - 2])) {
      --digit;
      rest += v.limbs_[n - 1];
      if (rest >> 32 != 0) break;
    }
    std::int64_t borrow = 0;
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < n; ++i) {
      carry += digit * v.limbs_[i];
      borrow += static_cast<std::int64_t>(u[i + j]) - static_cast<std::int64_t>(carry & 0xffffffffU);
      u[i + j] = static_cast<std::uint32_t>(borrow);
      borrow >>= 32;
      carry >>= 32;
    }
    borrow += static_cast<std::int64_t>(u[j + n]) - static_cast<std::int64_t>(carry);
    u[j + n] = static_cast<std::uint32_t>(borrow);
    if (borrow < 0) {
      --digit;
      std::uint64_t back = 0;
      for (std::size_t i = 0; i < n; ++i) {
        back += static_cast<std::uint64_t>(u[i + j]) + v.limbs_[i];
        u[i + j] = static_cast<std::uint32_t>(back);
        back >>= 32;
      }
      u[j + n] += static_cast<std::uint32_t>(back);
    }
    quotient.limbs_[j] = static_cast<std::uint32_t>(digit);
  }
  Wide remainder;
  for (std::size_t i = 0; i < n; ++i) remainder.limbs_[i] = u[i];
  return {quotient, remainder.shifted_right(shift)};
}

}  // namespace dietz
