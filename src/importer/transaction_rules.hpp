#pragma once

#include "codec/csv.hpp"
#include "model/book.hpp"

namespace dietz {

/// Columns of transactions.csv by their place in the file.
struct TransactionColumns {
  explicit TransactionColumns(const CsvReader& csv);
  CsvColumn id, portfolio, date, type, time, security, new_security, cost_share, quantity, price, amount, currency,
      fees, taxes, fx_rate, lot, ratio, note, recorded_at;
};

/// What the type of a transaction asks of its fields.
struct TransactionRule {
  enum class Security { none, optional, needed, currency };
  Security security = Security::optional;
  bool quantity = false;     ///< needed, more than 0
  bool amount = false;       ///< needed, or quantity and price
  bool ratio = false;        ///< needed, more than 0
  bool reorganises = false;  ///< new_security may be given, with quantity or ratio
  bool costs = true;         ///< fees and taxes may be given
  bool is_signed = false;    ///< quantity and amount may be negative
};
[[nodiscard]] TransactionRule rule_of(TransactionType type);

/// Checks a row against the rule of its type; a security transfer doesn't need the amount that a cash transfer needs.
/// Problems go to the reader.
void check_transaction(CsvReader& csv, const TransactionColumns& columns, const Transaction& t);

}  // namespace dietz
