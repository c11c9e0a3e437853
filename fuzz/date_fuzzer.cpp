#include "fuzzing.hpp"
#include "model/date.hpp"
#include "model/instant.hpp"

using namespace dietz;
using fuzz::ensure;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto instant = Instant::parse(text)) {
    ensure(Instant::always() < *instant && *instant < Instant::latest(),
           "an instant lies between the two ends of time");
  }
  const auto date = Date::parse(text);
  if (!date) return 0;
  ensure(date->to_string() == text, "what is read prints as it was");
  ensure(Date::min() <= *date && *date <= Date::max(), "a date lies in the years 1 to 9999");
  ensure(
      *date <= date->month_end() && date->month_end() <= date->quarter_end() && date->quarter_end() <= date->year_end(),
      "the ends of month, quarter and year are in order");
  ensure(date->previous_month_end() < *date && date->previous_year_end() <= date->previous_quarter_end(),
         "so are the ends before");
  const unsigned week = iso_week(*date).week;
  ensure(week >= 1 && week <= 53, "a year has at most 53 weeks");
  if (date->year() > 1 && date->year() < 9999)
    ensure(date->add_months(12).add_months(-12) <= *date, "a year on and back is never later");
  return 0;
}
