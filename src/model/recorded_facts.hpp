#pragma once

#include "model/book.hpp"
#include "model/currency.hpp"
#include "model/date.hpp"
#include "model/decimal.hpp"
#include "model/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>

// Facts as a service records them, one by one, with names instead of the indexes of a Book.
namespace dietz {

/// A booking as it was stated: what wasn't stated isn't there.
struct RecordedTransaction {
  std::string portfolio;
  Date date;
  std::optional<std::uint32_t> time;  ///< milliseconds of the day
  TransactionType type = TransactionType::deposit;
  std::string security;
  std::string new_security;  ///< of a spin_off or merger
  Currency currency;
  std::optional<Currency> bought_currency;
  std::optional<Decimal> quantity, price, amount, fees, taxes, fx_rate, ratio, cost_share;
  std::string lot;
  std::string note;
  std::string external_id;
  friend bool operator==(const RecordedTransaction&, const RecordedTransaction&) = default;
};

struct RecordedPrice {
  std::string security;
  Date date;
  Decimal close;
  Currency currency;
  friend bool operator==(const RecordedPrice&, const RecordedPrice&) = default;
};

/// Units of `quote` for one `base`.
struct RecordedFxRate {
  Currency base, quote;
  Date date;
  Decimal rate;
  friend bool operator==(const RecordedFxRate&, const RecordedFxRate&) = default;
};

struct RecordedValuation {
  std::string portfolio;
  Date date;
  Decimal value;
  friend bool operator==(const RecordedValuation&, const RecordedValuation&) = default;
};

/// A fact with what is known about it.
template <class Fact>
struct Recorded {
  Fact fact;
  std::string id;
  std::uint32_t version = 1;             ///< 1 for the first statement, one more for each correction
  Instant recorded_at;                   ///< known from here on
  std::optional<Instant> superseded_at;  ///< known to be otherwise from here on
  bool reversed = false;                 ///< this version says that the fact isn't one
  std::string actor;
  friend bool operator==(const Recorded&, const Recorded&) = default;
};

}  // namespace dietz
