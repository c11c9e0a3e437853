// A new day of many portfolios against a replay of all their days, and a correction of last month:
// bench_incremental [--portfolios N]. For histories of 1 to 20 years of 20 holdings each it prints a line of JSON with
// CPU microseconds a portfolio: from scratch, for a new day, for a booking corrected 40 days back; and bytes of
// checkpoints. It ends with an error if results differ in a bit from those from scratch.
#include "calculations/incremental_valuation.hpp"
#include "generator/random.hpp"
#include "program.hpp"

namespace {

using namespace dietz;

constexpr int holdings = 20;
constexpr int securities = 200;
constexpr int new_days = 20;

Date epoch() { return *Date::parse("2024-12-31"); }

/// Facts in round numbers; what matters is how many.
struct Facts {
  Book book;
  Date first, last;
};

Facts facts_of(std::size_t portfolios, int years) {
  Facts facts;
  bench::Random random(7);
  Book& book = facts.book;
  facts.last = epoch();
  facts.first = facts.last - 365 * years;
  const Currency eur = *Currency::parse("EUR"), usd = *Currency::parse("USD"), gbp = *Currency::parse("GBP");
  for (int s = 0; s < securities; ++s) {
    Security security;
    security.id = "S" + std::to_string(s);
    security.currency = s % 4 == 0 ? usd : s % 4 == 1 ? gbp : eur;
    PriceSeries series{security.currency, Adjustment::raw, {}};
    for (Date d = facts.first; d <= facts.last; ++d) {
      if ((d - Date()) % 7 < 5) series.closes.push_back({d, 1, Decimal::from_parts(random.integer(1'000, 90'000), 2)});
    }
    book.securities.push_back(std::move(security));
    book.prices.push_back(std::move(series));
  }
  for (const Currency base : {usd, gbp}) {
    FxSeries series{base, eur, {}};
    for (Date d = facts.first; d <= facts.last; ++d) {
      if ((d - Date()) % 7 < 5) series.rates.push_back({d, 1, Decimal::from_parts(random.integer(8'000, 12'000), 4)});
    }
    book.fx.push_back(std::move(series));
  }
  for (std::uint32_t p = 0; p < portfolios; ++p) {
    Portfolio portfolio;
    portfolio.id = "P" + std::to_string(p);
    portfolio.currency = eur;
    book.portfolios.push_back(std::move(portfolio));
    const auto add = [&](Date date, TransactionType type, int security, Currency currency, const Decimal& amount,
                         const Decimal& quantity) {
      Transaction& t = book.transactions.emplace_back();
      t.date = date;
      t.type = type;
      t.portfolio = PortfolioIndex{p};
      if (security >= 0) t.security = SecurityIndex{static_cast<std::uint32_t>(security)};
      t.currency = currency;
      t.has_amount = true;
      t.amount = amount;
      t.quantity = quantity;
    };
    for (Date d = facts.first; d <= facts.last; ++d) {
      const int day = d - facts.first;
      // A deposit a month, and a trade a week in one of the holdings; the first twenty days open them.
      if (day % 30 == 0) add(d, TransactionType::deposit, -1, eur, Decimal(10'000), {});
      if (day >= holdings && day % 7 != 0) continue;
      const int h = day < holdings ? day : (day / 7) % holdings;
      const int s = static_cast<int>((p * 7 + static_cast<std::uint32_t>(h) * 9) % securities);
      const bool sells = day >= holdings && day / 7 / holdings % 2 == 1;
      add(d, sells ? TransactionType::sell : TransactionType::buy, s,
          book.securities[static_cast<std::size_t>(s)].currency, Decimal::from_parts(random.integer(10'000, 90'000), 2),
          Decimal(day < holdings ? 9 : 2));
    }
  }
  sort_for_booking(book.transactions);
  return facts;
}

std::size_t bytes_of(const IncrementalValuation& valuation) {
  std::size_t bytes = 0;
  for (const ValuationCheckpoint& c : valuation.checkpoints()) {
    bytes += sizeof c + c.state.holdings.size() * sizeof(Holding) + c.state.cash.size() * sizeof(CashBalance);
    for (const SecurityLotState& lots : c.lots) bytes += sizeof lots + lots.lots.size() * sizeof(Lot);
  }
  return bytes;
}

struct Costs {
  double scratch = 0, day = 0, correction = 0;  ///< seconds a portfolio
  std::size_t bytes = 0;
  bool same = true;
};

bool same_end(const IncrementalValuation& a, const IncrementalValuation& b) {
  return a.days().back().value == b.days().back().value && a.state() == b.state() &&
         a.linked(ReturnBasis::net).rate == b.linked(ReturnBasis::net).rate &&
         a.lots().open.size() == b.lots().open.size();
}

Costs measure(std::size_t portfolios, int years) {
  Facts facts = facts_of(portfolios, years);
  const auto valuation_of = [&](std::size_t p) {
    return IncrementalValuation(
        facts.book, {PortfolioIndex{static_cast<std::uint32_t>(p)}, facts.book.portfolios[p].currency, facts.first});
  };
  Costs costs;
  std::vector<IncrementalValuation> all;
  for (std::size_t p = 0; p < portfolios; ++p) {
    all.push_back(valuation_of(p));
    costs.same = costs.same && all.back().update({}, facts.last - new_days).ok();
  }
  double start = bench::cpu_seconds();
  for (int d = new_days - 1; d >= 0; --d) {
    for (IncrementalValuation& one : all) costs.same = costs.same && one.update({}, facts.last - d).ok();
  }
  costs.day = (bench::cpu_seconds() - start) / static_cast<double>(portfolios) / new_days;
  costs.bytes = bytes_of(all.front());

  FactChange change;
  change.date = facts.last - 40;
  start = bench::cpu_seconds();
  for (std::size_t p = 0; p < portfolios; ++p) {
    change.portfolio = PortfolioIndex{static_cast<std::uint32_t>(p)};
    costs.same = costs.same && all[p].update({&change, 1}, facts.last).ok();
  }
  costs.correction = (bench::cpu_seconds() - start) / static_cast<double>(portfolios);

  start = bench::cpu_seconds();
  std::vector<IncrementalValuation> scratch;
  for (std::size_t p = 0; p < portfolios; ++p) {
    scratch.push_back(valuation_of(p));
    costs.same = costs.same && scratch.back().update({}, facts.last).ok();
  }
  costs.scratch = (bench::cpu_seconds() - start) / static_cast<double>(portfolios);
  for (std::size_t p = 0; p < portfolios; ++p) costs.same = costs.same && same_end(all[p], scratch[p]);
  return costs;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t portfolios = argc == 3 ? std::stoul(argv[2]) : 40;
  bool same = true;
  for (const int years : {1, 2, 5, 10, 20}) {
    Costs best = measure(portfolios, years);
    for (int repeat = 0; repeat < 2; ++repeat) {
      const Costs again = measure(portfolios, years);
      best.day = std::min(best.day, again.day);
      best.correction = std::min(best.correction, again.correction);
      best.scratch = std::min(best.scratch, again.scratch);
    }
    same = same && best.same;
    std::printf(
        "{\"years\": %d, \"portfolios\": %zu, \"scratch_us\": %.1f, \"day_us\": %.2f, \"correction_us\": %.1f, "
        "\"checkpoint_bytes\": %zu, \"ratio\": %.0f}\n",
        years, portfolios, 1e6 * best.scratch, 1e6 * best.day, 1e6 * best.correction, best.bytes,
        best.scratch / best.day);
    std::fflush(stdout);
  }
  if (!same) std::fprintf(stderr, "results differ from those from scratch\n");
  return same ? 0 : 1;
}
