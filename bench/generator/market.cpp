#include "market.hpp"

#include "binary_file.hpp"
#include "random.hpp"

#include <algorithm>

namespace dietz::bench {
namespace {

std::vector<Price> wander(Random& random, double start, double volatility, std::size_t days) {
  std::vector<Price> path;
  double level = start;
  for (std::size_t d = 0; d < days; ++d) {
    level *= 1.0 + volatility * random.normal() + 0.02 * (start - level) / start;
    path.push_back(static_cast<Price>(level * 1e4));
  }
  return path;
}

/// Every sixteenth security splits twice, at two fifths and at seven tenths of the time.
std::int64_t split_on(std::size_t security, std::size_t day, std::size_t days) {
  if (security % 16 != 5) return 1;
  if (day == days * 2 / 5) return 2;
  return day == days * 7 / 10 ? 3 : 1;
}

SecurityPath make_security(std::size_t number, const BookOptions& options, std::size_t days) {
  Random random(options.seed, 1000 + number);
  SecurityPath security;
  security.id = "SEC" + std::string(number + 1 < 10 ? "00" : number + 1 < 100 ? "0" : "") + std::to_string(number + 1);
  const std::size_t tenth = number % 10;
  security.currency = tenth < 6 ? 0 : tenth < 9 ? 1 : 2;
  const double volatility = random.uniform(0.006, 0.02);
  double level = random.uniform(15.0, 240.0);
  const Price tick = number % 7 == 3 ? 1 : 100;
  for (std::size_t d = 0; d < days; ++d) {
    const std::int64_t split = split_on(number, d, days);
    level *= 1.0 + std::clamp(0.0002 + volatility * random.normal(), -0.15, 0.15);
    level = std::clamp(level / static_cast<double>(split), 2.0, 5000.0);
    security.prices.push_back(static_cast<Price>(level * 1e4) / tick * tick);
    security.split.push_back(split);
  }
  return security;
}

void write_text(const std::string& file, const std::string& text) {
  BinaryFile out(file);
  out.write_bytes(text.data(), text.size());
  out.close();
}

std::string prices_csv(const Market& market) {
  std::string text = "security,date,close,currency,adjustment\n";
  for (std::size_t d = 0; d < market.days.size(); ++d) {
    const std::string date = iso_date(market.days[d]);
    for (const auto& security : market.securities) {
      text += security.id + ',' + date + ',';
      append_fixed(text, security.prices[d], 4, 2);
      text += ',' + std::string(currency_names[security.currency]) + ",raw\n";
    }
  }
  return text;
}

std::string fx_csv(const Market& market) {
  std::string text = "base,quote,date,rate\n";
  for (std::size_t d = 0; d < market.days.size(); ++d) {
    for (std::size_t c = 1; c < currency_count; ++c) {
      text += std::string("EUR,") + currency_names[c] + ',' + iso_date(market.days[d]) + ',';
      append_fixed(text, market.per_euro[c][d], 4, 4);
      text += '\n';
    }
  }
  return text;
}

}  // namespace

Market make_market(const BookOptions& options) {
  Market market;
  market.days = weekdays_between(epoch_day({2010, 1, 4}), epoch_day({2010 + options.years, 1, 3}));
  for (std::size_t s = 0; s < options.securities; ++s) {
    market.securities.push_back(make_security(s, options, market.days.size()));
  }
  Random random(options.seed, 999);
  market.per_euro[0].assign(market.days.size(), 10'000);
  market.per_euro[1] = wander(random, 1.2, 0.005, market.days.size());
  market.per_euro[2] = wander(random, 0.85, 0.004, market.days.size());
  return market;
}

void write_market(const std::string& folder, const Market& market) {
  std::string securities = "id,name,type,currency\n";
  for (const auto& security : market.securities) {
    securities +=
        security.id + ",Company " + security.id.substr(3) + ",stock," + currency_names[security.currency] + '\n';
  }
  write_text(folder + "/securities.csv", securities);
  write_text(folder + "/prices.csv", prices_csv(market));
  write_text(folder + "/fx.csv", fx_csv(market));
}

}  // namespace dietz::bench
