#include "calculations/lots.hpp"
#include "calculations/money_summary.hpp"
#include "calculations/valuation.hpp"
#include "support/family_count.hpp"
#include "support/ledger.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <cmath>

// Gains, fees, holdings and cost of share transactions as another program gives them. Its percentages rest on an
// average investment of its own and are none of ours. Each case is booked twice: in the share's currency, and in the
// base currency at the rate of each day ("with currency effect").
namespace dietz {
namespace {

using test::FamilyCount;
using test::Ledger;
using test::param;
using test::Row;

struct Facts {
  std::vector<Row> transactions, prices, rates;
};

std::vector<Row> rows_of(const std::string& file) {
  return test::read_rows(test::shared_file("reference/twr/" + file));
}

/// A decimal of a file that prints doubles.
Decimal number(const std::string& text) { return Decimal::parse(text, Decimal::max_scale).value(); }

/// One case in one currency, with what there is to know at its end.
class Booked {
 public:
  Booked(const Facts& facts, const std::string& id, const std::string& currency, Date as_of) : as_of_(as_of) {
    ledger_.book().policy.stale_after_days = 100'000;
    ledger_.add("portfolio P " + currency);
    currency_ = Ledger::currency(currency);
    for (const Row& row : facts.rates) {
      ledger_.add("fx " + row.at("pair").substr(0, 3) + " " + row.at("pair").substr(3) + " " + row.at("date") + " " +
                  row.at("rate"));
    }
    for (const Row& row : facts.transactions) {
      if (row.at("case_id") == id) add(row);
    }
    for (const Row& row : facts.prices) {
      if (row.at("case_id") == id)
        ledger_.add("price " + row.at("symbol") + " " + row.at("date") + " " + row.at("price"));
    }
    auto& closes = ledger_.book().prices[0].closes;
    priced_ = !closes.empty();
    // Without a price a share is worth what was paid for it.
    if (!priced_) closes.push_back({first_, 0, ledger_.book().transactions[0].price});
    summarize();
  }

  MoneySummary money;
  Decimal holdings_value, quantity, cost_without_fees, dividends, market_price;
  [[nodiscard]] bool priced() const { return priced_; }

 private:
  void add(const Row& row) {
    const std::string& symbol = row.at("symbol");
    if (ledger_.book().find_security(symbol).is_none()) ledger_.add("security " + symbol + " " + row.at("currency"));
    const Date date = Ledger::date(row.at("date"));
    first_ = std::min(first_, date);
    const MarketData market(ledger_.book(), ledger_.book().policy);
    const Decimal rate = market.rate(Ledger::currency(row.at("currency")), currency_, date).value;
    const Decimal amount = number(row.at("quantity")) * number(row.at("unit_price")) * rate;
    const bool local = currency_ == Ledger::currency(row.at("currency"));
    const std::string fee = local ? row.at("fee") : row.at("fee_base");
    const std::string type = row.at("type") == "BUY" ? "buy" : row.at("type") == "SELL" ? "sell" : "dividend";
    ledger_.add(row.at("date") + " P " + type + " " + symbol + " quantity=" + row.at("quantity") +
                " price=" + row.at("unit_price") + " amount=" + amount.to_string() + " fees=" + fee +
                " currency=" + currency_.code());
    if (type == "dividend") dividends += amount;
  }

  void summarize() {
    const Book& book = ledger_.book();
    const MarketData market(book, book.policy);
    const auto history = replay(book, market, PortfolioIndex{0}, currency_, first_ - 1, as_of_);
    ASSERT_TRUE(history.ok());
    const auto summary = money_summary(history->days);
    ASSERT_TRUE(summary.has_value());
    money = *summary;
    Decimal cash;
    for (const CashBalance& balance : history->cash) cash += balance.amount;
    holdings_value = money.end_value - cash;
    for (const Holding& holding : history->holdings) quantity += holding.quantity;
    market_price = market.price(SecurityIndex{0}, as_of_).value;
    Book without_fees = book;
    for (Transaction& t : without_fees.transactions) t.fees = Decimal();
    const auto lots = open_lots(without_fees, market, PortfolioIndex{0}, currency_, LotMethod::fifo, as_of_);
    ASSERT_TRUE(lots.ok());
    for (const OpenPosition& position : lots->open) cost_without_fees += position.cost.value;
  }

  Ledger ledger_;
  Currency currency_;
  Date first_ = Date::max(), as_of_;
  bool priced_ = false;
};

std::optional<Decimal> figure(const std::string& name, const Booked& local, const Booked& base) {
  const auto gross = [](const MoneySummary& m) { return m.price_gain + m.currency_gain; };
  if (name == "grossPerformance") return gross(local.money);
  if (name == "grossPerformanceWithCurrencyEffect") return gross(base.money);
  if (name == "netPerformance") return gross(local.money) - local.money.fees;
  if (name == "netPerformanceWithCurrencyEffect") return gross(base.money) - base.money.fees;
  if (name == "fee") return local.money.fees;
  if (name == "totalFeesWithCurrencyEffect") return base.money.fees;
  if (name == "dividend") return local.money.income;
  if (name == "totalInterestWithCurrencyEffect") return base.money.income - base.dividends;
  if (name == "currentValueInBaseCurrency" || name == "valueInBaseCurrency") return base.holdings_value;
  if (name == "quantity") return local.quantity;
  if (name == "marketPrice" && local.priced()) return local.market_price;
  if (name == "investment" || name == "totalInvestment") return local.cost_without_fees;
  if (name == "investmentWithCurrencyEffect" || name == "totalInvestmentWithCurrencyEffect")
    return base.cost_without_fees;
  if (name == "averagePrice")
    return local.quantity.is_zero() ? Decimal() : working_quotient(local.cost_without_fees, local.quantity);
  return {};
}

std::string reason_to_skip(const std::string& name) {
  if (name.find("Percentage") != std::string::npos || name.starts_with("timeWeightedInvestment"))
    return "percentages of an average investment and that investment";
  if (name == "marketPrice") return "prices of a share without prices";
  return "of figures that a book has not (" + name + ")";
}

TEST(RoaiReference, gains_fees_holdings_and_cost_of_share_transactions) {
  DIETZ_NEEDS_SHARED();
  const Facts facts{rows_of("roai_transactions.csv"), rows_of("roai_prices.csv"), rows_of("roai_fx.csv")};
  FamilyCount count("twr/expected_roai");
  for (const Row& row : rows_of("expected_roai.csv")) {
    const std::string id = row.at("case_id"), name = row.at("function").substr(std::string("ROAI.").size());
    const Date as_of = Ledger::date(param(row.at("params"), "as_of"));
    std::string share_currency;
    for (const Row& t : facts.transactions) share_currency = t.at("case_id") == id ? t.at("currency") : share_currency;
    if (share_currency.empty()) {
      count.skip("of a case without transactions");
      continue;
    }
    const Booked local(facts, id, share_currency, as_of);
    const Booked base(facts, id, param(row.at("params"), "base_currency"), as_of);
    const auto got = figure(name, local, base);
    if (!got) {
      count.skip(reason_to_skip(name));
      continue;
    }
    const double difference = std::abs(got->to_double() - std::stod(row.at("expected")));
    EXPECT_TRUE(count.ran(difference <= std::stod(row.at("tolerance"))))
        << id << " " << name << ": " << got->to_string() << " for " << row.at("expected");
  }
}

}  // namespace
}  // namespace dietz
