#include "http/response_text.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>

namespace dietz {
namespace {

void append_field(std::string& text, std::string_view name, std::string_view value) {
  text += name;
  text += ": ";
  for (const char c : value) text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  text += "\r\n";
}

bool has_no_body(int status) { return status < 200 || status == 204 || status == 304; }

}  // namespace

bool sends_body(const HttpResponse& response, const ResponseForm& form) {
  return !form.without_body && !response.stream && !has_no_body(response.status);
}

std::string head_text(const HttpResponse& response, const ResponseForm& form) {
  std::string text = "HTTP/1.1 " + std::to_string(response.status) + " ";
  text += reason_phrase(response.status);
  text += "\r\n";
  append_field(text, "Date", form.date);
  for (const HttpField& field : response.fields.all()) append_field(text, field.name, field.value);
  if (!response.stream && !has_no_body(response.status))
    append_field(text, "Content-Length", std::to_string(response.body.size()));
  if (!form.keep_alive || response.stream) append_field(text, "Connection", "close");
  text += "\r\n";
  return text;
}

std::string http_date(std::int64_t seconds_since_1970) {
  using namespace std::chrono;
  constexpr std::array days_of_week = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months_of_year = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const sys_seconds moment{seconds{seconds_since_1970}};
  const sys_days day = floor<days>(moment);
  const year_month_day date(day);
  const hh_mm_ss time(moment - day);
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                days_of_week[weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                months_of_year[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

}  // namespace dietz
