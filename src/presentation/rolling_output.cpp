#include "presentation/rolling_output.hpp"

#include "presentation/figures.hpp"

#include <algorithm>

namespace dietz {
namespace {

std::string right(const std::string& text, std::size_t width) {
  return std::string(width > text.size() ? width - text.size() : 1, ' ') + text;
}

/// What a measure's windows come to.
struct Summary {
  Rate last = Reason::insufficient_data;
  Rate least = Reason::insufficient_data;
  Rate greatest = Reason::insufficient_data;
  Rate mean = Reason::insufficient_data;
};

Summary summary_of(const RollingMeasure& measure) {
  Summary summary;
  double sum = 0;
  double count = 0;
  for (const Rate& rate : measure.rates) {
    if (!rate) continue;
    if (!summary.least || rate.value() < summary.least.value()) summary.least = rate;
    if (!summary.greatest || rate.value() > summary.greatest.value()) summary.greatest = rate;
    sum += rate.value();
    ++count;
  }
  if (count > 0) summary.mean = sum / count;
  if (!measure.rates.empty()) summary.last = measure.rates.back();
  return summary;
}

}  // namespace

void write_rolling(JsonWriter& json, const RollingTable& table) {
  json.key("rolling").begin_object();
  json.key("window").integer(static_cast<std::int64_t>(table.window));
  json.key("windows").integer(static_cast<std::int64_t>(table.windows()));
  json.key("series").begin_object();
  for (const RollingMeasure& measure : table.measures) {
    json.key(measures[measure.place].name).begin_array();
    for (std::size_t at = 0; at < measure.rates.size(); ++at) {
      const Rate& rate = measure.rates[at];
      json.begin_object().key("date").string(table.date(at).to_string()).key("value");
      rate ? json.number(rate.value()) : json.null();
      if (!rate) json.key("reason").string(name_of(rate.reason()));
      json.end_object();
    }
    json.end_array();
  }
  json.end_object().end_object();
}

std::string rolling_as_csv(const RollingTable& table) {
  std::string out = "date";
  for (const RollingMeasure& measure : table.measures) out += "," + std::string(measures[measure.place].name);
  out += "\n";
  for (std::size_t at = 0; at < table.windows(); ++at) {
    out += table.date(at).to_string();
    for (const RollingMeasure& measure : table.measures) {
      out += ",";
      if (measure.rates[at]) out += shortest_text(measure.rates[at].value());
    }
    out += "\n";
  }
  return out;
}

std::string rolling_as_text(const RollingTable& table) {
  std::string out = "  Windows of " + std::to_string(table.window) + " returns: " + std::to_string(table.windows());
  if (table.windows() == 0) return out + "\n";
  out += ", ending from " + table.date(0).to_string() + " to " + table.date(table.windows() - 1).to_string() + "\n\n";
  std::size_t name_width = 0;
  for (const RollingMeasure& measure : table.measures) {
    name_width = std::max(name_width, measures[measure.place].name.size());
  }
  constexpr std::size_t width = 12;
  out += std::string(name_width + 2, ' ') + right("last", width) + right("least", width) + right("greatest", width) +
         right("mean", width) + "\n";
  for (const RollingMeasure& measure : table.measures) {
    const Measure& what = measures[measure.place];
    const Summary summary = summary_of(measure);
    out += "  " + std::string(what.name) + std::string(name_width - what.name.size(), ' ');
    for (const Rate& rate : {summary.last, summary.least, summary.greatest, summary.mean}) {
      out += right(readable(rate, what.unit), width);
    }
    out += "\n";
  }
  return out;
}

}  // namespace dietz
