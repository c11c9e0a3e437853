#include "codec/utf8.hpp"

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

/// Non-zero if a byte of the word is 0 (exact as a test for "any").
std::uint64_t any_zero(std::uint64_t word) { return (word - every_byte) & ~word & high_bits; }

/// True when a byte of the word may be a control character.
bool may_hold_control(std::uint64_t word) {
  const std::uint64_t below_space = (word - every_byte * 0x20) & ~word & high_bits;
  const std::uint64_t deletes = any_zero(word ^ (every_byte * 0x7F));
  return (below_space | deletes) != 0;
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
    while (text.size() - i >= 8 && !may_hold_control(load_8(text.data() + i))) i += 8;
    const std::size_t stop = text.size() - i < 8 ? text.size() : i + 8;
    for (; i < stop; ++i) {
      if (is_refused_control(static_cast<unsigned char>(text[i]))) return i;
    }
  }
  return std::string_view::npos;
}

std::string_view without_byte_order_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

}  // namespace dietz
