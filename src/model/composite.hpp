#pragma once

#include "model/currency.hpp"
#include "model/date.hpp"
#include "model/decimal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// What the returns of a composite's portfolios are weighted with, or that their sum is measured as one portfolio.
enum class CompositeWeighting { begin_values, begin_values_and_flows, aggregate };
/// Which spread of the portfolios' annual returns is the headline.
enum class DispersionMeasure { equal_weighted, asset_weighted, range, interquartile };

[[nodiscard]] std::string_view name_of(CompositeWeighting weighting);
[[nodiscard]] std::string_view name_of(DispersionMeasure measure);
[[nodiscard]] std::optional<CompositeWeighting> parse_composite_weighting(std::string_view text);
[[nodiscard]] std::optional<DispersionMeasure> parse_dispersion_measure(std::string_view text);

/// The rules of a composite from a day on, until later ones replace them.
struct CompositeTerms {
  std::string composite;  ///< the group's id
  std::optional<Date> from;
  std::string name;
  CompositeWeighting weighting = CompositeWeighting::begin_values_and_flows;
  std::optional<Decimal> minimum_assets;            ///< in the composite's currency, at a month's beginning
  std::optional<Decimal> significant_flow_percent;  ///< a month's net flow above this removes the portfolio for it
  DispersionMeasure dispersion = DispersionMeasure::equal_weighted;
  int minimum_members = 6;          ///< of a full year, for a dispersion: more than five
  std::optional<int> entry_months;  ///< whole months after its first that a portfolio may take to come in
  Currency currency;                ///< none: that of the first portfolio
  std::string benchmark;
  std::uint32_t line = 0;
};

}  // namespace dietz
