#pragma once

#include "api_handler/references.hpp"
#include "api_handler/resource.hpp"
#include "codec/instant_text.hpp"
#include "repository/facts.hpp"

#include <variant>

namespace dietz {

/// The facts that the API records.
struct FactRepositories {
  TransactionRepository& transactions;
  PriceRepository& prices;
  FxRateRepository& fx_rates;
  ValuationRepository& valuations;
};

/// `from`, `to` (days, both included) and `known_at` of a list's query, or the refusal (400).
[[nodiscard]] std::variant<FactRange, HttpResponse> fact_range(const ApiCall& call);

/// What is known about a fact: `version`, `recorded_at`, `superseded_at`, `reversed`, `actor`, as members.
template <class Fact>
void write_record(JsonWriter& json, const Recorded<Fact>& recorded) {
  json.key("version").integer(recorded.version);
  json.key("recorded_at").string(instant_text(recorded.recorded_at));
  if (recorded.superseded_at) json.key("superseded_at").string(instant_text(*recorded.superseded_at));
  if (recorded.reversed) json.key("reversed").boolean(true);
  json.key("actor").string(recorded.actor);
}

}  // namespace dietz
