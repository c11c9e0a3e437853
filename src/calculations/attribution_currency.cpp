#include "calculations/attribution_currency.hpp"

#include "calculations/attribution_rows.hpp"

#include <cmath>

namespace dietz {

CurrencyEffects& CurrencyEffects::operator+=(const CurrencyEffects& other) {
  management += other.management;
  forward_premium += other.forward_premium;
  cross_product += other.cross_product;
  return *this;
}

CurrencyEffects operator*(const CurrencyEffects& effects, double factor) {
  return {effects.management * factor, effects.forward_premium * factor, effects.cross_product * factor};
}

namespace {

double local_premium(double base_return, const CurrencyRow& currency) {
  // ((1 + r)/(1 + s) − 1) − c without the detour over 1.
  return (base_return - currency.currency_return) / (1.0 + currency.currency_return) - currency.deposit_rate;
}

double surprise(const CurrencyRow& row) { return row.currency_return - row.forward_premium; }

/// What a contract, or cash abroad that a contract gives and takes, earns for its weight.
double forward_return(const CurrencyRow& row, CurrencyModel model) {
  if (model == CurrencyModel::ankrim_hensel) return surprise(row) / (1.0 + row.forward_premium);
  return row.deposit_rate + row.currency_return + row.deposit_rate * row.currency_return;
}

/// Benchmark-weighted means that single rows are held against.
struct Means {
  double surprise = 0.0;
  double premium = 0.0;
  double cash = 0.0;
};

Means means_of(const AttributionPeriod& period, CurrencyModel model) {
  Means means;
  for (std::size_t i = 0; i < period.rows.size(); ++i) {
    const double weight = period.rows[i].benchmark_weight;
    const CurrencyRow& row = period.currency[i];
    means.surprise += weight * surprise(row);
    means.premium += weight * row.forward_premium;
    means.cash += (weight + row.benchmark_forwards) * forward_return(row, model);
  }
  return means;
}

CurrencyEffects ankrim_hensel(const SegmentRow& segment, const CurrencyRow& row, const Means& means) {
  const double active_weight = segment.portfolio_weight - segment.benchmark_weight;
  CurrencyEffects effects;
  effects.management = active_weight * (surprise(row) - means.surprise) +
                       (row.portfolio_forwards - row.benchmark_forwards) *
                           (forward_return(row, CurrencyModel::ankrim_hensel) - means.surprise);
  effects.forward_premium = active_weight * (row.forward_premium - means.premium);
  return effects;
}

CurrencyEffects karnosky_singer(const SegmentRow& local, const CurrencyRow& row, const Means& means) {
  const RowReturns premiums = returns_of(local);
  const double active_exposure =
      (local.portfolio_weight + row.portfolio_forwards) - (local.benchmark_weight + row.benchmark_forwards);
  CurrencyEffects effects;
  effects.management = active_exposure * (forward_return(row, CurrencyModel::karnosky_singer) - means.cash);
  effects.cross_product =
      (local.portfolio_weight * premiums.portfolio - local.benchmark_weight * premiums.benchmark) * row.currency_return;
  return effects;
}

void set_returns(const AttributionPeriod& rows, CurrencyModel model, AttributedPeriod& period) {
  double portfolio = 0.0;
  double benchmark = 0.0;
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    const RowReturns returns = returns_of(rows.rows[i]);
    const double forward = forward_return(rows.currency[i], model);
    portfolio += rows.rows[i].unweighted_gain + rows.rows[i].portfolio_weight * returns.portfolio +
                 rows.currency[i].portfolio_forwards * forward;
    benchmark += rows.rows[i].benchmark_weight * returns.benchmark + rows.currency[i].benchmark_forwards * forward;
  }
  if (period.portfolio_return) period.portfolio_return = portfolio;
  if (period.benchmark_return) period.benchmark_return = benchmark;
  if (period.active_return) period.active_return = portfolio - benchmark;
}

}  // namespace

std::vector<SegmentRow> without_currency(const AttributionPeriod& period, CurrencyModel model) {
  std::vector<SegmentRow> local = period.rows;
  for (std::size_t i = 0; i < local.size(); ++i) {
    const CurrencyRow& currency = period.currency[i];
    for (Rate* rate : {&local[i].portfolio_return, &local[i].benchmark_return}) {
      if (!*rate) continue;
      *rate = model == CurrencyModel::karnosky_singer ? local_premium(rate->value(), currency)
                                                      : rate->value() - currency.currency_return;
    }
  }
  return local;
}

void add_currency_effects(const AttributionPeriod& rows, std::span<const SegmentRow> local, CurrencyModel model,
                          AttributedPeriod& period) {
  const Means means = means_of(rows, model);
  period.currency.reserve(local.size());
  for (std::size_t i = 0; i < local.size(); ++i) {
    period.currency.push_back(model == CurrencyModel::ankrim_hensel
                                  ? ankrim_hensel(local[i], rows.currency[i], means)
                                  : karnosky_singer(local[i], rows.currency[i], means));
    period.currency_totals += period.currency.back();
  }
  set_returns(rows, model, period);
  if (period.reason == Reason::none && !std::isfinite(period.currency_totals.sum())) {
    period.reason = Reason::undefined_ratio;
    period.detail = "a currency effect is beyond the range of numbers";
  }
}

CurrencySplit split_by_currency(std::span<const double> weights, std::span<const double> local,
                                std::span<const double> currency) {
  CurrencySplit split;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    split.local += weights[i] * local[i];
    split.currency += weights[i] * currency[i];
    split.cross_product += weights[i] * local[i] * currency[i];
  }
  split.base = split.local + split.currency + split.cross_product;
  return split;
}

}  // namespace dietz
