// Daily time-weighted returns of every portfolio in a "returns" file, on one thread: bench_twr INPUT OUTPUT [--repeat
// N]. Output: every portfolio's months, then every portfolio's years, then every portfolio's total.
#include "calculations/daily_return_columns.hpp"
#include "program.hpp"

int main(int argc, char** argv) {
  dietz::bench::Returns in;
  if (argc < 3 || !dietz::bench::read_returns(argv[1], in)) {
    std::fprintf(stderr, "usage: bench_twr INPUT OUTPUT [--repeat N]\n");
    return 2;
  }
  std::vector<dietz::Date> calendar;
  for (const std::int32_t day : in.dates) calendar.push_back(dietz::Date::from_epoch_day(day));
  const dietz::DailyReturnColumns columns(calendar);
  std::vector<dietz::Rate> months(in.portfolios * columns.month_ends().size(), 0.0);
  std::vector<dietz::Rate> years(in.portfolios * columns.year_ends().size(), 0.0);
  std::vector<dietz::ColumnReturn> totals(in.portfolios);
  dietz::PortfolioDays batch;
  batch.values = in.values;
  batch.flows = in.flows;
  dietz::bench::measure(in.values.size(), dietz::bench::repeats(argc, argv), [&] {
    columns.solve(batch, {months, years, totals});
  });
  std::ofstream out(argv[2], std::ios::binary);
  for (const auto& rate : months) dietz::bench::write(out, dietz::bench::number(rate));
  for (const auto& rate : years) dietz::bench::write(out, dietz::bench::number(rate));
  for (const auto& total : totals) dietz::bench::write(out, dietz::bench::number(total.rate));
  return out ? 0 : 4;
}
