// Measures over windows of 252 of each portfolio's daily returns in a "returns" file, against the next portfolio's, on
// one thread: bench_rolling INPUT OUTPUT [--repeat N]. Output a portfolio: the windows of one measure after another.
#include "calculations/rolling_risk.hpp"
#include "daily_returns.hpp"

int main(int argc, char** argv) {
  dietz::bench::Returns in;
  if (argc < 3 || !dietz::bench::read_returns(argv[1], in) || in.portfolios < 2) {
    std::fprintf(stderr, "usage: bench_rolling INPUT OUTPUT [--repeat N]\n");
    return 2;
  }
  dietz::MeasureSet wanted;
  for (const char* name : {"cumulative_return", "volatility_annualized", "sharpe_ratio", "downside_deviation",
                           "max_drawdown", "tracking_error", "beta", "correlation"}) {
    wanted.set(dietz::measure_index(name));
  }
  const std::vector<double> returns = dietz::bench::daily_returns(in);
  const std::size_t series = in.portfolios - 1;
  std::vector<std::vector<dietz::RollingMeasure>> rolling(series);
  dietz::bench::measure(series * in.days, dietz::bench::repeats(argc, argv), [&] {
    for (std::size_t p = 0; p < series; ++p) {
      dietz::RiskInput input;
      input.returns = std::span(returns).subspan(p * in.days, in.days);
      input.benchmark = std::span(returns).subspan((p + 1) * in.days, in.days);
      input.periods_per_year = 252;
      rolling[p] = dietz::rolling_risk(input, 252, wanted);
    }
  });
  std::ofstream out(argv[2], std::ios::binary);
  for (const auto& own : rolling) {
    for (const auto& measure : own) {
      for (const auto& rate : measure.rates) dietz::bench::write(out, dietz::bench::number(rate));
    }
  }
  return out ? 0 : 4;
}
