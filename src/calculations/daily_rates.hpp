#pragma once

#include "calculations/market_data.hpp"

#include <vector>

namespace dietz {

/// The rates to one currency, each looked up once a day; for passes over bookings in order of date. The market data
/// must outlive it unchanged.
class DailyRates {
 public:
  DailyRates(const MarketData& market, Currency to) : market_(&market), to_(to) {}

  /// As MarketData::rate; stays valid until the next call.
  [[nodiscard]] const Quote& from(Currency currency, Date date) {
    for (Entry& entry : entries_) {
      if (entry.currency != currency) continue;
      if (entry.date != date) entry = {currency, date, market_->rate(currency, to_, date)};
      return entry.quote;
    }
    return entries_.emplace_back(Entry{currency, date, market_->rate(currency, to_, date)}).quote;
  }
  [[nodiscard]] Currency to() const { return to_; }

 private:
  struct Entry {
    Currency currency;
    Date date;
    Quote quote;
  };
  const MarketData* market_;
  Currency to_;
  std::vector<Entry> entries_;
};

}  // namespace dietz
