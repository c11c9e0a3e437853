#include "calculations/attribution_linking.hpp"

#include <cmath>

namespace dietz {
namespace {

/// Linked effects of one period beside their sums over the periods so far.
class EffectSums {
 public:
  EffectSums(std::size_t count, bool with_currency) : sums_(count), currency_(with_currency ? count : 0) {
    for (std::uint32_t i = 0; i < count; ++i) sums_[i].segment = i;
  }

  /// The period's entries times the factor.
  void add_scaled(std::span<const SegmentEffects> entries, std::span<const CurrencyEffects> currency, double factor,
                  AttributedEffects& linked, bool groups) {
    auto& out = groups ? linked.groups : linked.segments;
    out.reserve(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const std::uint32_t at = entries[i].segment;
      out.push_back({at, Reason::none, Reason::none, entries[i].effects * factor});
      sums_[at].effects += out.back().effects;
      if (currency.empty()) continue;
      linked.currency.push_back(currency[i] * factor);
      currency_[at] += linked.currency.back();
    }
  }

  /// Frongello: each sum so far grows with the benchmark, the period's entries with the portfolio's growth before it.
  void add_grown(std::span<const SegmentEffects> entries, std::span<const CurrencyEffects> currency, double growth,
                 double benchmark, AttributedEffects& linked, bool groups) {
    std::vector<SegmentEffects> now = sums_;
    std::vector<CurrencyEffects> currency_now = currency_;
    for (SegmentEffects& entry : now) entry.effects = entry.effects * benchmark;
    for (CurrencyEffects& entry : currency_now) entry = entry * benchmark;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      now[entries[i].segment].effects += entries[i].effects * growth;
      if (!currency.empty()) currency_now[entries[i].segment] += currency[i] * growth;
    }
    for (std::size_t i = 0; i < now.size(); ++i) sums_[i].effects += now[i].effects;
    for (std::size_t i = 0; i < currency_now.size(); ++i) currency_[i] += currency_now[i];
    (groups ? linked.groups : linked.segments) = std::move(now);
    if (!currency_now.empty()) linked.currency = std::move(currency_now);
  }

  void move_to(std::vector<SegmentEffects>& entries, std::vector<CurrencyEffects>& currency) {
    entries = std::move(sums_);
    if (!currency_.empty()) currency = std::move(currency_);
  }

 private:
  std::vector<SegmentEffects> sums_;
  std::vector<CurrencyEffects> currency_;
};

void total_up(AttributedEffects& linked) {
  for (const SegmentEffects& entry : linked.segments) linked.totals += entry.effects;
  for (const SegmentEffects& entry : linked.groups) linked.totals += entry.effects;
  for (const CurrencyEffects& entry : linked.currency) linked.currency_totals += entry;
}

void link_entries(const AttributionTable& table, const AttributionMethod& method,
                  std::span<const AttributedPeriod> periods, std::span<const PeriodReturns> returns,
                  LinkedAttribution& linked) {
  const bool frongello = method.linking == LinkingMethod::frongello;
  const LinkingFactors linking = frongello                                   ? LinkingFactors()
                                 : method.linking == LinkingMethod::menchero ? menchero_factors(returns)
                                 : method.linking == LinkingMethod::grap     ? grap_factors(returns)
                                                                             : carino_factors(returns);
  linked.reason = linking.reason;
  linked.detail = linking.detail;
  if (linking.reason != Reason::none) return;
  EffectSums segments(table.segments.size(), method.currency != CurrencyModel::none);
  EffectSums groups(table.groups.size(), false);
  double growth = 1.0;
  for (std::size_t t = 0; t < periods.size(); ++t) {
    AttributedEffects& now = linked.periods.emplace_back();
    if (frongello) {
      segments.add_grown(periods[t].segments, periods[t].currency, growth, returns[t].benchmark, now, false);
      groups.add_grown(periods[t].groups, {}, growth, returns[t].benchmark, now, true);
      growth *= 1.0 + returns[t].portfolio;
    } else {
      segments.add_scaled(periods[t].segments, periods[t].currency, linking.factors[t], now, false);
      groups.add_scaled(periods[t].groups, {}, linking.factors[t], now, true);
    }
    total_up(now);
  }
  segments.move_to(linked.segments, linked.currency);
  std::vector<CurrencyEffects> none;
  groups.move_to(linked.groups, none);
  total_up(linked);
}

void link_davies_laker(const AttributionMethod& method, std::span<const AttributedPeriod> periods,
                       LinkedAttribution& linked) {
  if (method.currency != CurrencyModel::none) {
    linked.reason = Reason::unsupported;
    linked.detail = "Davies-Laker links no currency effects";
    return;
  }
  std::vector<PeriodReturns> allocation;
  std::vector<PeriodReturns> selection;
  for (const AttributedPeriod& period : periods) {
    allocation.push_back({period.allocation_fund, period.benchmark_return.value()});
    selection.push_back({period.selection_fund, period.benchmark_return.value()});
  }
  linked.totals.allocation = compounded_active_return(allocation);
  linked.totals.selection = compounded_active_return(selection);
  const double active = linked.active_return.value();
  if (method.interaction == InteractionEffect::in_selection)
    linked.totals.selection = active - linked.totals.allocation;
  if (method.interaction == InteractionEffect::in_allocation)
    linked.totals.allocation = active - linked.totals.selection;
  if (method.interaction == InteractionEffect::separate)
    linked.totals.interaction = active - linked.totals.allocation - linked.totals.selection;
}

void link_geometric(std::span<const AttributedPeriod> periods, LinkedAttribution& linked) {
  std::vector<double> allocation;
  std::vector<double> selection;
  std::vector<double> excess;
  for (const AttributedPeriod& period : periods) {
    allocation.push_back(period.totals.allocation);
    selection.push_back(period.totals.selection);
    excess.push_back(period.active_return.value());
  }
  linked.totals.allocation = compounded(allocation);
  linked.totals.selection = compounded(selection);
  linked.active_return = compounded(excess);
}

/// The first period that keeps the others from being linked.
bool is_complete(std::span<const AttributedPeriod> periods, LinkedAttribution& linked) {
  for (const AttributedPeriod& period : periods) {
    if (period.reason == Reason::none) continue;
    linked.reason = period.reason;
    linked.detail = "period " + period.name + ": " + period.detail;
    for (Rate* rate : {&linked.portfolio_return, &linked.benchmark_return, &linked.active_return})
      *rate = period.reason;
    return false;
  }
  if (!periods.empty()) return true;
  linked.reason = Reason::insufficient_data;
  linked.detail = "there are no periods";
  return false;
}

void refuse_endless(LinkedAttribution& linked) {
  const double all = linked.totals.sum() + linked.currency_totals.sum() + linked.portfolio_return.value() +
                     linked.benchmark_return.value();
  if (linked.reason != Reason::none || std::isfinite(all)) return;
  linked = LinkedAttribution();
  linked.reason = Reason::undefined_ratio;
  linked.detail = "a linked effect is beyond the range of numbers";
  for (Rate* rate : {&linked.portfolio_return, &linked.benchmark_return, &linked.active_return}) *rate = linked.reason;
}

}  // namespace

LinkedAttribution link_attribution(const AttributionTable& table, const AttributionMethod& method,
                                   std::span<const AttributedPeriod> periods) {
  LinkedAttribution linked;
  if (!is_complete(periods, linked)) return linked;
  std::vector<PeriodReturns> returns;
  std::vector<double> portfolio;
  std::vector<double> benchmark;
  for (const AttributedPeriod& period : periods) {
    portfolio.push_back(period.portfolio_return.value());
    benchmark.push_back(period.benchmark_return.value());
    returns.push_back({portfolio.back(), benchmark.back()});
  }
  linked.portfolio_return = compounded(portfolio);
  linked.benchmark_return = compounded(benchmark);
  linked.active_return = compounded_active_return(returns);
  if (method.model == AttributionModel::geometric) {
    link_geometric(periods, linked);
  } else if (method.linking == LinkingMethod::davies_laker) {
    link_davies_laker(method, periods, linked);
  } else {
    link_entries(table, method, periods, returns, linked);
  }
  refuse_endless(linked);
  return linked;
}

}  // namespace dietz
