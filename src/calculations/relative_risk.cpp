#include "calculations/relative_risk.hpp"

#include "calculations/benchmark_regression.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace dietz {
namespace {

Rate clamped(const Rate& rate) { return rate ? Rate(std::clamp(rate.value(), -1.0, 1.0)) : rate; }

Rate correlation_of(const CrossSums& sums) {
  if (sums.n < 2) return Reason::insufficient_data;
  return clamped(quotient(sums.xy, std::sqrt(sums.xx * sums.yy)));
}

class RelativeRisk {
 public:
  RelativeRisk(FigureTable& table, const RiskSample& sample)
      : table_(table),
        sample_(sample),
        r_(sample.input.returns),
        b_(sample.input.benchmark),
        scale_(root(sample.periods_a_year)),
        magnitude_r_(std::max(largest_magnitude(r_), largest_magnitude(sample.excess))),
        benchmark_excess_(sample.n) {
    for (std::size_t i = 0; i < sample.n; ++i) benchmark_excess_[i] = over_risk_free(i);
    magnitude_b_ = std::max(largest_magnitude(b_), largest_magnitude(benchmark_excess_));
    y_ = {sample_.excess, magnitude_r_};
    x_ = {benchmark_excess_, magnitude_b_};
    line_ = fitted_line(y_, x_);
    benchmark_growth_ = sample_.compounded(b_);
  }

  void add() {
    active();
    regression();
    risk_adjusted();
    capture();
    timing();
  }

 private:
  /// The benchmark's excess. A rate by year that was made from a period's gives that back to a rounding of 1 + rate
  /// only; a benchmark that earns exactly it neither rises nor falls against it.
  [[nodiscard]] double over_risk_free(std::size_t i) const {
    const double rate = sample_.risk_free(i);
    const double excess = b_[i] - rate;
    const bool was_converted = sample_.input.risk_free.empty() && rate != 0;
    return was_converted && std::abs(excess) <= rounding_of(1 + std::abs(rate)) ? 0.0 : excess;
  }

  void active() {
    std::vector<double> difference_of(sample_.n);
    for (std::size_t i = 0; i < sample_.n; ++i) difference_of[i] = r_[i] - b_[i];
    const CentralSums sums = central_sums(difference_of, std::max(largest_magnitude(r_), largest_magnitude(b_)));
    const Rate mean = sample_.n == 0 ? Rate(Reason::insufficient_data) : Rate(sums.mean);
    const Rate deviation = sample_.n < 2 ? Rate(Reason::insufficient_data) : Rate(sums.deviation(1));
    const Rate active_return = product(mean, sample_.periods_a_year);
    const Rate premium = difference(sample_.growth.annual, benchmark_growth_.annual);
    const Rate error = product(deviation, scale_);
    table_.add("active_return", active_return);
    table_.add("active_premium", premium);
    table_.add("tracking_error", error).basis.push_back({"ddof", "1", true});
    table_.add("information_ratio", quotient(active_return, error));
    table_.add("information_ratio_geometric", quotient(premium, error));
  }

  /// The slope over the periods whose benchmark excess has this sign.
  void one_sided_beta(std::string_view name, int sign) {
    std::vector<double> y;
    std::vector<double> x;
    for (std::size_t i = 0; i < sample_.n; ++i) {
      if (benchmark_excess_[i] * sign > 0) {
        y.push_back(sample_.excess[i]);
        x.push_back(benchmark_excess_[i]);
      }
    }
    Figure& figure = table_.add(name, fitted_line({y, magnitude_r_}, {x, magnitude_b_}).slope);
    figure.basis.push_back(number_entry("periods_used", static_cast<double>(x.size())));
    if (figure.rate.reason() == Reason::insufficient_data) {
      figure.detail = "there are too few periods of this kind: " + std::to_string(x.size());
    }
  }

  void regression() {
    const Rate& beta = line_.slope;
    table_.add("beta", beta);
    one_sided_beta("beta_bull", 1);
    one_sided_beta("beta_bear", -1);
    table_.add("alpha_regression", line_.intercept);
    const Rate over_free = difference(benchmark_growth_.annual, sample_.risk_free_annual);
    alpha_ = difference(difference(sample_.growth.annual, sample_.risk_free_annual), product(beta, over_free));
    table_.add("alpha_jensen", alpha_);
    const CrossSums plain = cross_sums(r_, b_);
    table_.add("correlation", correlation_of(plain));
    const Rate excess_correlation = correlation_of(line_.sums);
    table_.add("r_squared", product(excess_correlation, excess_correlation));
    fama_beta_ = sample_.n < 2 ? Rate(Reason::insufficient_data) : quotient(std::sqrt(plain.xx), std::sqrt(plain.yy));
    inverse_fama_beta_ = sample_.n < 2 ? fama_beta_ : quotient(std::sqrt(plain.yy), std::sqrt(plain.xx));
    table_.add("fama_beta", fama_beta_);
  }

  [[nodiscard]] Rate specific_deviation() const {
    if (!line_.slope) return line_.slope;
    const double beta = line_.slope.value();
    std::vector<double> left(sample_.n);
    for (std::size_t i = 0; i < sample_.n; ++i) left[i] = r_[i] - beta * b_[i];
    return central_sums(left, std::max(magnitude_r_, std::abs(beta) * magnitude_b_)).deviation(0);
  }

  void risk_adjusted() {
    const Rate& beta = line_.slope;
    const Rate market_deviation =
        sample_.n < 2 ? Rate(Reason::insufficient_data) : Rate(std::sqrt(line_.sums.yy / (sample_.count() - 1)));
    const Rate specific = product(specific_deviation(), scale_);
    table_.add("systematic_risk", product(product(beta, market_deviation), scale_));
    table_.add("specific_risk", specific);
    table_.add("treynor_ratio", quotient(sample_.compounded(sample_.excess).annual, beta));
    table_.add("appraisal_ratio", quotient(alpha_, specific));
    const Rate over_free = difference(sample_.growth.annual, sample_.risk_free_annual);
    const Rate levered = product(over_free, inverse_fama_beta_);
    const Rate m_squared = levered ? Rate(levered.value() + sample_.risk_free_annual.value()) : levered;
    table_.add("m_squared", m_squared);
    const Rate& benchmark = benchmark_growth_.annual;
    const Rate base = benchmark ? Rate(1 + benchmark.value()) : benchmark;
    const Rate grown = m_squared ? Rate(1 + m_squared.value()) : m_squared;
    table_.add("m_squared_excess", difference(quotient(grown, base), 1.0));
  }

  /// Compounded return of the portfolio over that of the benchmark, over the benchmark's periods that `chosen` takes.
  template <class Chosen>
  [[nodiscard]] Rate captured(const Chosen& chosen) const {
    if (sample_.n == 0) return Reason::insufficient_data;
    double own = 1;
    double market = 1;
    for (std::size_t i = 0; i < sample_.n; ++i) {
      if (!chosen(b_[i])) continue;
      own *= 1 + r_[i];
      market *= 1 + b_[i];
    }
    return quotient(own - 1, market - 1);
  }

  template <class Chosen, class Met>
  [[nodiscard]] Rate share(const Chosen& chosen, const Met& met) const {
    if (sample_.n == 0) return Reason::insufficient_data;
    std::size_t all = 0;
    std::size_t hits = 0;
    for (std::size_t i = 0; i < sample_.n; ++i) {
      if (!chosen(b_[i])) continue;
      ++all;
      hits += met(r_[i], b_[i]) ? 1U : 0U;
    }
    return quotient(static_cast<double>(hits), static_cast<double>(all));
  }

  void capture() {
    const auto up = [](double b) { return b > 0; };
    const auto down = [](double b) { return b < 0; };
    const auto ahead = [](double r, double b) { return r > b; };
    table_.add("up_capture", captured(up));
    table_.add("down_capture", captured([](double b) { return b <= 0; }));
    table_.add("up_number", share(up, [](double r, double) { return r > 0; }));
    table_.add("down_number", share(down, [](double r, double) { return r < 0; }));
    table_.add("up_percent", share(up, ahead));
    table_.add("down_percent", share(down, ahead));
  }

  void timing() {
    std::vector<double> shortfall(sample_.n);
    std::vector<double> square(sample_.n);
    for (std::size_t i = 0; i < sample_.n; ++i) {
      const double x = benchmark_excess_[i];
      shortfall[i] = x < 0 ? -x : 0.0;
      square[i] = x * x;
    }
    table_.add("market_timing_hm_gamma", partial_slope(y_, x_, {shortfall, magnitude_b_}));
    table_.add("market_timing_tm_gamma", partial_slope(y_, x_, {square, magnitude_b_ * magnitude_b_}));
  }

  FigureTable& table_;
  const RiskSample& sample_;
  std::span<const double> r_;
  std::span<const double> b_;
  Rate scale_;
  double magnitude_r_;
  double magnitude_b_ = 0;
  std::vector<double> benchmark_excess_;
  Variable y_;
  Variable x_;
  Line line_;
  Compounded benchmark_growth_;
  Rate alpha_ = Reason::insufficient_data;
  Rate fama_beta_ = Reason::insufficient_data;
  Rate inverse_fama_beta_ = Reason::insufficient_data;
};

}  // namespace

void add_relative_risk(FigureTable& table, const RiskSample& sample) { RelativeRisk(table, sample).add(); }

}  // namespace dietz
