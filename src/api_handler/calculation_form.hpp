#pragma once

#include "api_handler/references.hpp"
#include "codec/json_fields.hpp"
#include "codec/json_writer.hpp"
#include "model/calculation.hpp"
#include "repository/stored_entity.hpp"

#include <string>

namespace dietz {

/// What `{from, to, figures?, benchmark?, policy?, known_at?}` asks of one portfolio.
[[nodiscard]] Calculation read_calculation(JsonFields& fields, References& references, const std::string& portfolio);

/// What `{portfolios, periods: [{from, to}], figures?, benchmark?, policy?, known_at?}` asks of many.
[[nodiscard]] Calculation read_batch(JsonFields& fields, References& references);

/// The state of a calculation and what was asked, as an object: `id`, `status`, `progress` in percent, …
void write_calculation(JsonWriter& json, const Stored<Calculation>& stored);

}  // namespace dietz
