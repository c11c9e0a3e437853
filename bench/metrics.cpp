// The measures that the Python package empyrical has, of each portfolio's daily returns in a "returns" file against the
// next portfolio's (the last against the first), on one thread: bench_metrics INPUT OUTPUT [--repeat N]. Output a
// portfolio: these measures in the order below, per period or by year as empyrical gives them.
#include "calculations/risk.hpp"
#include "daily_returns.hpp"

#include <array>

int main(int argc, char** argv) {
  dietz::bench::Returns in;
  if (argc < 3 || !dietz::bench::read_returns(argv[1], in)) {
    std::fprintf(stderr, "usage: bench_metrics INPUT OUTPUT [--repeat N]\n");
    return 2;
  }
  constexpr std::array names{"cumulative_return",
                             "annualized_return",
                             "volatility_annualized",
                             "sharpe_ratio",
                             "sortino_ratio_annualized",
                             "downside_deviation_annualized",
                             "max_drawdown",
                             "calmar_ratio",
                             "omega",
                             "stability",
                             "tail_ratio",
                             "var_historical",
                             "alpha_regression_annualized",
                             "beta",
                             "beta_bull",
                             "beta_bear",
                             "capture_annualized",
                             "up_capture_annualized",
                             "down_capture_annualized",
                             "up_down_capture_annualized",
                             "information_ratio"};
  dietz::MeasureSet wanted;
  for (const char* name : names) wanted.set(dietz::measure_index(name));
  const std::vector<double> returns = dietz::bench::daily_returns(in);
  std::vector<dietz::RiskRates> rates(in.portfolios);
  dietz::bench::measure(returns.size(), dietz::bench::repeats(argc, argv), [&] {
    for (std::size_t p = 0; p < in.portfolios; ++p) {
      dietz::RiskInput input;
      input.returns = std::span(returns).subspan(p * in.days, in.days);
      input.benchmark = std::span(returns).subspan((p + 1) % in.portfolios * in.days, in.days);
      input.periods_per_year = 252;
      rates[p] = dietz::risk_rates(input, wanted);
    }
  });
  std::ofstream out(argv[2], std::ios::binary);
  for (const auto& own : rates) {
    for (const char* name : names)
      dietz::bench::write(out, dietz::bench::number(own.rates[dietz::measure_index(name)]));
  }
  return out ? 0 : 4;
}
