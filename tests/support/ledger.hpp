#pragma once

#include "model/book.hpp"

#include <algorithm>
#include <deque>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dietz::test {

/// A book written down in a test, one fact a line:
///
///   portfolio MAIN EUR
///   security ACME USD            (or: security ACME USD split_adjusted)
///   price ACME 2024-01-02 10.5
///   fx USD EUR 2024-01-02 0.9
///   total MAIN 2024-01-31 1234.5
///   2024-01-02 MAIN buy ACME quantity=10 price=10.5 fees=1
///   2024-01-02 MAIN deposit amount=500 currency=USD
///   2024-01-03 MAIN merger ACME new=NEWCO ratio=1
///
/// An amount left out is quantity × price, a currency the security's, else the portfolio's.
class Ledger {
 public:
  explicit Ledger(std::string_view text = {}) { add(text); }
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;
  Ledger(Ledger&&) = default;
  Ledger& operator=(Ledger&&) = default;

  void add(std::string_view text) {
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::vector<std::string> cells;
      for (std::string word; words >> word;) cells.push_back(word);
      if (!cells.empty()) add_fact(cells);
    }
    std::sort(book_.transactions.begin(), book_.transactions.end(), books_before);
    std::stable_sort(book_.valuations.begin(), book_.valuations.end(), [](const Valuation& a, const Valuation& b) {
      return std::pair(a.portfolio, a.date) < std::pair(b.portfolio, b.date);
    });
  }

  /// Text that the book may point to for as long as this ledger lives.
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

  [[nodiscard]] Book& book() { return book_; }
  [[nodiscard]] const Book& book() const { return book_; }
  [[nodiscard]] PortfolioIndex portfolio(std::string_view id) const { return found(book_.find_portfolio(id), id); }
  [[nodiscard]] SecurityIndex security(std::string_view id) const { return found(book_.find_security(id), id); }

  [[nodiscard]] static Date date(std::string_view text) { return Date::parse(text).value(); }
  [[nodiscard]] static Decimal number(std::string_view text) { return Decimal::parse(text).value(); }
  [[nodiscard]] static Currency currency(std::string_view code) { return Currency::parse(code).value(); }

 private:
  template <class IndexType>
  static IndexType found(IndexType index, std::string_view id) {
    if (index.is_none()) throw std::runtime_error("the ledger has no " + std::string(id));
    return index;
  }

  void add_fact(const std::vector<std::string>& cells) {
    const std::string& kind = cells[0];
    ++line_;
    if (kind == "portfolio") {
      Portfolio portfolio;
      portfolio.id = cells.at(1);
      portfolio.currency = currency(cells.at(2));
      book_.portfolios.push_back(std::move(portfolio));
    } else if (kind == "security") {
      Security security;
      security.id = cells.at(1);
      security.currency = currency(cells.at(2));
      const std::string adjustment = cells.size() > 3 ? cells[3] : "raw";
      book_.prices.push_back(
          {security.currency, adjustment == "raw" ? Adjustment::raw : Adjustment::split_adjusted, {}});
      book_.securities.push_back(std::move(security));
    } else if (kind == "price") {
      book_.prices[security(cells.at(1)).at()].closes.push_back({date(cells.at(2)), line_, number(cells.at(3))});
    } else if (kind == "fx") {
      fx_series(currency(cells.at(1)), currency(cells.at(2)))
          .rates.push_back({date(cells.at(3)), line_, number(cells.at(4))});
    } else if (kind == "total") {
      book_.valuations.push_back({portfolio(cells.at(1)), date(cells.at(2)), line_, number(cells.at(3))});
    } else {
      add_transaction(cells);
    }
  }

  FxSeries& fx_series(Currency base, Currency quote) {
    for (FxSeries& series : book_.fx) {
      if (series.base == base && series.quote == quote) return series;
    }
    return book_.fx.emplace_back(FxSeries{base, quote, {}});
  }

  void add_transaction(const std::vector<std::string>& cells) {
    Transaction t;
    t.date = date(cells.at(0));
    t.portfolio = portfolio(cells.at(1));
    t.type = parse_transaction_type(cells.at(2)).value();
    t.line = line_;
    t.currency = book_.portfolios[t.portfolio.at()].currency;
    std::string id = "t" + std::to_string(1'000'000 + line_);
    bool currency_given = false;
    for (std::size_t i = 3; i < cells.size(); ++i) {
      const std::size_t equals = cells[i].find('=');
      const std::string key = cells[i].substr(0, equals);
      if (equals == std::string::npos) {
        t.security = security(key);
        if (!currency_given) t.currency = book_.securities[t.security.at()].currency;
        continue;
      }
      const std::string value = cells[i].substr(equals + 1);
      if (key == "currency") {
        t.currency = currency(value);
        currency_given = true;
      } else if (key == "bought") {
        t.bought_currency = currency(value);
      } else if (key == "new") {
        t.new_security = security(value);
      } else if (key == "id") {
        id = value;
      } else {
        set_number(t, key, number(value));
      }
    }
    t.id = keep(std::move(id));
    if (!t.has_amount && t.has_quantity && t.has_price) t.amount = t.quantity * t.price;
    book_.transactions.push_back(t);
  }

  static void set_number(Transaction& t, std::string_view key, const Decimal& value) {
    if (key == "quantity") {
      t.quantity = value;
      t.has_quantity = true;
    } else if (key == "price") {
      t.price = value;
      t.has_price = true;
    } else if (key == "amount") {
      t.amount = value;
      t.has_amount = true;
    } else if (key == "fees") {
      t.fees = value;
    } else if (key == "taxes") {
      t.taxes = value;
    } else if (key == "ratio") {
      t.ratio = value;
    } else {
      throw std::runtime_error("a ledger has no column " + std::string(key));
    }
  }

  Book book_;
  std::deque<std::string> texts_;
  std::uint32_t line_ = 0;
};

}  // namespace dietz::test
