#pragma once

#include "calculations/lots.hpp"
#include "model/date_range.hpp"
#include "model/policy.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dietz {

/// What a lot cost and what it is worth or brought, in one currency. What isn't known is absent.
struct LotMoney {
  Currency currency;
  std::optional<Decimal> cost;
  std::optional<Decimal> worth;  ///< of an open lot its value at the end; of a closed one what the sale brought net
  std::optional<Decimal> gain;   ///< worth − cost
  Reason reason = Reason::none;  ///< why something is absent
};

struct LotRow {
  std::string security;
  std::string lot;  ///< id of the booking that opened it
  Date opened;
  std::uint32_t line = 0;
  std::optional<Date> closed;  ///< none: it is open
  std::string booking;         ///< id of the booking that closed it
  std::uint32_t closing_line = 0;
  std::int32_t days = 0;  ///< held, from opening to closing or the end
  Decimal quantity;
  LotMoney money;                 ///< in the portfolio's currency
  std::optional<LotMoney> local;  ///< in the security's, where that is another one
};

/// What was realised of a security in the interval: the gains of its closed lots, and what no lot was closed for
/// (returns of capital beyond the cost, cash of mergers).
struct RealisedRow {
  std::string security;
  std::optional<Decimal> of_lots, other;
  Reason reason = Reason::none;
};

struct PortfolioLots {
  std::string id;
  Currency currency;
  std::vector<LotRow> open;    ///< at the end, by security, in the order of the lots
  std::vector<LotRow> closed;  ///< in the interval, in booking order
  std::vector<RealisedRow> realised;
  std::optional<Decimal> cost, value, unrealised, realised_total;  ///< absent if any part is
};

/// The lots of a portfolio over an interval, by the policy's method. Amounts in the security's currency are those of
/// the same lots; under `hifo`, where another currency may order lots otherwise, they are given only where both agree.
/// Errors: those of open_lots.
[[nodiscard]] Result<PortfolioLots> lots_of_portfolio(const Book& book, PortfolioIndex portfolio, const Policy& policy,
                                                      DateRange range);

}  // namespace dietz
