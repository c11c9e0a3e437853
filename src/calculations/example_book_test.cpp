#include "calculations/benchmark_return.hpp"
#include "calculations/lots.hpp"
#include "support/shared.hpp"
#include "support/small_book.hpp"

#include <gtest/gtest.h>

#include <deque>

// The example book against what tests/e2e/check_example_book.py, which shares no code with the engine, says of it.
namespace dietz {
namespace {

using test::currency;
using test::date;
using test::number;
using test::Row;

std::vector<Row> rows_of(const char* file) {
  return test::read_rows(std::filesystem::path(DIETZ_SOURCE_DIR) / "examples" / "euro-investor" / file);
}

Decimal number_or_zero(const std::string& text) { return text.empty() ? Decimal() : number(text); }

class ExampleBook : public ::testing::Test {
 protected:
  ExampleBook() {
    Book& book = book_.book();
    for (const Row& row : rows_of("securities.csv")) book_.add_security(row.at("id"), row.at("currency"));
    for (const Row& row : rows_of("prices.csv")) {
      book_.add_price(book.find_security(row.at("security")), date(row.at("date")), number(row.at("close")));
    }
    FxSeries dollars{currency("EUR"), currency("USD"), {}};
    for (const Row& row : rows_of("fx.csv")) dollars.rates.push_back({date(row.at("date")), 0, number(row.at("rate"))});
    book.fx.push_back(dollars);
    Benchmark blend;
    for (const Row& row : rows_of("benchmarks.csv")) {
      blend.id = row.at("benchmark");
      blend.rebalance = parse_rebalance(row.at("rebalance"));
      blend.components.push_back({row.at("component"), number(row.at("weight")), date(row.at("from")), 0});
    }
    book.benchmarks.push_back(blend);
    for (const Row& row : rows_of("transactions.csv")) add_transaction(row);
    book_.sort();
  }

  void add_transaction(const Row& row) {
    if (row.at("portfolio") != "main") return;
    ids_.push_back(row.at("id"));
    const bool exchange = row.at("type") == "exchange";
    Transaction& t = book_.add(*parse_transaction_type(row.at("type")), date(row.at("date")), ids_.back(),
                               exchange ? SecurityIndex() : book_.book().find_security(row.at("security")));
    if (!row.at("currency").empty()) t.currency = currency(row.at("currency"));
    if (exchange) t.bought_currency = currency(row.at("security"));
    t.quantity = number_or_zero(row.at("quantity"));
    t.has_amount = !row.at("amount").empty();
    t.amount = t.has_amount ? number(row.at("amount")) : t.quantity * number_or_zero(row.at("price"));
    t.fees = number_or_zero(row.at("fees"));
    t.taxes = number_or_zero(row.at("taxes"));
    t.ratio = number_or_zero(row.at("ratio"));
  }

  double blend_return(const char* from, const char* to) {
    const MarketData market(book_.book(), Policy{});
    const auto growth = benchmark_growth(book_.book(), market, "us-tech-blend", currency("EUR"), {date(from), date(to)},
                                         Rebalance::daily);
    return benchmark_return(growth.value(), date(from), date(to)).rate.value();
  }

  std::deque<std::string> ids_;
  test::SmallBook book_;
};

TEST_F(ExampleBook, benchmark_agrees_with_an_independent_reading) {
  EXPECT_NEAR(blend_return("2005-01-02", "2013-03-01"), 3.5343809401440702, 1e-13);
  EXPECT_NEAR(blend_return("2006-02-14", "2009-11-20"), 0.5250383368118174, 1e-14);
}

TEST_F(ExampleBook, costs_agree_with_an_independent_reading) {
  const MarketData market(book_.book(), Policy{});
  const auto ledger =
      open_lots(book_.book(), market, PortfolioIndex{0}, currency("EUR"), LotMethod::fifo, date("2013-03-01"));
  const std::vector<std::pair<std::string, std::string>> expected = {{"AAPL", "208 16090.59114337568058076225"},
                                                                     {"GOOG", "51 13724.56692001591723040191"},
                                                                     {"IBM", "75 7853.62715091824950275716"},
                                                                     {"MSFT", "600 11454.46499448436065311948"}};
  std::vector<std::pair<std::string, std::string>> found;
  for (const OpenPosition& position : ledger.value().open) {
    found.emplace_back(book_.book().securities[position.security.at()].id,
                       position.quantity.to_string() + " " + position.cost.value.rounded(20).to_string());
  }
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace dietz
