#include "calculations/lots.hpp"

#include "calculations/lot_replay.hpp"

#include <algorithm>

namespace dietz {

Result<LotLedger> open_lots(const Book& book, const MarketData& market, PortfolioIndex portfolio, Currency currency,
                            LotMethod method, Date to) try {
  LotReplay replay(currency, method);
  BookingWorth worth(book, market, currency);
  const auto& all = book.transactions;
  const auto first = std::partition_point(all.begin(), all.end(),
                                          [portfolio](const Transaction& t) { return t.portfolio < portfolio; });
  for (auto t = first; t != all.end() && t->portfolio == portfolio && t->date <= to; ++t) {
    if (const Status applied = replay.apply(worth, *t); !applied) return applied.error();
  }
  return replay.ledger();
} catch (const DecimalOverflow& overflow) {
  return Error::invalid("portfolio " + book.portfolios[portfolio.at()].id + ": " + overflow.what());
}

}  // namespace dietz
