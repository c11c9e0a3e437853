#include "base/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace dietz {
namespace {

constexpr std::uint64_t every_byte = 0x0101010101010101;
constexpr std::uint64_t high_bits = every_byte * 0x80;

std::uint64_t load_8(const char* from) {
  std::uint64_t word = 0;
  std::memcpy(&word, from, sizeof word);
  return word;
}

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

/// The length of the well-formed sequence at `i`, or 0.
std::size_t sequence_length(std::string_view text, std::size_t i) {
  const unsigned lead = byte_at(text, i);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                             : lead >= 0xE0 && lead <= 0xEF ? 3
                             : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                            : 0;
  if (length == 0 || length > text.size() - i) return 0;
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte_at(text, i + k) & 0xC0U) != 0x80) return 0;
  }
  const unsigned second = byte_at(text, i + 1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool surrogate = lead == 0xED && second > 0x9F;
  const bool beyond = lead == 0xF4 && second > 0x8F;
  return overlong || surrogate || beyond ? 0 : length;
}

bool is_refused_control(unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F; }

/// The high bit of each byte that equals `c`; exact for bytes of ASCII and others.
std::uint64_t bytes_equal_to(std::uint64_t word, unsigned char c) {
  const std::uint64_t difference = word ^ (every_byte * c);
  return ~(((difference & ~high_bits) + ~high_bits) | difference) & high_bits;
}

/// True when a byte of the word is a refused control character.
bool holds_control(std::uint64_t word) {
  const std::uint64_t below_space = ~((word & ~high_bits) + every_byte * 0x60) & ~word & high_bits;
  if (below_space != 0) {
    const std::uint64_t welcome = bytes_equal_to(word, '\n') | bytes_equal_to(word, '\r') | bytes_equal_to(word, '\t');
    if ((below_space & ~welcome) != 0) return true;
  }
  return bytes_equal_to(word, 0x7F) != 0;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    while (text.size() - i >= 8 && (load_8(text.data() + i) & high_bits) == 0) i += 8;
    if (i == text.size()) break;
    const std::size_t length = sequence_length(text, i);
    if (length == 0) return i;
    i += length;
  }
  return std::string_view::npos;
}

std::size_t find_control_character(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    while (text.size() - i >= 8 && !holds_control(load_8(text.data() + i))) i += 8;
    const std::size_t stop = text.size() - i < 8 ? text.size() : i + 8;
    for (; i < stop; ++i) {
      if (is_refused_control(static_cast<unsigned char>(text[i]))) return i;
    }
  }
  return std::string_view::npos;
}

std::size_t count_lines(std::string_view text) {
  std::size_t count = 0, i = 0;
  for (; text.size() - i >= 8; i += 8)
    count += static_cast<std::size_t>((bytes_equal_to(load_8(text.data() + i), '\n') >> 7) * every_byte >> 56);
  for (; i < text.size(); ++i) count += text[i] == '\n' ? 1 : 0;
  return count;
}

std::string_view without_byte_order_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

}  // namespace dietz
