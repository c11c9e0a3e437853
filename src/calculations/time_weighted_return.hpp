#pragma once

#include "calculations/dietz.hpp"
#include "calculations/linked_growth.hpp"
#include "calculations/valued_day.hpp"

#include <span>
#include <string>
#include <vector>

namespace dietz {

/// One link of a time-weighted return: the growth between two valuations.
struct SubPeriod {
  Date from;
  Date to;
  Growth growth;
  bool by_modified_dietz = false;  ///< a flow inside fell on a day without valuation
  std::size_t first = 0;           ///< positions of its two valuations in the days it came from
  std::size_t last = 0;
  double factor = 1.0;  ///< growth.factor(), computed once; without meaning where growth has a reason
};

/// A link with its factor.
[[nodiscard]] SubPeriod make_link(std::span<const ValuedDay> days, std::size_t first, std::size_t last, Growth growth,
                                  bool by_modified_dietz);

/// The link between two valuations, at `first` and `last`, with nothing valued between them: by Modified Dietz where a
/// flow lies inside, on a day without valuation.
[[nodiscard]] SubPeriod link_between(std::span<const ValuedDay> days, std::size_t first, std::size_t last,
                                     bool flow_inside);

/// The links between the valuations of `days` (ascending dates). Between neighbouring valuations without a flow on an
/// unvalued day: `growth_between`; else Modified Dietz over that window. Days before the first and after the last
/// valuation, and flows on the first one's day, are outside.
[[nodiscard]] std::vector<SubPeriod> sub_periods(std::span<const ValuedDay> days);

/// A linked return and what it rests on.
struct LinkedReturn {
  Rate rate = Reason::insufficient_data;
  Date failed_on;  ///< with a reason: the end of the first link that has none
  std::size_t links = 0;
  std::size_t without_capital = 0;  ///< links over which nothing was invested
  std::size_t by_modified_dietz = 0;
};

/// A linked return in the making: `link` of the links added so far. A plain value.
class LinkChain {
 public:
  /// The next link in order of time.
  void add(const SubPeriod& period);
  [[nodiscard]] Rate rate() const { return reason_ == Reason::none ? Rate(product_.growth() - 1.0) : Rate(reason_); }
  [[nodiscard]] LinkedReturn result() const;
  friend bool operator==(const LinkChain&, const LinkChain&) = default;

 private:
  LinkedGrowth product_;
  Date failed_on_;
  Reason reason_ = Reason::none;
  std::size_t links_ = 0;
  std::size_t without_capital_ = 0;
  std::size_t by_modified_dietz_ = 0;
};

/// Geometric linking, ∏ growth − 1. The order is fixed: growth factors multiply within a calendar month (by the link's
/// end) in order of time, the months' products multiply in order of time; so a running product kept at month ends gives
/// the same bits as a run from the start. Links without capital count as 1. Source: GIPS 2020 glossary, "time-weighted
/// return".
[[nodiscard]] LinkedReturn link(std::span<const SubPeriod> periods);

/// A point of a return series.
struct ReturnPoint {
  Date date;
  Rate rate = Reason::insufficient_data;
};

enum class ReturnFrequency { day, month, quarter, year };
/// The end of the calendar period that holds `date`.
[[nodiscard]] Date period_end(Date date, ReturnFrequency frequency);

/// Returns of the calendar periods (or of each link, for `day`), dated at their last link's end.
[[nodiscard]] std::vector<ReturnPoint> returns_by(std::span<const SubPeriod> periods, ReturnFrequency frequency);
/// Return since the start at the end of each of those periods.
[[nodiscard]] std::vector<ReturnPoint> cumulative_by(std::span<const SubPeriod> periods, ReturnFrequency frequency);

/// Linked Modified Dietz: calendar months between valuations at (or next after) their ends, cut also at a day whose
/// flow exceeds `large_flow_percent` of the value before it, where that day is valued. Each link is Modified Dietz; one
/// that loses more than everything can't be linked: `negative_base`.
[[nodiscard]] std::vector<SubPeriod> monthly_dietz_periods(std::span<const ValuedDay> days,
                                                           const Decimal& large_flow_percent, DietzFlows timing);

}  // namespace dietz
