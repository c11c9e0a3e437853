#include "base/wide_integer.hpp"

#include <algorithm>
#include <compare>

namespace dietz {

unsigned Wide::bit_length() const {
  if (used_ == 0) return 0;
  return static_cast<unsigned>((used_ - 1) * 64) + static_cast<unsigned>(std::bit_width(limbs_[used_ - 1]));
}

Wide Wide::times(u128 factor) const {
  const std::uint64_t parts[2] = {static_cast<std::uint64_t>(factor), static_cast<std::uint64_t>(factor >> 64)};
  const std::size_t n = used_;
  Wide product;
  for (std::size_t i = 0; i < 2; ++i) {
    if (parts[i] == 0) continue;
    u128 carry = 0;
    for (std::size_t j = 0; j < n && i + j < size; ++j) {
      carry += static_cast<u128>(parts[i]) * limbs_[j] + product.limbs_[i + j];
      product.limbs_[i + j] = static_cast<std::uint64_t>(carry);
      carry >>= 64;
    }
    if (i + n < size) product.limbs_[i + n] = static_cast<std::uint64_t>(carry);
  }
  product.count_used(std::min(n + 2, size));
  return product;
}

Wide Wide::times_power_of_ten(unsigned n) const {
  if (n == 0) return *this;
  Wide product = *this;
  for (; n > 38; n -= 38) product = product.times(power_of_ten(38));
  return product.times(power_of_ten(n));
}

Wide Wide::plus(const Wide& other) const {
  Wide sum;
  u128 carry = 0;
  const std::size_t n = std::min(std::max(used_, other.used_) + 1, size);
  for (std::size_t i = 0; i < n; ++i) {
    carry += static_cast<u128>(limbs_[i]) + other.limbs_[i];
    sum.limbs_[i] = static_cast<std::uint64_t>(carry);
    carry >>= 64;
  }
  sum.count_used(n);
  return sum;
}

Wide Wide::minus(const Wide& other) const {
  Wide difference;
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < used_; ++i) {
    const u128 taken = static_cast<u128>(other.limbs_[i]) + borrow;
    difference.limbs_[i] = static_cast<std::uint64_t>(limbs_[i] - taken);
    borrow = taken > limbs_[i] ? 1 : 0;
  }
  difference.count_used(used_);
  return difference;
}

Wide Wide::shifted_left(unsigned bits) const {
  const std::size_t whole = bits / 64;
  const unsigned part = bits % 64;
  Wide out;
  const std::size_t n = std::min(used_ + whole + 1, size);
  for (std::size_t i = n; i-- > whole;) {
    std::uint64_t v = limbs_[i - whole] << part;
    if (i > whole && part != 0) v |= limbs_[i - whole - 1] >> (64 - part);
    out.limbs_[i] = v;
  }
  out.count_used(n);
  return out;
}

Wide Wide::shifted_right(unsigned bits) const {
  const std::size_t whole = bits / 64;
  const unsigned part = bits % 64;
  Wide out;
  for (std::size_t i = 0; i + whole < used_; ++i) {
    std::uint64_t v = limbs_[i + whole] >> part;
    if (i + whole + 1 < size && part != 0) v |= limbs_[i + whole + 1] << (64 - part);
    out.limbs_[i] = v;
  }
  out.count_used(used_ > whole ? used_ - whole : 0);
  return out;
}

bool Wide::any_low_bits(unsigned bits) const {
  const std::size_t whole = bits / 64;
  for (std::size_t i = 0; i < whole && i < size; ++i) {
    if (limbs_[i] != 0) return true;
  }
  const unsigned part = bits % 64;
  return whole < size && part != 0 && (limbs_[whole] & ((std::uint64_t{1} << part) - 1U)) != 0;
}

std::strong_ordering Wide::operator<=>(const Wide& other) const {
  if (used_ != other.used_) return used_ <=> other.used_;
  for (std::size_t i = used_; i-- > 0;) {
    if (limbs_[i] != other.limbs_[i]) return limbs_[i] <=> other.limbs_[i];
  }
  return std::strong_ordering::equal;
}

namespace {

/// Knuth's D3: the quotient's next limb, at most one too large after it.
std::uint64_t estimate(const std::uint64_t* u, std::uint64_t v1, std::uint64_t v2) {
  std::uint64_t digit = ~std::uint64_t{0};
  u128 rest = 0;
  if (u[0] >= v1) {
    rest = static_cast<u128>(u[-1]) + v1;
  } else {
    const LimbDivision d = divide_limb(u[0], u[-1], v1);
    digit = d.quotient;
    rest = d.remainder;
  }
  while (rest >> 64 == 0 && static_cast<u128>(digit) * v2 > (rest << 64 | u[-2])) {
    --digit;
    rest += v1;
  }
  return digit;
}

/// u −= digit × v over n + 1 limbs; true when that went below zero.
bool subtract_multiple(std::uint64_t* u, const std::uint64_t* v, std::size_t n, std::uint64_t digit) {
  u128 carry = 0;
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i <= n; ++i) {
    if (i < n) carry += static_cast<u128>(digit) * v[i];
    const u128 taken = static_cast<u128>(static_cast<std::uint64_t>(carry)) + borrow;
    borrow = taken > u[i] ? 1 : 0;
    u[i] = static_cast<std::uint64_t>(u[i] - taken);
    carry >>= 64;
  }
  return borrow != 0;
}

void add_back(std::uint64_t* u, const std::uint64_t* v, std::size_t n) {
  u128 carry = 0;
  for (std::size_t i = 0; i <= n; ++i) {
    carry += static_cast<u128>(u[i]) + (i < n ? v[i] : 0);
    u[i] = static_cast<std::uint64_t>(carry);
    carry >>= 64;
  }
}

}  // namespace

std::uint64_t Wide::divide_in_place(std::uint64_t divisor) {
  std::uint64_t rest = 0;
  for (std::size_t i = used_; i-- > 0;) {
    const LimbDivision d = divide_limb(rest, limbs_[i], divisor);
    limbs_[i] = d.quotient;
    rest = d.remainder;
  }
  count_used(used_);
  return rest;
}

Wide::Division Wide::divided_by(const Wide& divisor) const {
  const std::size_t n = divisor.used_;
  const std::size_t m = used_;
  if (m < n || *this < divisor) return {Wide{}, *this};
  Division result;
  if (n == 1) {
    result.quotient = *this;
    result.remainder = Wide(result.quotient.divide_in_place(divisor.limbs_[0]));
    return result;
  }
  const auto shift = static_cast<unsigned>(std::countl_zero(divisor.limbs_[n - 1]));
  const Wide v = divisor.shifted_left(shift);
  const Wide low = shifted_left(shift);
  std::array<std::uint64_t, size + 1> u{};
  for (std::size_t i = 0; i < size; ++i) u[i] = low.limbs_[i];
  u[size] = shift == 0 ? 0 : limbs_[size - 1] >> (64 - shift);
  for (std::size_t j = m - n + 1; j-- > 0;) {
    std::uint64_t digit = estimate(&u[j + n], v.limbs_[n - 1], v.limbs_[n - 2]);
    if (subtract_multiple(&u[j], v.limbs_.data(), n, digit)) {
      --digit;
      add_back(&u[j], v.limbs_.data(), n);
    }
    result.quotient.limbs_[j] = digit;
  }
  result.quotient.count_used(m - n + 1);
  Wide remainder;
  for (std::size_t i = 0; i < n; ++i) remainder.limbs_[i] = u[i];
  remainder.count_used(n);
  result.remainder = remainder.shifted_right(shift);
  return result;
}

}  // namespace dietz
