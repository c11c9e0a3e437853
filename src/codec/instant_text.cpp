#include "codec/instant_text.hpp"

namespace dietz {
namespace {

void append_digits(std::string& text, std::int64_t number, std::size_t digits) {
  const std::string plain = std::to_string(number);
  if (plain.size() < digits) text.append(digits - plain.size(), '0');
  text += plain;
}

}  // namespace

std::string instant_text(Instant moment, InstantDigits digits) {
  constexpr std::int64_t second = 1'000'000;
  const LocalTime time = local_time(moment, 0);
  const std::int64_t seconds = time.microsecond_of_day / second;
  std::string text = time.date.to_string() + 'T';
  append_digits(text, seconds / 3600, 2);
  text += ':';
  append_digits(text, seconds / 60 % 60, 2);
  text += ':';
  append_digits(text, seconds % 60, 2);
  if (digits == InstantDigits::seconds) return text + 'Z';
  text += '.';
  append_digits(text, time.microsecond_of_day % second, 6);
  return text + 'Z';
}

}  // namespace dietz
