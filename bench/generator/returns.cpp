#include "binary_file.hpp"
#include "calendar.hpp"
#include "columns.hpp"
#include "random.hpp"

#include <algorithm>
#include <cmath>

namespace dietz::bench {
namespace {

double cents(double amount) { return std::round(amount * 100.0) / 100.0; }

/// The days on which a portfolio holds nothing: before `start` and in [exit, reentry).
struct EmptyDays {
  std::size_t start = 0;
  std::size_t exit = 0;
  std::size_t reentry = 0;
};

EmptyDays draw_empty_days(Random& random, const ReturnsOptions& options) {
  if (options.days < 40 || !random.chance(options.gaps)) return {};
  const auto days = static_cast<std::int64_t>(options.days);
  const auto start = random.integer(1, days / 4);
  const auto exit = random.integer(days / 2, days * 3 / 4 - 1);
  return {static_cast<std::size_t>(start), static_cast<std::size_t>(exit),
          static_cast<std::size_t>(random.integer(exit + 1, days - 1))};
}

void daily_values(Random& random, const EmptyDays& empty, double* values, double* flows, std::size_t days) {
  const double drift = random.uniform(-0.0002, 0.0008);
  const double volatility = random.uniform(0.003, 0.02);
  const double size = random.uniform(1e4, 1e6);
  double value = 0.0;
  for (std::size_t d = 0; d < days; ++d) {
    const bool held = d >= empty.start && (d < empty.exit || d >= empty.reentry);
    double in = 0.0;
    double out = 0.0;
    if (held && value == 0.0) {
      in = cents(size);
    } else if (held && random.chance(0.04)) {
      in = cents(size * random.uniform(0.001, 0.05));
    } else if (held && random.chance(0.01)) {
      out = cents(value * random.uniform(0.005, 0.2));
    }
    const double growth = 1.0 + std::clamp(drift + volatility * random.normal(), -0.2, 0.2);
    if (held) {
      value = cents((value + in) * growth) - out;
      value = cents(value);
    } else if (value > 0.0) {
      out = cents(value * growth);
      value = 0.0;
    }
    values[d] = value;
    flows[d] = in - out;
  }
}

}  // namespace

void write_returns(const std::string& file, const ReturnsOptions& options) {
  BinaryFile out(file);
  out.write_bytes("dietzrt1", 8);
  out.write(std::vector<std::uint64_t>{options.portfolios, options.days});
  out.write(weekdays(epoch_day({2005, 1, 3}), options.days));
  out.pad_to_eight();
  std::vector<double> values(options.portfolios * options.days);
  std::vector<double> flows(values.size());
  for (std::size_t p = 0; p < options.portfolios; ++p) {
    Random random(options.seed, p);
    const EmptyDays empty = draw_empty_days(random, options);
    daily_values(random, empty, &values[p * options.days], &flows[p * options.days], options.days);
  }
  out.write(values);
  out.write(flows);
  out.close();
}

}  // namespace dietz::bench
