#pragma once

#include "model/book.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace dietz::test {

[[nodiscard]] inline Date date(std::string_view text) { return Date::parse(text).value(); }
[[nodiscard]] inline Decimal number(std::string_view text) { return Decimal::parse(text).value(); }
[[nodiscard]] inline Currency currency(std::string_view code) { return Currency::parse(code).value(); }

/// A book with one portfolio in euros, put together in a test. Ids given to it must outlive it.
class SmallBook {
 public:
  SmallBook() {
    Portfolio portfolio;
    portfolio.id = "main";
    portfolio.currency = currency("EUR");
    book_.portfolios.push_back(portfolio);
  }

  SecurityIndex add_security(std::string id, std::string_view code = "EUR") {
    Security security;
    security.id = std::move(id);
    security.currency = currency(code);
    book_.securities.push_back(security);
    book_.prices.push_back({security.currency, Adjustment::raw, {}});
    return {static_cast<std::uint32_t>(book_.securities.size() - 1)};
  }
  void add_price(SecurityIndex security, Date day, const Decimal& close) {
    book_.prices[security.at()].closes.push_back({day, ++line_, close});
  }
  void add_rate(std::string_view base, Date day, const Decimal& rate) {
    const Currency of = currency(base);
    const auto found =
        std::find_if(book_.fx.begin(), book_.fx.end(), [of](const FxSeries& series) { return series.base == of; });
    FxSeries& series = found != book_.fx.end() ? *found : book_.fx.emplace_back(FxSeries{of, currency("EUR"), {}});
    series.rates.push_back({day, ++line_, rate});
  }
  /// A transaction to fill in further, in euros. Call `sort` when all are there.
  Transaction& add(TransactionType type, Date day, std::string_view id,
                   SecurityIndex security = SecurityIndex::none()) {
    Transaction& t = book_.transactions.emplace_back();
    t.type = type;
    t.date = day;
    t.id = id;
    t.security = security;
    t.portfolio = PortfolioIndex{0};
    t.currency = currency("EUR");
    t.line = ++line_;
    return t;
  }
  Transaction& add_trade(TransactionType type, Date day, std::string_view id, SecurityIndex security,
                         const Decimal& quantity, const Decimal& amount) {
    Transaction& t = add(type, day, id, security);
    t.quantity = quantity;
    t.amount = amount;
    t.has_quantity = t.has_amount = true;
    return t;
  }
  void sort() { std::sort(book_.transactions.begin(), book_.transactions.end(), books_before); }

  [[nodiscard]] Book& book() { return book_; }

 private:
  Book book_;
  std::uint32_t line_ = 1;
};

}  // namespace dietz::test
