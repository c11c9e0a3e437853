#include "calculations/holdings_report.hpp"

#include <algorithm>

namespace dietz {
namespace {

/// What a position costs, where that is known.
struct Cost {
  SecurityIndex security;
  std::optional<Decimal> amount;
};

/// A position with its report.
struct Position {
  SecurityIndex security;
  HoldingReport report;
};

HoldingReport holding(const Book& book, const MarketData& market, const Holding& held, Currency currency, Date to) {
  HoldingReport report;
  const Security& security = book.securities[held.security.at()];
  report.security = security.id;
  report.name = security.name;
  report.quantity = held.quantity;
  report.price_currency = market.price_currency(held.security);
  const Quote price = market.price(held.security, to);
  report.reason = price.reason;
  if (price.reason != Reason::none) return report;
  report.price = price.value;
  const Quote rate = market.rate(report.price_currency, currency, to);
  report.reason = rate.reason;
  if (rate.reason != Reason::none) return report;
  report.value = converted(working_product(held.quantity, price.value), rate);
  return report;
}

void add_cost(HoldingReport& report, const std::optional<Decimal>& cost) {
  report.cost = cost;
  if (report.value && cost) report.unrealised = working_sum(*report.value, -*cost);
}

void add_weights(std::vector<HoldingReport>& holdings, const std::vector<PortfolioDay>& days) {
  if (days.empty() || !days.back().value || days.back().value->sign() <= 0) return;
  for (HoldingReport& h : holdings) {
    if (h.value) h.weight = ratio(*h.value, *days.back().value);
  }
}

void sort_by_security(std::vector<HoldingReport>& holdings) {
  std::sort(holdings.begin(), holdings.end(),
            [](const HoldingReport& a, const HoldingReport& b) { return a.security < b.security; });
}

std::vector<Cost> costs_of(const LotLedger& lots) {
  std::vector<Cost> costs;
  for (const OpenPosition& open : lots.open) {
    costs.push_back({open.security, open.cost.known() ? std::optional(open.cost.value) : std::nullopt});
  }
  return costs;
}

std::vector<Position> positions(const Book& book, PortfolioIndex portfolio, const PortfolioHistory& history,
                                Currency currency, Date to) {
  const MarketData market(book, book.policy, portfolio);
  std::vector<Position> all;
  for (const Holding& one : history.holdings) all.push_back({one.security, holding(book, market, one, currency, to)});
  return all;
}

std::vector<HoldingReport> report_holdings(const std::vector<Position>& positions, const std::vector<Cost>& costs,
                                           const PortfolioFacts& facts) {
  std::vector<HoldingReport> holdings;
  for (const Position& position : positions) {
    if (position.report.quantity.is_zero()) continue;  // long in one portfolio and short in another
    HoldingReport& report = holdings.emplace_back(position.report);
    const auto cost =
        std::find_if(costs.begin(), costs.end(), [&](const Cost& c) { return c.security == position.security; });
    add_cost(report, cost == costs.end() ? std::nullopt : cost->amount);
  }
  add_weights(holdings, facts.days);
  sort_by_security(holdings);
  return holdings;
}

void add_into(HoldingReport& sum, const HoldingReport& part) {
  sum.quantity = working_sum(sum.quantity, part.quantity);
  if (sum.reason == Reason::none) sum.reason = part.reason;
  if (sum.value && part.value) {
    sum.value = working_sum(*sum.value, *part.value);
  } else {
    sum.value.reset();
  }
}

/// Positions of all portfolios by security, each part at the price that its own portfolio sees.
std::vector<Position> combined_positions(const Book& book, const BookFacts& facts) {
  std::vector<Position> all;
  for (std::size_t i = 0; i < facts.portfolios.size(); ++i) {
    if (!facts.in_total_at_end(i)) continue;
    for (Position& one :
         positions(book, facts.portfolios[i], facts.histories[i], facts.total_currency, facts.range.to)) {
      const auto known =
          std::find_if(all.begin(), all.end(), [&](const Position& p) { return p.security == one.security; });
      if (known == all.end()) {
        all.push_back(std::move(one));
      } else {
        add_into(known->report, one.report);
      }
    }
  }
  return all;
}

std::vector<Cost> combined_costs(const BookFacts& facts, const BookLots& lots) {
  std::vector<Cost> all;
  for (std::size_t i = 0; i < lots.total.size(); ++i) {
    if (!facts.in_total_at_end(i)) continue;
    for (const Cost& cost : costs_of(lots.total[i])) {
      const auto known =
          std::find_if(all.begin(), all.end(), [&](const Cost& c) { return c.security == cost.security; });
      if (known == all.end()) {
        all.push_back(cost);
      } else if (known->amount && cost.amount) {
        known->amount = working_sum(*known->amount, *cost.amount);
      } else {
        known->amount.reset();
      }
    }
  }
  return all;
}

}  // namespace

void add_holdings(BookReport& report, const Book& book, const BookFacts& facts, const BookLots& lots) {
  for (std::size_t i = 0; i < facts.facts.size(); ++i) {
    const auto own = positions(book, facts.portfolios[i], facts.histories[i], facts.facts[i].currency, facts.range.to);
    report.portfolios[i].holdings = report_holdings(own, costs_of(lots.own[i]), facts.facts[i]);
  }
  if (!report.total) return;
  report.total->holdings = report_holdings(combined_positions(book, facts), combined_costs(facts, lots), facts.total);
}

}  // namespace dietz
