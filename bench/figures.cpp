// Every measure of each portfolio's daily returns in a "returns" file against the next portfolio's, on one thread:
// bench_figures INPUT OUTPUT [--repeat N]. Output a portfolio: annual volatility, Sharpe, maximum drawdown, beta.
#include "calculations/risk.hpp"
#include "daily_returns.hpp"

int main(int argc, char** argv) {
  dietz::bench::Returns in;
  if (argc < 3 || !dietz::bench::read_returns(argv[1], in) || in.portfolios < 2) {
    std::fprintf(stderr, "usage: bench_figures INPUT OUTPUT [--repeat N]\n");
    return 2;
  }
  const std::vector<double> returns = dietz::bench::daily_returns(in);
  const std::size_t series = in.portfolios - 1;
  std::vector<std::vector<dietz::Figure>> figures(series);
  dietz::bench::measure(series, dietz::bench::repeats(argc, argv), [&] {
    for (std::size_t p = 0; p < series; ++p) {
      dietz::RiskInput input;
      input.returns = std::span(returns).subspan(p * in.days, in.days);
      input.benchmark = std::span(returns).subspan((p + 1) * in.days, in.days);
      input.periods_per_year = 252;
      figures[p] = dietz::risk_figures(input);
    }
  });
  std::ofstream out(argv[2], std::ios::binary);
  for (const auto& own : figures) {
    for (const char* name : {"volatility_annualized", "sharpe_ratio", "max_drawdown", "beta"}) {
      const auto found = std::find_if(own.begin(), own.end(), [&](const auto& figure) { return figure.name == name; });
      dietz::bench::write(out, dietz::bench::number(found->rate));
    }
  }
  return out ? 0 : 4;
}
