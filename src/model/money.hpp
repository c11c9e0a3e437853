#pragma once

#include "base/result.hpp"
#include "model/currency.hpp"
#include "model/decimal.hpp"

#include <string>

namespace dietz {

/// An amount in a currency. Amounts of two currencies don't add: the sum is an Error, never a number.
struct Money {
  Decimal amount;
  Currency currency;

  friend Result<Money> operator+(const Money& a, const Money& b) {
    if (a.currency != b.currency) {
      return Error::invalid("can't add " + b.currency.code() + " to " + a.currency.code() + " without a rate");
    }
    return Money{a.amount + b.amount, a.currency};
  }
  /// In full, with at least the currency's minor digits: "12.50 EUR".
  [[nodiscard]] std::string to_string() const {
    return amount.to_string_at_least(currency.minor_digits()) + " " + currency.code();
  }
};

}  // namespace dietz
