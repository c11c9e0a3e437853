#include "codec/ascii_toml.hpp"

namespace dietz {
namespace {
constexpr std::string_view hex_digits = "0123456789abcdef";
}  // namespace

std::string toml_in_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && c != '~') {
      out += c;
    } else {
      out += {'~', hex_digits[byte >> 4], hex_digits[byte & 15U]};
    }
  }
  return out;
}

std::string text_of_ascii_toml(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t high = i + 2 < text.size() ? hex_digits.find(text[i + 1]) : std::string_view::npos;
    const std::size_t low = i + 2 < text.size() ? hex_digits.find(text[i + 2]) : std::string_view::npos;
    if (text[i] == '~' && high != std::string_view::npos && low != std::string_view::npos) {
      out += static_cast<char>(high << 4 | low);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace dietz
