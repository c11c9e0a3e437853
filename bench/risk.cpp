// The first risk figures of every portfolio's daily returns in a "returns" file, on one thread: bench_risk INPUT OUTPUT
// [--repeat N]. Output a portfolio: mean, volatility, downside deviation, maximum drawdown, Sharpe (by year of 252
// returns), Sortino.
#include "calculations/risk_columns.hpp"
#include "daily_returns.hpp"

int main(int argc, char** argv) {
  dietz::bench::Returns in;
  if (argc < 3 || !dietz::bench::read_returns(argv[1], in)) {
    std::fprintf(stderr, "usage: bench_risk INPUT OUTPUT [--repeat N]\n");
    return 2;
  }
  const std::vector<double> returns = dietz::bench::daily_returns(in);
  std::vector<std::size_t> starts;
  for (std::size_t p = 0; p <= in.portfolios; ++p) starts.push_back(p * in.days);
  std::vector<dietz::SeriesRisk> results(in.portfolios);
  dietz::RiskColumns columns({0, 252, 0});
  dietz::bench::measure(returns.size(), dietz::bench::repeats(argc, argv), [&] {
    columns.solve({starts, returns}, results);
  });
  std::ofstream out(argv[2], std::ios::binary);
  for (const auto& risk : results) {
    for (const auto& rate : {risk.mean, risk.volatility, risk.downside_deviation, risk.max_drawdown, risk.sharpe_ratio,
                             risk.sortino_ratio}) {
      dietz::bench::write(out, dietz::bench::number(rate));
    }
  }
  return out ? 0 : 4;
}
