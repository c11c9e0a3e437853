#pragma once

#include "calculations/attribution.hpp"
#include "codec/json_writer.hpp"

#include <string>

namespace dietz {

/// {"method", "periods": [{"period", "segments", "groups"?, "totals"}], "linked": {"segments"?, "groups"?, "totals",
/// "periods"?}, "warnings"}. An effect without a value is null beside its reason.
[[nodiscard]] std::string attribution_as_json(const AttributionTable& table, const Attribution& attribution);

/// The same members into an open object, and the weights and returns of each segment.
void write_attribution(JsonWriter& json, const AttributionTable& table, const Attribution& attribution);

/// A line an effect's holder: `scope,period,group,segment,allocation,selection,interaction,currency,active_return,
/// portfolio_return,benchmark_return,reason`; scope is period, linked_period or linked, no segment means the total.
[[nodiscard]] std::string attribution_as_csv(const AttributionTable& table, const Attribution& attribution);
/// Its header, and its lines with something before each.
[[nodiscard]] std::string_view attribution_csv_header();
[[nodiscard]] std::string attribution_csv_lines(const AttributionTable& table, const Attribution& attribution,
                                                const std::string& before);

/// For people: a line a period, then the linked effects of each segment.
[[nodiscard]] std::string attribution_as_text(const AttributionTable& table, const Attribution& attribution);

[[nodiscard]] std::string_view name_of(AttributionModel model);
[[nodiscard]] std::string_view name_of(InteractionEffect interaction);
[[nodiscard]] std::string_view name_of(LinkingMethod linking);
[[nodiscard]] std::string_view name_of(CurrencyModel model);

}  // namespace dietz
