#include "calculations/lots.hpp"

#include "calculations/lot_replay.hpp"

#include <algorithm>

namespace dietz {
namespace {

Status replay_lots(LotReplay& replay, const Book& book, const MarketData& market, PortfolioIndex portfolio,
                   Currency currency, Date to) try {
  BookingWorth worth(book, market, currency);
  const auto& all = book.transactions;
  const auto first = std::partition_point(all.begin(), all.end(),
                                          [portfolio](const Transaction& t) { return t.portfolio < portfolio; });
  for (auto t = first; t != all.end() && t->portfolio == portfolio && t->date <= to; ++t) {
    if (Status applied = replay.apply(worth, *t); !applied) return applied;
  }
  return Done{};
} catch (const DecimalOverflow& overflow) {
  return Error::invalid("portfolio " + book.portfolios[portfolio.at()].id + ": " + overflow.what());
}

}  // namespace

Result<LotLedger> open_lots(const Book& book, const MarketData& market, PortfolioIndex portfolio, Currency currency,
                            LotMethod method, Date to) {
  LotReplay replay(currency, method);
  if (Status s = replay_lots(replay, book, market, portfolio, currency, to); !s) return std::move(s).error();
  return replay.ledger();
}

Result<LotHistory> lot_history(const Book& book, const MarketData& market, PortfolioIndex portfolio, Currency currency,
                               LotMethod method, Date to) {
  LotHistory history;
  LotReplay replay(currency, method);
  replay.note_closed(history.closed);
  if (Status s = replay_lots(replay, book, market, portfolio, currency, to); !s) return std::move(s).error();
  history.ledger = replay.ledger();
  return history;
}

}  // namespace dietz
