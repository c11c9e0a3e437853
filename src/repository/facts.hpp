#pragma once

#include "model/recorded_facts.hpp"
#include "repository/fact_repository.hpp"

#include <string>

// How each fact is stored. A portfolio has many transactions a day, each with an id; of prices, rates and valuations
// there is one a day.
namespace dietz {

template <>
struct FactTraits<RecordedTransaction> {
  static constexpr const char* type = "transaction";
  static constexpr bool one_a_day = false;
  static std::string parent_of(const RecordedTransaction& transaction) { return transaction.portfolio; }
  static Attributes fields_of(const RecordedTransaction& transaction);
  static Result<RecordedTransaction> of(const std::string& parent, Date date, const Attributes& fields);
  static Status check(const RecordedTransaction& transaction);
};

template <>
struct FactTraits<RecordedPrice> {
  static constexpr const char* type = "price";
  static constexpr bool one_a_day = true;
  static std::string parent_of(const RecordedPrice& price) { return price.security; }
  static Attributes fields_of(const RecordedPrice& price);
  static Result<RecordedPrice> of(const std::string& parent, Date date, const Attributes& fields);
  static Status check(const RecordedPrice& price);
};

template <>
struct FactTraits<RecordedFxRate> {
  static constexpr const char* type = "fx-rate";
  static constexpr bool one_a_day = true;
  /// `EUR-USD`.
  static std::string parent_of(const RecordedFxRate& rate) { return rate.base.code() + '-' + rate.quote.code(); }
  static Attributes fields_of(const RecordedFxRate& rate);
  static Result<RecordedFxRate> of(const std::string& parent, Date date, const Attributes& fields);
  static Status check(const RecordedFxRate& rate);
};

template <>
struct FactTraits<RecordedValuation> {
  static constexpr const char* type = "valuation";
  static constexpr bool one_a_day = true;
  static std::string parent_of(const RecordedValuation& valuation) { return valuation.portfolio; }
  static Attributes fields_of(const RecordedValuation& valuation);
  static Result<RecordedValuation> of(const std::string& parent, Date date, const Attributes& fields);
  static Status check(const RecordedValuation& valuation);
};

using TransactionRepository = FactRepository<RecordedTransaction>;
using PriceRepository = FactRepository<RecordedPrice>;
using FxRateRepository = FactRepository<RecordedFxRate>;
using ValuationRepository = FactRepository<RecordedValuation>;

}  // namespace dietz
