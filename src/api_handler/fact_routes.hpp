#pragma once

#include "api_handler/facts.hpp"

#include <vector>

namespace dietz {

/// `/v1/portfolios/{id}/transactions`: list by date, record, get, correct (PUT), reverse (DELETE), all versions.
/// Nothing that was recorded is ever overwritten: `known_at` shows what was known then.
[[nodiscard]] std::vector<Route> transaction_routes(const ResourceParts& parts, const EntityRepositories& entities,
                                                    TransactionRepository& transactions);

/// `/v1/securities/{id}/prices`, `/v1/fx-rates/{pair}`, `/v1/portfolios/{id}/valuations`: list by date, and the fact
/// of a day at `…/{date}`, which PUT records or corrects.
[[nodiscard]] std::vector<Route> daily_fact_routes(const ResourceParts& parts, const EntityRepositories& entities,
                                                   const FactRepositories& facts);

}  // namespace dietz
