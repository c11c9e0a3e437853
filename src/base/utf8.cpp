#include "base/utf8.hpp"

#include "base/byte_words.hpp"

#include <algorithm>
#include <cstdint>

namespace dietz {
namespace {

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

/// True when a byte of the word is a refused control character.
bool holds_control(std::uint64_t word) {
  const std::uint64_t below_space = bytes_below(word, 0x20);
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
  while (text.size() - i >= 8) {
    // Up to 255 words are counted byte by byte before a byte of the sum could overflow.
    std::uint64_t sums = 0;
    const std::size_t stop = i + std::min<std::size_t>((text.size() - i) / 8, 255) * 8;
    for (; i < stop; i += 8) sums += bytes_equal_to(load_8(text.data() + i), '\n') >> 7;
    constexpr std::uint64_t even_bytes = 0x00ff00ff00ff00ff;
    count += static_cast<std::size_t>(((sums & even_bytes) + (sums >> 8 & even_bytes)) * 0x0001000100010001 >> 48);
  }
  for (; i < text.size(); ++i) count += text[i] == '\n' ? 1 : 0;
  return count;
}

std::string_view without_byte_order_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

}  // namespace dietz
