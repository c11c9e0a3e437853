#include "model/instant.hpp"

#include "model/date.hpp"

namespace dietz {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr int day_seconds = 86400;

/// Two digits below `limit` at `at`, or −1.
int two_digits(std::string_view text, std::size_t at, int limit) {
  if (at + 2 > text.size()) return -1;
  const int tens = text[at] - '0', ones = text[at + 1] - '0';
  if (tens < 0 || tens > 9 || ones < 0 || ones > 9) return -1;
  return tens * 10 + ones < limit ? tens * 10 + ones : -1;
}

/// Fraction digits from `at` (which stands behind the point), in microseconds; moves `at` behind them.
std::optional<std::int64_t> fraction(std::string_view text, std::size_t& at) {
  const std::size_t first = at;
  std::int64_t value = 0, unit = second / 10;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10) value += unit * (text[at] - '0');
  return at == first ? std::nullopt : std::optional(value);
}

/// `Z` or `±hh:mm` as seconds east of UTC.
std::optional<int> offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return {};
  const int hours = two_digits(text, 1, 24), minutes = two_digits(text, 4, 60);
  if (hours < 0 || minutes < 0) return {};
  return (text[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
}

}  // namespace

std::optional<Instant> Instant::parse(std::string_view text) {
  const auto date = Date::parse(text.substr(0, 10));
  if (!date) return {};
  const std::int64_t midnight = static_cast<std::int64_t>(date->epoch_day()) * 86400 * second;
  if (text.size() == 10) return Instant{midnight + 86400 * second - 1};
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':') return {};
  const int hours = two_digits(text, 11, 24), minutes = two_digits(text, 14, 60), seconds = two_digits(text, 17, 61);
  if (hours < 0 || minutes < 0 || seconds < 0) return {};
  std::size_t at = 19;
  std::int64_t micro = 0;
  if (text[at] == '.') {
    ++at;
    const auto part = fraction(text, at);
    if (!part) return {};
    micro = *part;
  }
  const auto east = offset(text.substr(at));
  if (!east) return {};
  const int of_day = hours * 3600 + minutes * 60 + seconds - *east;
  // A leap second stands at the end of a UTC day only.
  if (seconds == 60 && (of_day + day_seconds) % day_seconds != 0) return {};
  return Instant{midnight + of_day * second + micro};
}

LocalTime local_time(Instant moment, std::int32_t utc_offset_seconds) {
  constexpr std::int64_t microseconds_of_day = 86'400'000'000;
  const std::int64_t local = moment.microseconds + std::int64_t{utc_offset_seconds} * 1'000'000;
  const std::int64_t days = local / microseconds_of_day - (local % microseconds_of_day < 0 ? 1 : 0);
  return {Date::from_epoch_day(static_cast<std::int32_t>(days)), local - days * microseconds_of_day};
}

}  // namespace dietz
