#include "calculations/holdings_report.hpp"

#include <algorithm>

namespace dietz {
namespace {

/// What a position costs, where that is known.
struct Cost {
  SecurityIndex security;
  std::optional<Decimal> amount;
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

std::vector<HoldingReport> report_holdings(const Book& book, const MarketData& market, const std::vector<Holding>& held,
                                           const std::vector<Cost>& costs, const PortfolioFacts& facts, Date to) {
  std::vector<HoldingReport> holdings;
  for (const Holding& one : held) {
    if (one.quantity.is_zero()) continue;
    HoldingReport report = holding(book, market, one, facts.currency, to);
    const auto cost =
        std::find_if(costs.begin(), costs.end(), [&](const Cost& c) { return c.security == one.security; });
    add_cost(report, cost == costs.end() ? std::nullopt : cost->amount);
    holdings.push_back(std::move(report));
  }
  add_weights(holdings, facts.days);
  sort_by_security(holdings);
  return holdings;
}

/// Quantities and costs of all portfolios by security.
struct Combined {
  std::vector<Holding> held;
  std::vector<Cost> costs;
};

Combined combined(const BookFacts& facts, const BookLots& lots) {
  Combined all;
  for (const PortfolioHistory& history : facts.histories) {
    for (const Holding& one : history.holdings) {
      const auto known =
          std::find_if(all.held.begin(), all.held.end(), [&](const Holding& h) { return h.security == one.security; });
      if (known == all.held.end()) {
        all.held.push_back(one);
      } else {
        known->quantity = working_sum(known->quantity, one.quantity);
      }
    }
  }
  for (const LotLedger& ledger : lots.total) {
    for (const Cost& cost : costs_of(ledger)) {
      const auto known =
          std::find_if(all.costs.begin(), all.costs.end(), [&](const Cost& c) { return c.security == cost.security; });
      if (known == all.costs.end()) {
        all.costs.push_back(cost);
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
  const MarketData market(book, book.policy);
  for (std::size_t i = 0; i < facts.facts.size(); ++i) {
    report.portfolios[i].holdings = report_holdings(book, market, facts.histories[i].holdings, costs_of(lots.own[i]),
                                                    facts.facts[i], facts.range.to);
  }
  if (!report.total) return;
  const Combined all = combined(facts, lots);
  report.total->holdings = report_holdings(book, market, all.held, all.costs, facts.total, facts.range.to);
}

}  // namespace dietz
