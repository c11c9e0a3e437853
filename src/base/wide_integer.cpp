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
  return n == 0 ? 0 : static_cast<unsigned>((n - 1) * 64) + static_cast<unsigned>(std::bit_width(limbs_[n - 1]));
}

bool Wide::fits_128() const { return used() <= 2; }

u128 Wide::low_128() const { return static_cast<u128>(limbs_[1]) << 64 | limbs_[0]; }

Wide Wide::times(u128 factor) const {
  const std::uint64_t parts[2] = {static_cast<std::uint64_t>(factor), static_cast<std::uint64_t>(factor >> 64)};
  const std::size_t n = used();
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
  return product;
}

Wide Wide::times_power_of_ten(unsigned n) const {
  if (n == 0) return *this;
  Wide product = *this;
  for (; n > 38; n -= 38) product = product.times(powers_of_ten[38]);
  return product.times(powers_of_ten[n]);
}

Wide Wide::plus(const Wide& other) const {
  Wide sum;
  u128 carry = 0;
  for (std::size_t i = 0; i < size; ++i) {
    carry += static_cast<u128>(limbs_[i]) + other.limbs_[i];
    sum.limbs_[i] = static_cast<std::uint64_t>(carry);
    carry >>= 64;
  }
  return sum;
}

Wide Wide::minus(const Wide& other) const {
  Wide difference;
  std::uint64_t borrow = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const u128 taken = static_cast<u128>(other.limbs_[i]) + borrow;
    difference.limbs_[i] = static_cast<std::uint64_t>(limbs_[i] - taken);
    borrow = taken > limbs_[i] ? 1 : 0;
  }
  return difference;
}

Wide Wide::shifted_left(unsigned bits) const {
  const std::size_t whole = bits / 64;
  const unsigned part = bits % 64;
  Wide out;
  for (std::size_t i = size; i-- > whole;) {
    std::uint64_t v = limbs_[i - whole] << part;
    if (i > whole && part != 0) v |= limbs_[i - whole - 1] >> (64 - part);
    out.limbs_[i] = v;
  }
  return out;
}

Wide Wide::shifted_right(unsigned bits) const {
  const std::size_t whole = bits / 64;
  const unsigned part = bits % 64;
  Wide out;
  for (std::size_t i = 0; i + whole < size; ++i) {
    std::uint64_t v = limbs_[i + whole] >> part;
    if (i + whole + 1 < size && part != 0) v |= limbs_[i + whole + 1] << (64 - part);
    out.limbs_[i] = v;
  }
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
  for (std::size_t i = size; i-- > 0;) {
    if (limbs_[i] != other.limbs_[i]) return limbs_[i] <=> other.limbs_[i];
  }
  return std::strong_ordering::equal;
}

namespace {

struct LimbDivision {
  std::uint64_t quotient, remainder;
};

/// (high:low) / divisor where high < divisor, so that the quotient fits. Compilers call a general 128-bit division for
/// this; the processor has an instruction.
LimbDivision divide_limb(std::uint64_t high, std::uint64_t low, std::uint64_t divisor) {
#if defined(__x86_64__)
  LimbDivision d{};
  __asm__("divq %4" : "=a"(d.quotient), "=d"(d.remainder) : "0"(low), "1"(high), "r"(divisor) : "cc");
  return d;
#else
  const u128 value = static_cast<u128>(high) << 64 | low;
  return {static_cast<std::uint64_t>(value / divisor), static_cast<std::uint64_t>(value % divisor)};
#endif
}

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

Wide::Division Wide::divided_by_limb(std::uint64_t divisor) const {
  Division result;
  std::uint64_t rest = 0;
  for (std::size_t i = used(); i-- > 0;) {
    const LimbDivision d = divide_limb(rest, limbs_[i], divisor);
    result.quotient.limbs_[i] = d.quotient;
    rest = d.remainder;
  }
  result.remainder.limbs_[0] = rest;
  return result;
}

Wide::Division Wide::divided_by(const Wide& divisor) const {
  const std::size_t n = divisor.used();
  const std::size_t m = used();
  if (m < n || *this < divisor) return {Wide{}, *this};
  if (n == 1) return divided_by_limb(divisor.limbs_[0]);
  const auto shift = static_cast<unsigned>(std::countl_zero(divisor.limbs_[n - 1]));
  const Wide v = divisor.shifted_left(shift);
  const Wide low = shifted_left(shift);
  std::array<std::uint64_t, size + 1> u{};
  for (std::size_t i = 0; i < size; ++i) u[i] = low.limbs_[i];
  u[size] = shift == 0 ? 0 : limbs_[size - 1] >> (64 - shift);
  Division result;
  for (std::size_t j = m - n + 1; j-- > 0;) {
    std::uint64_t digit = estimate(&u[j + n], v.limbs_[n - 1], v.limbs_[n - 2]);
    if (subtract_multiple(&u[j], v.limbs_.data(), n, digit)) {
      --digit;
      add_back(&u[j], v.limbs_.data(), n);
    }
    result.quotient.limbs_[j] = digit;
  }
  Wide remainder;
  for (std::size_t i = 0; i < n; ++i) remainder.limbs_[i] = u[i];
  result.remainder = remainder.shifted_right(shift);
  return result;
}

}  // namespace dietz
