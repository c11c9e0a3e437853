#pragma once

#include "api_handler/references.hpp"
#include "codec/json_fields.hpp"
#include "codec/json_writer.hpp"
#include "model/recorded_facts.hpp"

#include <string>

namespace dietz {

/// The members of a transaction, under the names of transactions.csv; an exchange has the currency it gets as
/// `security`, as there.
void write_transaction(JsonWriter& json, const RecordedTransaction& transaction);

/// A transaction of a portfolio from a body. What its type asks of its fields is what the reader of books asks
/// (importer/transaction_rules.hpp), in the same words.
/// @param currency the portfolio's, for a body that names neither a currency nor a security, whose own counts before
[[nodiscard]] RecordedTransaction read_transaction(JsonFields& fields, References& references,
                                                   const std::string& portfolio, Currency currency);

}  // namespace dietz
