#include "calculations/portable_math.hpp"
#include "calculations/risk_sample.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

Rate correlation_of(const CrossSums& sums) {
  if (sums.n < 2) return Reason::insufficient_data;
  const Rate rate = quotient(sums.xy, std::sqrt(sums.xx * sums.yy));
  return rate ? Rate(std::clamp(rate.value(), -1.0, 1.0)) : rate;
}

class RelativeRisk {
 public:
  RelativeRisk(RateTable& table, const RiskSample& sample)
      : table_(table), sample_(sample), sums_(sample.sums.relative), few_(sample.n < 2) {
    const CrossSums& excess = sums_.excess;
    beta_ = few_ ? Rate(Reason::insufficient_data) : quotient(excess.xy, excess.yy);
    if (beta_) intercept_ = excess.mean_x - beta_.value() * excess.mean_y;
    if (!beta_) intercept_ = beta_;
  }

  void add() {
    active();
    regression();
    moments();
    risk_adjusted();
  }

 private:
  void active() {
    const Rate active_return = product(sample_.unless_empty(sums_.active.mean), sample_.periods_a_year);
    const Rate premium = difference(sample_.growth.annual, sample_.market_annual);
    const Rate error = product(sample_.deviation(sums_.active), sample_.scale);
    table_.add("active_return", active_return);
    table_.add("active_premium", premium);
    table_.add("annualized_excess_return",
               difference(quotient(sum(sample_.growth.annual, 1.0), sum(sample_.market_annual, 1.0)), 1.0));
    table_.add("tracking_error", error);
    table_.add("information_ratio", quotient(active_return, error));
    table_.add("information_ratio_geometric", quotient(premium, error));
  }

  [[nodiscard]] Rate annual_intercept() const {
    if (!intercept_) return intercept_;
    if (sample_.per_year <= 0) return Reason::insufficient_data;
    if (sample_.under_a_year && !sample_.input.annualize_under_one_year) return Reason::period_under_one_year;
    if (intercept_.value() < -1) return Reason::negative_base;
    return portable::compound(intercept_.value(), sample_.per_year);
  }

  void regression() {
    table_.add("beta", beta_);
    table_.add("alpha_regression", intercept_);
    if (table_.wants({"alpha_regression_annualized"})) {
      table_.add("alpha_regression_annualized", annual_intercept());
    }
    const Rate over_free = difference(sample_.market_annual, sample_.risk_free_annual);
    alpha_ = difference(difference(sample_.growth.annual, sample_.risk_free_annual), product(beta_, over_free));
    table_.add("alpha_jensen", alpha_);
    const Rate excess_correlation = correlation_of(sums_.excess);
    table_.add("correlation", correlation_of(sums_.plain));
    table_.add("r_squared", product(excess_correlation, excess_correlation));
  }

  void moments() {
    const CrossSums& plain = sums_.plain;
    const Rate few = Reason::insufficient_data;
    table_.add("covariance", few_ ? few : Rate(plain.xy / (sample_.count() - 1)));
    table_.add("covariance_population", few_ ? few : Rate(plain.xy / sample_.count()));
    table_.add("beta_covariance", few_ ? few : quotient(plain.xy, plain.yy));
    table_.add("fama_beta", few_ ? few : quotient(std::sqrt(plain.xx), std::sqrt(plain.yy)));
    inverse_fama_beta_ = few_ ? few : quotient(std::sqrt(plain.yy), std::sqrt(plain.xx));
  }

  void risk_adjusted() {
    const Rate market_deviation =
        few_ ? Rate(Reason::insufficient_data) : Rate(std::sqrt(sums_.excess.yy / (sample_.count() - 1)));
    const Rate systematic = product(product(beta_, market_deviation), sample_.scale);
    table_.add("systematic_risk", systematic);
    table_.add("treynor_ratio", quotient(sample_.excess_annual, beta_));
    table_.add("treynor_ratio_modified", quotient(sample_.excess_annual, systematic));
    table_.add("appraisal_ratio_modified", quotient(alpha_, beta_));
    table_.add("appraisal_ratio_alternative", quotient(alpha_, systematic));
    const Rate over_free = difference(sample_.growth.annual, sample_.risk_free_annual);
    const Rate levered = product(over_free, inverse_fama_beta_);
    const Rate m_squared = levered ? Rate(levered.value() + sample_.risk_free_annual.value()) : levered;
    table_.add("m_squared", m_squared);
    table_.add("m_squared_excess", difference(quotient(sum(m_squared, 1.0), sum(sample_.market_annual, 1.0)), 1.0));
    table_.add("m_squared_excess_arithmetic", difference(m_squared, sample_.market_annual));
    const CrossSums& plain = sums_.plain;
    const double risk_free = sample_.sums.own.mean - sample_.sums.excess.mean;
    const Rate lever = few_ ? Rate(Reason::insufficient_data) : Rate(std::sqrt(plain.yy / (sample_.count() - 1)));
    table_.add("modigliani", sum(product(table_.result["sharpe_ratio_per_period"], lever), risk_free));
  }

  RateTable& table_;
  const RiskSample& sample_;
  const RelativeSums& sums_;
  bool few_;
  Rate beta_ = Reason::insufficient_data;
  Rate intercept_ = Reason::insufficient_data;
  Rate alpha_ = Reason::insufficient_data;
  Rate inverse_fama_beta_ = Reason::insufficient_data;
};

}  // namespace

void add_relative_risk(RateTable& table, const RiskSample& sample) { RelativeRisk(table, sample).add(); }

}  // namespace dietz
