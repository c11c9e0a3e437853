#pragma once

#include "calculations/explanation_builder.hpp"
#include "calculations/market_data.hpp"

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace dietz {

/// Explains prices and rates by the rows they stand in; each row is one node, however often it is used.
class MarketExplanation {
 public:
  using Place = ExplanationBuilder::Place;

  MarketExplanation(ExplanationBuilder& builder, const Book& book, const MarketData& market, Currency currency)
      : builder_(builder), book_(book), market_(&market), currency_(currency) {}

  [[nodiscard]] Currency currency() const { return currency_; }
  /// From here on prices as other portfolios see them.
  void use(const MarketData& market) { market_ = &market; }
  /// The close of a security as it counts on a day; nothing where there is none.
  [[nodiscard]] std::optional<Place> price(SecurityIndex security, Date date);
  /// An amount in the reporting currency at the rate of a day; nothing where there is no rate.
  [[nodiscard]] std::optional<Place> converted(Place amount, Currency from, Date date, const std::string& label);
  /// The product of exact parts, one node for the same parts.
  [[nodiscard]] Place product(const std::string& label, const std::string& unit, const std::vector<Place>& parts);

 private:
  struct RateRow {
    Place place;
    bool inverse;  ///< amounts are divided by it
  };
  [[nodiscard]] std::vector<RateRow> rows_of_rate(Currency from, Date date);
  [[nodiscard]] RateRow rate_row(Currency from, Currency to, Date date);
  [[nodiscard]] Place quotient(const std::string& label, const std::string& unit, Place dividend, Place divisor);

  ExplanationBuilder& builder_;
  const Book& book_;
  const MarketData* market_;
  Currency currency_;
  using SplitRows = std::vector<std::uint32_t>;
  std::map<std::tuple<SecurityIndex, Date, SplitRows>, Place>
      prices_;                                                   ///< by the quote's day and the splits that count
  std::map<std::tuple<Currency, Currency, Date>, Place> rates_;  ///< by the row's day
  std::map<std::vector<Place>, Place> products_;
  std::map<std::vector<Place>, Place> quotients_;
};

}  // namespace dietz
