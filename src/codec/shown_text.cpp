#include "codec/shown_text.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <vector>

namespace dietz {
namespace {

constexpr std::size_t shown_bytes = 40;
/// Enough for any list of names that a person reads; a book may have a million ids.
constexpr std::size_t most_names = 10'000;

bool is_plain(unsigned char c) { return c >= 0x20 && c != 0x7F; }

void append_escaped(std::string& out, unsigned char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += "\\x";
  out += digits[c >> 4];
  out += digits[c & 15U];
}

/// A cut that doesn't split a character.
std::string_view cut(std::string_view text) {
  std::size_t end = shown_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
  return text.substr(0, end == 0 ? shown_bytes : end);
}

/// Optimal string alignment distance: insertions, deletions, substitutions, swaps of neighbours.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

}  // namespace

std::string one_line(std::string_view message) {
  const bool broken = find_invalid_utf8(message) != std::string_view::npos;
  std::string out;
  for (const char c : message) {
    const auto byte = static_cast<unsigned char>(c);
    if (!is_plain(byte) || (broken && byte >= 0x80)) {
      append_escaped(out, byte);
    } else {
      out += c;
    }
  }
  return out;
}

std::string shown(std::string_view text) {
  const std::string_view part = text.size() > shown_bytes ? cut(text) : text;
  std::string out = "'" + one_line(part) + "'";
  if (part.size() < text.size()) out += "… (" + std::to_string(text.size()) + " bytes)";
  return out;
}

std::string_view nearest_name(std::string_view text, std::span<const std::string_view> names) {
  if (text.size() > 64) return {};
  names = names.first(std::min(names.size(), most_names));
  const std::string wanted = lower(text);
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(wanted.size() / 3, 1) + 1;
  for (const std::string_view name : names) {
    const std::size_t d = distance(wanted, lower(name));
    if (d < best_distance && d < name.size()) {
      best = name;
      best_distance = d;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view text, std::span<const std::string_view> names) {
  const std::string_view name = nearest_name(text, names);
  return name.empty() ? std::string() : "; did you mean '" + std::string(name) + "'?";
}

std::string one_of(std::span<const std::string_view> names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
    out += names[i];
  }
  return out;
}

}  // namespace dietz
