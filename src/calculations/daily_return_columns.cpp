#include "calculations/daily_return_columns.hpp"

#include "calculations/double_pair.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

using pairs::Pair;

/// Columns larger than the caches are fetched this far ahead, beyond the page at which the processor's own look-ahead
/// stops.
constexpr std::size_t days_ahead = 256;

/// How much of a net flow counts at the start and at the end of its day.
template <FlowTiming timing>
struct NetFlows {
  const double* net;
  [[nodiscard]] Pair at_start(std::size_t i) const {
    if constexpr (timing == FlowTiming::end) return Pair{};
    const Pair flow = pairs::load(net + i);
    return timing == FlowTiming::start ? flow : pairs::larger(Pair{}, flow);
  }
  [[nodiscard]] Pair at_end(std::size_t i) const {
    if constexpr (timing == FlowTiming::start) return Pair{};
    const Pair flow = pairs::load(net + i);
    return timing == FlowTiming::end ? flow : pairs::smaller(Pair{}, flow);
  }
  [[nodiscard]] double one_at_start(std::size_t i) const {
    if (timing == FlowTiming::end) return 0.0;
    return timing == FlowTiming::start ? net[i] : std::max(net[i], 0.0);
  }
  [[nodiscard]] double one_at_end(std::size_t i) const {
    if (timing == FlowTiming::start) return 0.0;
    return timing == FlowTiming::end ? net[i] : std::min(net[i], 0.0);
  }
  void fetch(std::size_t i) const { pairs::fetch(net + i, days_ahead); }
  [[nodiscard]] NetFlows from(std::size_t row) const { return {net + row}; }
};

struct SplitFlows {
  const double* start;
  const double* end;
  [[nodiscard]] Pair at_start(std::size_t i) const { return pairs::load(start + i); }
  [[nodiscard]] Pair at_end(std::size_t i) const { return pairs::load(end + i); }
  [[nodiscard]] double one_at_start(std::size_t i) const { return start[i]; }
  [[nodiscard]] double one_at_end(std::size_t i) const { return end[i]; }
  void fetch(std::size_t i) const {
    pairs::fetch(start + i, days_ahead);
    pairs::fetch(end + i, days_ahead);
  }
  [[nodiscard]] SplitFlows from(std::size_t row) const { return {start + row, end + row}; }
};

/// A product of days' growth, up to the first that has none.
struct Product {
  double growth = 1.0;
  Reason reason = Reason::none;
  std::uint32_t failed_on = 0;
  std::uint32_t links = 0;
  std::uint32_t without_capital = 0;

  void add(const Product& month) {
    links += month.links;
    without_capital += month.without_capital;
    if (reason != Reason::none) return;
    reason = month.reason;
    failed_on = month.failed_on;
    growth *= month.growth;
  }
  [[nodiscard]] Rate rate() const {
    if (reason != Reason::none) return reason;
    if (without_capital == links) return Reason::zero_base;
    return std::isfinite(growth) ? Rate(growth - 1.0) : Rate(Reason::unsupported);
  }
};

/// Why a day has no growth; `none` also for one without capital.
Reason reason_of(double before, double after, double numerator, double base) {
  if (!std::isfinite(numerator) || !std::isfinite(base)) return Reason::unsupported;
  if (before < 0 || after < 0 || base < 0) return Reason::negative_base;
  if (base == 0) return numerator == 0 ? Reason::none : Reason::zero_base;
  return numerator < 0 ? Reason::negative_base : Reason::none;
}

/// One portfolio's month, day by day.
template <class Flows>
Product checked_month(const double* values, const Flows& flows, double before, std::size_t first, std::size_t end) {
  Product product;
  product.links = static_cast<std::uint32_t>(end - first);
  for (std::size_t i = first; i < end; ++i) {
    const double numerator = values[i] - flows.one_at_end(i);
    const double base = before + flows.one_at_start(i);
    const Reason reason = reason_of(before, values[i], numerator, base);
    if (reason == Reason::none && base == 0) {
      ++product.without_capital;
    } else if (reason == Reason::none) {
      product.growth *= numerator / base;
    } else if (product.reason == Reason::none) {
      product.reason = reason;
      product.failed_on = static_cast<std::uint32_t>(i);
    }
    before = values[i];
  }
  if (product.reason == Reason::none && !std::isfinite(product.growth)) product.reason = Reason::unsupported;
  return product;
}

/// The same where every day has capital and growth, which is the rule: divides days in pairs, then multiplies in order.
/// NaN where some day isn't like that. Needs a day before and two days or more.
template <class Flows>
double plain_month(const double* values, const Flows& flows, std::size_t first, std::size_t end) {
  constexpr std::size_t longest_month = 31;
  double growth[longest_month + 1];
  Pair least_value{values[first - 1], values[first]};
  Pair least_base{1.0, 1.0};
  for (std::size_t ahead = first; ahead < end; ahead += 8) {
    pairs::fetch(values + ahead, days_ahead);
    flows.fetch(ahead);
  }
  const auto divide = [&](std::size_t i) {
    const Pair after = pairs::load(values + i);
    const Pair numerator = after - flows.at_end(i);
    const Pair base = pairs::load(values + i - 1) + flows.at_start(i);
    least_value = pairs::smaller(least_value, pairs::smaller(after, numerator));
    least_base = pairs::smaller(least_base, base);
    pairs::store(growth + (i - first), numerator / base);
  };
  std::size_t i = first;
  for (; i + 2 <= end; i += 2) divide(i);
  if (i < end) divide(end - 2);
  double product = 1.0;
  for (std::size_t k = 0; k < end - first; ++k) product *= growth[k];
  const bool plain = std::min(least_value[0], least_value[1]) >= 0 && std::min(least_base[0], least_base[1]) > 0;
  return plain ? product : std::nan("");
}

template <class Flows>
Product month_product(const double* values, const Flows& flows, double before, std::size_t first, std::size_t end) {
  if (first > 0 && end - first >= 2) {
    const double growth = plain_month(values, flows, first, end);
    // An infinite base would show as growth 0.
    if (growth > 0 && std::isfinite(growth))
      return {growth, Reason::none, 0, static_cast<std::uint32_t>(end - first), 0};
  }
  return checked_month(values, flows, before, first, end);
}

}  // namespace

DailyReturnColumns::DailyReturnColumns(std::span<const Date> days) : days_(days.size()) {
  for (std::size_t i = 0; i < days.size();) {
    const Date month_end = days[i].month_end();
    std::size_t next = i;
    while (next < days.size() && days[next] <= month_end) ++next;
    const bool closes_year = next == days.size() || days[next].year_end() != month_end.year_end();
    months_.push_back({i, next, closes_year});
    month_ends_.push_back(days[next - 1]);
    if (closes_year) year_ends_.push_back(days[next - 1]);
    i = next;
  }
}

template <class Flows>
void DailyReturnColumns::solve_each(const PortfolioDays& batch, const Flows& all_flows,
                                    const ReturnTable& table) const {
  Rate* month_rate = table.months.data();
  Rate* year_rate = table.years.data();
  for (std::size_t p = 0; p < table.totals.size(); ++p) {
    const double* values = batch.values.data() + p * days_;
    const Flows flows = all_flows.from(p * days_);
    double before = batch.opening.empty() ? 0.0 : batch.opening[p];
    Product total;
    Product year;
    for (const Month& month : months_) {
      const Product product = month_product(values, flows, before, month.first, month.end);
      *month_rate++ = product.rate();
      year.add(product);
      total.add(product);
      if (month.closes_year) {
        *year_rate++ = year.rate();
        year = {};
      }
      before = values[month.end - 1];
    }
    const Rate rate = months_.empty() ? Rate(Reason::insufficient_data) : total.rate();
    table.totals[p] = {rate, total.failed_on, total.without_capital};
  }
}

void DailyReturnColumns::solve(const PortfolioDays& batch, const ReturnTable& table) const {
  const double* flows = batch.flows.data();
  if (!batch.flows_at_end.empty()) return solve_each(batch, SplitFlows{flows, batch.flows_at_end.data()}, table);
  switch (batch.timing) {
    case FlowTiming::inflow_start_outflow_end:
      return solve_each(batch, NetFlows<FlowTiming::inflow_start_outflow_end>{flows}, table);
    case FlowTiming::start:
      return solve_each(batch, NetFlows<FlowTiming::start>{flows}, table);
    case FlowTiming::end:
      return solve_each(batch, NetFlows<FlowTiming::end>{flows}, table);
  }
}

}  // namespace dietz
