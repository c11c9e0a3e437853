#include "ledger.hpp"

#include <algorithm>
#include <utility>

namespace dietz::bench {

struct TradingPortfolio::Row {
  std::size_t day;
  const char* type;
  std::string security = "";
  Quantity quantity = 0;
  Price price = 0;
  Cash amount = 0;
  const char* currency = "";
  Cash fees = 0;
  Cash taxes = 0;
  std::int64_t ratio = 0;
};

TradingPortfolio::TradingPortfolio(std::string id, const Market& market, Random random, double rows_per_day)
    : id_(std::move(id)),
      market_(market),
      random_(random),
      rows_per_day_(rows_per_day),
      start_size_(random_.uniform(1e6, 5e6)),
      positions_(market.securities.size(), 0) {}

std::vector<std::size_t> TradingPortfolio::splits_due(std::size_t day) const {
  std::vector<std::size_t> due;
  for (std::size_t s = 0; s < positions_.size(); ++s) {
    if (positions_[s] > 0 && market_.securities[s].split[day] != 1) due.push_back(s);
  }
  return due;
}

std::string TradingPortfolio::split(std::size_t security, std::size_t day) {
  const std::int64_t ratio = market_.securities[security].split[day];
  positions_[security] *= ratio;
  Row row{day, "split"};
  row.security = market_.securities[security].id;
  row.ratio = ratio;
  return print(row);
}

void TradingPortfolio::open_day(std::size_t day) {
  double cash = 0.0;
  for (std::size_t c = 0; c < currency_count; ++c) cash += in_euro(cash_[c], c, day);
  double value = cash;
  for (std::size_t s = 0; s < positions_.size(); ++s) {
    const auto& security = market_.securities[s];
    value += in_euro(positions_[s] * security.prices[day], security.currency, day);
  }
  trade_euros_ = std::max(value, start_size_) * 0.05 / (1.0 + rows_per_day_);
  cash_share_ = value > 0.0 ? cash / value : 1.0;
}

std::string TradingPortfolio::act(std::size_t day) {
  if (!started_) {
    started_ = true;
    cash_[0] = from_units(start_size_);
    return print({.day = day, .type = "deposit", .amount = cash_[0], .currency = "EUR"});
  }
  const double dice = random_.uniform();
  if (dice < 0.02) return deposit(day);
  if (dice < 0.03) return withdraw(day);
  if (dice < 0.035) return pay_fee(day);
  if (dice < 0.04) return receive_interest(day);
  if (dice < 0.07) return receive_dividend(day);
  const double buying = 0.07 + 0.93 * (cash_share_ > 0.3    ? 0.8
                                       : cash_share_ > 0.1  ? 0.55
                                       : cash_share_ > 0.03 ? 0.4
                                                            : 0.1);
  return dice < buying ? buy(day) : sell(day);
}

std::string TradingPortfolio::deposit(std::size_t day) {
  const Cash amount = from_units(trade_euros_ * random_.uniform(0.5, 3.0)) + cash_per_cent;
  cash_[0] += amount;
  return print({.day = day, .type = "deposit", .amount = amount, .currency = "EUR"});
}

std::string TradingPortfolio::withdraw(std::size_t day) {
  const Cash amount = whole_cents(std::min(cash_[0] / 4, from_units(trade_euros_ * random_.uniform(0.5, 3.0))));
  if (amount < cash_per_unit) return deposit(day);
  cash_[0] -= amount;
  return print({.day = day, .type = "withdrawal", .amount = amount, .currency = "EUR"});
}

std::string TradingPortfolio::pay_fee(std::size_t day) {
  const Cash amount = whole_cents(std::min(cash_[0] / 10, from_units(trade_euros_ * 0.05)));
  if (amount < cash_per_cent) return deposit(day);
  cash_[0] -= amount;
  return print({.day = day, .type = "fee", .amount = amount, .currency = "EUR"});
}

std::string TradingPortfolio::receive_interest(std::size_t day) {
  const Cash amount = whole_cents(cash_[0] / 5000) + cash_per_cent;
  cash_[0] += amount;
  return print({.day = day, .type = "interest", .amount = amount, .currency = "EUR"});
}

std::string TradingPortfolio::receive_dividend(std::size_t day) {
  const std::size_t s = some_holding();
  if (s == positions_.size()) return deposit(day);
  const auto& security = market_.securities[s];
  const Cash value = positions_[s] * security.prices[day];
  const Cash amount = whole_cents(value / random_.integer(150, 900)) + cash_per_cent;
  const Cash taxes = whole_cents(amount * random_.integer(0, 26) / 100);
  cash_[security.currency] += amount - taxes;
  Row row{day, "dividend", security.id};
  row.amount = amount;
  row.currency = currency_names[security.currency];
  row.taxes = taxes;
  return print(row);
}

std::string TradingPortfolio::buy(std::size_t day) {
  const auto s = static_cast<std::size_t>(random_.integer(0, static_cast<std::int64_t>(positions_.size()) - 1));
  const auto& security = market_.securities[s];
  const Price price = security.prices[day];
  const double per_euro = static_cast<double>(market_.per_euro[security.currency][day]) * 1e-4;
  const Quantity quantity = trade_size(price, trade_euros_ * random_.uniform(0.3, 1.7) * per_euro);
  const Cash exact = quantity * price;
  const bool booked = random_.chance(0.5);
  const Cash amount = booked ? whole_cents(exact) : exact;
  const Cash fees = whole_cents(amount / 1000) + cash_per_unit;
  if (cash_[security.currency] < amount + fees) {
    const double euros = 2.0 * in_euro(amount + fees, security.currency, day) + 10.0 * trade_euros_;
    return security.currency == 0 ? sell(day) : exchange(day, 0, security.currency, euros);
  }
  cash_[security.currency] -= amount + fees;
  positions_[s] += quantity;
  return print(
      {day, "buy", security.id, quantity, price, booked ? amount : 0, currency_names[security.currency], fees});
}

std::string TradingPortfolio::sell(std::size_t day) {
  const std::size_t s = some_holding();
  if (s == positions_.size()) return deposit(day);
  const auto& security = market_.securities[s];
  const Price price = security.prices[day];
  const double per_euro = static_cast<double>(market_.per_euro[security.currency][day]) * 1e-4;
  const Quantity quantity =
      std::min(positions_[s], trade_size(price, trade_euros_ * random_.uniform(0.3, 1.7) * per_euro));
  const Cash exact = quantity * price;
  const bool booked = random_.chance(0.5);
  const Cash amount = booked ? whole_cents(exact) : exact;
  const Cash fees = std::min(whole_cents(amount / 1000) + cash_per_unit, amount / cash_per_cent * cash_per_cent);
  if (security.currency != 0 && in_euro(cash_[security.currency], security.currency, day) > 60.0 * trade_euros_) {
    return exchange(day, security.currency, 0, 40.0 * trade_euros_);
  }
  cash_[security.currency] += amount - fees;
  positions_[s] -= quantity;
  return print(
      {day, "sell", security.id, quantity, price, booked ? amount : 0, currency_names[security.currency], fees});
}

std::string TradingPortfolio::exchange(std::size_t day, std::size_t from, std::size_t to, double euros) {
  const double from_rate = static_cast<double>(market_.per_euro[from][day]) * 1e-4;
  const double to_rate = static_cast<double>(market_.per_euro[to][day]) * 1e-4;
  const Cash paid = std::min(from_units(euros * from_rate), cash_[from] / cash_per_cent * cash_per_cent);
  if (paid < cash_per_unit) return deposit(day);
  const Cash received =
      from_units(static_cast<double>(paid) / static_cast<double>(cash_per_unit) / from_rate * to_rate * 0.9995);
  cash_[from] -= paid;
  cash_[to] += received;
  Row row{day, "exchange", currency_names[to]};
  row.quantity = received / (cash_per_unit / 1000);
  row.amount = paid;
  row.currency = currency_names[from];
  return print(row);
}

double TradingPortfolio::in_euro(Cash cash, std::size_t currency, std::size_t day) const {
  return static_cast<double>(cash) * 1e-7 / (static_cast<double>(market_.per_euro[currency][day]) * 1e-4);
}

/// About `units` worth of shares: a whole number, or thousandths in one of five trades; at least one share.
Quantity TradingPortfolio::trade_size(Price price, double units) {
  const auto thousandths = static_cast<Quantity>(units * 1e7 / static_cast<double>(price));
  const Quantity least = 1000;
  if (random_.chance(0.2)) return std::max(least, thousandths);
  return std::max(least, thousandths / 1000 * 1000);
}

/// The first position held from a random place on, or the count of securities when nothing is held.
std::size_t TradingPortfolio::some_holding() {
  const std::size_t count = positions_.size();
  const auto start = static_cast<std::size_t>(random_.integer(0, static_cast<std::int64_t>(count) - 1));
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t s = (start + i) % count;
    if (positions_[s] > 0) return s;
  }
  return count;
}

std::string TradingPortfolio::print(const Row& row) const {
  std::string text = id_ + ',' + iso_date(market_.days[row.day]) + ',' + row.type + ',' + row.security + ',';
  if (row.quantity > 0) append_fixed(text, row.quantity, 3, 0);
  text += ',';
  if (row.price > 0) append_fixed(text, row.price, 4, 2);
  text += ',';
  if (row.amount > 0) append_fixed(text, row.amount, 7, 2);
  text += ',' + std::string(row.currency) + ',';
  if (row.fees > 0) append_fixed(text, row.fees, 7, 2);
  text += ',';
  if (row.taxes > 0) append_fixed(text, row.taxes, 7, 2);
  text += ',';
  if (row.ratio > 0) append_fixed(text, row.ratio, 0, 0);
  return text;
}

}  // namespace dietz::bench
