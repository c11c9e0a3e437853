#include "model/composite.hpp"

#include <array>
#include <utility>

namespace dietz {
namespace {

constexpr std::array<std::pair<CompositeWeighting, std::string_view>, 3> weightings = {
    {{CompositeWeighting::begin_values, "begin_values"},
     {CompositeWeighting::begin_values_and_flows, "begin_values_and_flows"},
     {CompositeWeighting::aggregate, "aggregate"}}};
constexpr std::array<std::pair<DispersionMeasure, std::string_view>, 4> measures = {
    {{DispersionMeasure::equal_weighted, "equal_weighted"},
     {DispersionMeasure::asset_weighted, "asset_weighted"},
     {DispersionMeasure::range, "range"},
     {DispersionMeasure::interquartile, "interquartile"}}};

template <class Names, class Enum>
std::string_view find_name(const Names& names, Enum value) {
  for (const auto& [entry, name] : names) {
    if (entry == value) return name;
  }
  return {};
}

template <class Enum, class Names>
std::optional<Enum> find_value(const Names& names, std::string_view text) {
  for (const auto& [entry, name] : names) {
    if (name == text) return entry;
  }
  return {};
}

}  // namespace

std::string_view name_of(CompositeWeighting weighting) { return find_name(weightings, weighting); }
std::string_view name_of(DispersionMeasure measure) { return find_name(measures, measure); }
std::optional<CompositeWeighting> parse_composite_weighting(std::string_view text) {
  return find_value<CompositeWeighting>(weightings, text);
}
std::optional<DispersionMeasure> parse_dispersion_measure(std::string_view text) {
  return find_value<DispersionMeasure>(measures, text);
}

}  // namespace dietz
