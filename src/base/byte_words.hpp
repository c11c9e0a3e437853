#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

// Eight bytes of text at a time, in one 64-bit integer: the first byte is the lowest, on every machine.
namespace dietz {

constexpr std::uint64_t every_byte = 0x0101010101010101;
constexpr std::uint64_t high_bits = every_byte * 0x80;

[[nodiscard]] inline std::uint64_t load_8(const char* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, sizeof word);
  return std::endian::native == std::endian::little ? word : __builtin_bswap64(word);
}

/// Up to eight bytes, at least one; the bytes behind them are 0.
[[nodiscard]] inline std::uint64_t load_up_to_8(const char* from, std::size_t size) {
  const auto byte = [from](std::size_t at) { return std::uint64_t{static_cast<unsigned char>(from[at])} << (8 * at); };
  if (size < 4) return byte(0) | byte(size / 2) | byte(size - 1);
  std::uint32_t first = 0, last = 0;
  std::memcpy(&first, from, sizeof first);
  std::memcpy(&last, from + size - sizeof last, sizeof last);
  if (std::endian::native != std::endian::little) first = __builtin_bswap32(first), last = __builtin_bswap32(last);
  return first | std::uint64_t{last} << (8 * (size - sizeof last));
}

/// The high bit of each byte that equals `c`; exact for bytes of ASCII and others.
[[nodiscard]] constexpr std::uint64_t bytes_equal_to(std::uint64_t word, unsigned char c) {
  const std::uint64_t difference = word ^ (every_byte * c);
  return ~(((difference & ~high_bits) + ~high_bits) | difference) & high_bits;
}

/// The high bit of each byte below `c`, which is at most 0x80.
[[nodiscard]] constexpr std::uint64_t bytes_below(std::uint64_t word, unsigned char c) {
  return ~(((word & ~high_bits) + every_byte * (0x80U - c)) | word) & high_bits;
}

/// The high bits of a word's bytes as eight bits.
[[nodiscard]] constexpr std::uint64_t gather_high_bits(std::uint64_t high) {
  return (high >> 7) * 0x0102040810204080 >> 56;
}

}  // namespace dietz
