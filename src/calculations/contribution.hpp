#pragma once

#include "base/result.hpp"
#include "calculations/book_report.hpp"
#include "calculations/position_gains.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dietz {

/// Parts of a contribution, as fractions; they add up to it. Fees and taxes are negative.
struct ContributionParts {
  double price = 0.0;
  double currency = 0.0;
  double income = 0.0;
  double fees = 0.0;
  double taxes = 0.0;

  [[nodiscard]] double sum() const { return price + currency + income + fees + taxes; }
  ContributionParts& operator+=(const ContributionParts& other);
};
[[nodiscard]] ContributionParts operator*(const ContributionParts& parts, double factor);

/// What one position, or a class of positions, added to a return.
struct Contribution {
  std::string group;  ///< "" unless asked for
  std::string segment;
  std::string name;  ///< of a security
  double weight = 0.0;
  Rate rate = Reason::insufficient_data;  ///< contribution / weight; `zero_base` without a weight
  ContributionParts parts;
  double contribution = 0.0;
};

struct PeriodContributions {
  std::string name;  ///< "" = the whole interval
  Date from;
  Date to;
  Rate rate = Reason::insufficient_data;  ///< the time-weighted return that the contributions add up to
  std::vector<Contribution> contributions;
  Reason reason = Reason::none;  ///< why there are none
  std::string detail;
};

struct PortfolioContributions {
  std::string id;
  std::string name;
  Currency currency;
  PeriodContributions whole;
  std::vector<PeriodContributions> periods;  ///< by frequency
  std::vector<DateRange> invested;           ///< the links of the return that had capital
};

/// What positions are told apart by.
enum class Classification { security, asset_class, sector, region, currency };
[[nodiscard]] std::string_view name_of(Classification classification);
[[nodiscard]] std::optional<Classification> parse_classification(std::string_view name);

/// The class of a position: its security's, "unclassified" where none is stated, "cash" for cash; by currency, cash
/// belongs to its currency.
[[nodiscard]] std::string class_of(const Book& book, const PositionKey& key, Classification by);

struct ContributionRequest {
  Classification by = Classification::security;
  std::optional<Classification> group;       ///< the class that `by` is told apart within
  std::optional<ReturnFrequency> frequency;  ///< also list the calendar periods
};

/// What each position added to the net time-weighted return of a portfolio, or of several as one (index = number of
/// portfolios), over the facts' range and, if asked for, its calendar periods.
///
/// Over one link of the return (two valuations), contribution = gain / (V_begin + flows that count before the gain), so
/// that the contributions are the link's return. Over many, D. R. Carino's factors k_t/k with k_t = ln(1 + r_t)/r_t, k
/// the same of the whole return, keep them adding up. weight = (V_begin·T + Σ flow × days it was there)/(the sum over
/// all positions), T days: the begin value and time-weighted flows; external flows by the policy's timing, others at
/// the day's end. Weights sum to 1.
///
/// What a custodian's totals say beyond the positions' values is the class "rest". Reasons: that of the return;
/// `zero_base` and `negative_base` where a link lost everything; `no_price`, `stale_price` or `no_fx_rate` for the
/// windows in which a spin-off or merger brought a security of another class whose value isn't known that day.
/// Errors: those of replay.
[[nodiscard]] Result<PortfolioContributions> contributions_of(const Book& book, const BookFacts& facts,
                                                              std::size_t index, const ContributionRequest& request);

}  // namespace dietz
