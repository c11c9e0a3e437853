#include "observability/trace_context.hpp"

#include <algorithm>
#include <span>

namespace dietz {
namespace {

std::optional<std::uint8_t> digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  return std::nullopt;
}

bool read_hex(std::string_view text, std::span<std::uint8_t> out) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto high = digit(text[2 * i]);
    const auto low = digit(text[2 * i + 1]);
    if (!high || !low) return false;
    out[i] = static_cast<std::uint8_t>(*high << 4U | *low);
  }
  return true;
}

std::string hex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text.push_back(digits[byte >> 4U]);
    text.push_back(digits[byte & 15U]);
  }
  return text;
}

bool all_zero(std::span<const std::uint8_t> bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

constexpr std::size_t length_of_version_0 = 55;

}  // namespace

bool TraceContext::valid() const { return !all_zero(trace_id) && !all_zero(span_id); }

std::optional<TraceContext> TraceContext::parse(std::string_view text) {
  if (text.size() < length_of_version_0) return std::nullopt;
  if (text[2] != '-' || text[35] != '-' || text[52] != '-') return std::nullopt;
  std::array<std::uint8_t, 1> version{};
  std::array<std::uint8_t, 1> flags{};
  TraceContext context;
  if (!read_hex(text, version) || !read_hex(text.substr(3), context.trace_id) ||
      !read_hex(text.substr(36), context.span_id) || !read_hex(text.substr(53), flags)) {
    return std::nullopt;
  }
  if (version[0] == 0xff || !context.valid()) return std::nullopt;
  if (text.size() > length_of_version_0 && (version[0] == 0 || text[length_of_version_0] != '-')) return std::nullopt;
  context.sampled = (flags[0] & 1U) != 0;
  return context;
}

TraceContext TraceContext::child(std::array<std::uint8_t, 8> new_span_id) const {
  TraceContext context = *this;
  context.span_id = new_span_id;
  return context;
}

std::string TraceContext::traceparent() const {
  return "00-" + trace_id_text() + "-" + span_id_text() + (sampled ? "-01" : "-00");
}

std::string TraceContext::trace_id_text() const { return hex(trace_id); }
std::string TraceContext::span_id_text() const { return hex(span_id); }

}  // namespace dietz
