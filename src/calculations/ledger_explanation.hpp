#pragma once

#include "calculations/booking.hpp"
#include "calculations/explanation_builder.hpp"
#include "calculations/market_explanation.hpp"
#include "model/date_range.hpp"

#include <map>
#include <optional>
#include <vector>

namespace dietz {

/// The nodes behind one day of a portfolio, in the reporting currency. A part that is zero has no node.
struct DayNodes {
  using Place = ExplanationBuilder::Place;
  std::optional<Place> value;
  std::optional<Place> flows_in, flows_out, income, fee_rows, fees, taxes, currency_gain;
};

/// Explains the days of one portfolio from the rows of the book: the same replay as valuation.hpp, in nodes.
class LedgerExplanation {
 public:
  using Place = ExplanationBuilder::Place;

  LedgerExplanation(ExplanationBuilder& builder, const Book& book, MarketExplanation& market, PortfolioIndex portfolio,
                    const InternalTransfers& internal);

  /// One entry a calendar day from `range.from` to `range.to`.
  [[nodiscard]] std::vector<DayNodes> explain(DateRange range);

 private:
  /// A running position or balance: what it was at the end of an earlier month, and the bookings since.
  struct Line {
    std::vector<Place> parts;
    Place node = 0;
    Date month;
  };
  struct Bucket {
    Currency currency;
    std::vector<Place> parts;
  };
  using Parts = std::vector<Place>;

  void begin_day(Date date, bool inside);
  void book(const Transaction& t, bool internal);
  void account(const Transaction& t, bool internal);
  void move_quantity(const Transaction& t, const BookingEffect& effect);
  void reorganise(const Transaction& t, const BookingEffect& effect);
  void move_cash(Currency currency, std::vector<Place> parts);
  void extend(Line& line, const std::string& label, const std::string& unit, Place part);
  [[nodiscard]] Place amount_of(const Transaction& t, bool in);
  void add_costs(const Transaction& t, Parts& parts);
  void add(Parts& parts, Place amount, Currency from, const std::string& label);
  [[nodiscard]] std::vector<Bucket> buckets();
  [[nodiscard]] Place bucket_sum(const Bucket& bucket);
  void explain_currency_gain();
  [[nodiscard]] std::optional<Place> value();
  [[nodiscard]] std::optional<Place> custodian_value();
  [[nodiscard]] DayNodes end_day();
  [[nodiscard]] std::optional<Place> summed(const std::string& label, Parts parts);
  [[nodiscard]] std::string name_of(const Transaction& t, const std::string& what) const;
  [[nodiscard]] const std::string& id_of(SecurityIndex security) const;
  [[nodiscard]] SourceRow row(const Transaction& t) const { return {BookFile::transactions, t.line}; }

  ExplanationBuilder& builder_;
  const Book& book_;
  MarketExplanation& market_;
  PortfolioIndex portfolio_;
  Currency currency_;
  const InternalTransfers& internal_;
  Account account_;
  std::map<SecurityIndex, Line> quantities_;
  std::map<Currency, Line> balances_;
  std::map<std::vector<Place>, Place> sums_;
  Date date_;
  bool inside_ = false;
  bool custodian_only_ = false;
  Parts flows_in_, flows_out_, income_, fee_rows_, fees_, taxes_, currency_gain_;
};

}  // namespace dietz
