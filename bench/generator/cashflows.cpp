#include "binary_file.hpp"
#include "calendar.hpp"
#include "columns.hpp"
#include "random.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace dietz::bench {
namespace {

double cents(double amount) { return std::round(amount * 100.0) / 100.0; }

/// One savings plan. Its value never falls to zero and grows at nearly the same rate throughout, so there is one rate
/// that explains it, close to the rate drawn.
void savings_plan(Random& random, EpochDay* days, double* amounts, std::size_t flows) {
  const double monthly_growth = random.uniform(-0.045, 0.033);
  const double payment = cents(random.uniform(25.0, 2500.0));
  const EpochDay start = epoch_day({2005, 1, 3}) + static_cast<EpochDay>(random.integer(0, 3650));
  double value = 0.0;
  EpochDay previous = start;
  for (std::size_t i = 0; i + 1 < flows; ++i) {
    const EpochDay day =
        start + static_cast<EpochDay>(i * 3044 / 100) + static_cast<EpochDay>(i == 0 ? 0 : random.integer(0, 5));
    value *= 1.0 + (monthly_growth + 0.004 * random.normal()) * static_cast<double>(day - previous) / 30.44;
    double in = cents(payment * random.uniform(0.8, 1.2));
    if (random.chance(0.02)) in = cents(payment * random.uniform(5.0, 20.0));
    if (i > 6 && random.chance(0.06)) in = -cents(value * random.uniform(0.01, 0.3));
    value += in;
    days[i] = day;
    amounts[i] = -in;
    previous = day;
  }
  days[flows - 1] = start + static_cast<EpochDay>((flows - 1) * 3044 / 100 + 6);
  amounts[flows - 1] = std::max(0.01, cents(value * (1.0 + monthly_growth)));
}

}  // namespace

void write_cashflows(const std::string& file, const CashflowOptions& options) {
  const std::size_t count = options.portfolios * options.flows;
  std::vector<EpochDay> days(count);
  std::vector<double> amounts(count);
  for (std::size_t p = 0; p < options.portfolios; ++p) {
    Random random(options.seed, p);
    savings_plan(random, &days[p * options.flows], &amounts[p * options.flows], options.flows);
  }
  BinaryFile out(file);
  out.write_bytes("dietzcf1", 8);
  out.write(std::vector<std::uint64_t>{options.portfolios, options.flows});
  out.write(days);
  out.pad_to_eight();
  out.write(amounts);
  out.close();
}

}  // namespace dietz::bench
