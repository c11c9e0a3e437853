#include "cli/measure_selection.hpp"

#include "codec/shown_text.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace dietz {
namespace {

Error unknown(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Measure& measure : measures) names.push_back(measure.name);
  return Error::not_found("--figures: " + shown(name) + " is no measure" + did_you_mean(name, names) +
                          "; `dietz measures` lists them");
}

}  // namespace

Result<MeasureSet> parse_measures(const std::string& text) {
  if (text == "all") return all_measures();
  if (text == "common") return report_measures();
  MeasureSet set;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view name = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    const std::size_t place = measure_index(name);
    if (place == measure_count) return unknown(name);
    set.set(place);
  }
  return set;
}

const Measure* first_relative(const MeasureSet& set) {
  for (std::size_t i = 0; i < measure_count; ++i) {
    if (set[i] && measures[i].has_need(need::benchmark)) return &measures[i];
  }
  return nullptr;
}

}  // namespace dietz
