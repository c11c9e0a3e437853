#include "importer/book_reader.hpp"

#include "support/family_count.hpp"
#include "support/json.hpp"
#include "support/memory_files.hpp"
#include "support/shared.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dietz {
namespace {

using Texts = std::map<std::string, std::string>;
using testing::ElementsAre;

Date day(std::string_view text) { return *Date::parse(text); }

/// Reads the files of a book on 1 July 2025.
Result<Book> read(const Texts& texts, std::string_view known_at = "") {
  Texts in_folder;
  for (const auto& [name, text] : texts) in_folder["b/" + name] = text;
  test::MemoryFiles files(in_folder);
  BookReading reading{day("2025-07-01")};
  if (!known_at.empty()) reading.known_at = *Instant::parse(known_at);
  return read_book(files, "b", reading);
}

const std::string portfolios = "id,name,currency\np,Main,EUR\n";
const std::string securities = "id,name,type,currency\nAAPL,Apple,equity,USD\nSAP,SAP,equity,EUR\n";
const std::string columns = "id,portfolio,date,type,security,quantity,price,amount,currency,fees,taxes,ratio\n";

std::string rows(const std::string& text) { return columns + text; }

Texts with_transactions(const std::string& text) {
  return {{"portfolios.csv", portfolios}, {"securities.csv", securities}, {"transactions.csv", text}};
}

std::string print(const Problem& p) {
  return p.origin.file + ":" + std::to_string(p.origin.line) + ": " +
         (p.origin.column.empty() ? "" : p.origin.column + ": ") + p.message;
}

std::vector<std::string> problems_of(const Result<Book>& result) {
  std::vector<std::string> lines;
  if (!result.ok()) {
    for (const Problem& p : result.error().problems) lines.push_back(print(p));
  }
  return lines;
}

std::vector<std::string> notes_of(const Book& book) {
  std::vector<std::string> lines;
  for (const Finding& f : book.notes) lines.push_back(f.code + ": " + f.message);
  return lines;
}

struct BadBook {
  std::string name;
  Texts texts;
  std::vector<std::string> problems;
};

TEST(BookReader, tells_what_is_wrong_with_a_transaction) {
  const std::string t = "b/transactions.csv:2: ";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {",p,2024-01-02,deposit,,,,1,,,,", "id: is empty: an id is needed"},
      {" x,p,2024-01-02,deposit,,,,1,,,,", "id: ' x' is no id: an id stands on one line, without blanks around it"},
      {"x,,2024-01-02,deposit,,,,1,,,,", "portfolio: is empty: an id is needed"},
      {"x,q,2024-01-02,deposit,,,,1,,,,", "portfolio: portfolio 'q' is not in portfolios.csv"},
      {"x,p,2024-02-30,deposit,,,,1,,,,", "date: '2024-02-30' is not a date YYYY-MM-DD"},
      {"x,p,2025-07-03,deposit,,,,1,,,,", "date: 2025-07-03 lies in the future"},
      {"x,p,2024-01-02,depsoit,,,,1,,,,",
       "type: 'depsoit' is none of deposit, withdrawal, buy, sell, short, cover, dividend, interest, fee, tax, "
       "transfer_in, transfer_out, exchange, split, stock_dividend, spin_off, merger, return_of_capital or adjustment; "
       "did you mean 'deposit'?"},
      {"x,p,2024-01-02,deposit,,,,1.2.3,,,,", "amount: '1.2.3' is not a number such as 1234.56"},
      {"x,p,2024-01-02,deposit,,,,-1,,,,",
       "amount: '-1' is negative: amounts are positive, the type gives the direction"},
      {"x,p,2024-01-02,deposit,,,,,,,,", "amount: is empty: a deposit needs an amount, or quantity and price"},
      {"x,p,2024-01-02,deposit,,,,1,EURO,,,", "currency: 'EURO' is not a currency of ISO 4217, such as EUR"},
      {"x,p,2024-01-02,deposit,SAP,,,1,,,,",
       "security: a deposit moves cash only: a security comes or goes as transfer_in, transfer_out"},
      {"x,p,2024-01-02,buy,,1,1,,,,,", "security: is empty: a buy needs a security"},
      {"x,p,2024-01-02,buy,SPA,1,1,,,,,",
       "security: security 'SPA' is neither in securities.csv nor in prices.csv; did you mean 'SAP'?"},
      {"x,p,2024-01-02,buy,SAP,,1,5,,,,", "quantity: is empty: a buy needs a quantity"},
      {"x,p,2024-01-02,buy,SAP,0,1,5,,,,", "quantity: must be more than 0"},
      {"x,p,2024-01-02,sell,SAP,-3,1,5,,,,",
       "quantity: '-3' is negative: amounts are positive, the type gives the direction"},
      {"x,p,2024-01-02,buy,SAP,1,-1,5,,,,",
       "price: '-1' is negative: amounts are positive, the type gives the direction"},
      {"x,p,2024-01-02,buy,SAP,1,,,,,,", "amount: is empty: a buy needs an amount, or quantity and price"},
      {"x,p,2024-01-02,buy,SAP,1,1,,,-1,,",
       "fees: '-1' is negative: amounts are positive, the type gives the direction"},
      {"x,p,2024-01-02,buy,SAP,1,1,,,,-1,",
       "taxes: '-1' is negative: amounts are positive, the type gives the direction"},
      {"x,p,2024-01-02,buy,SAP,12345678901234567890,12345678901234567890,,,,,",
       "amount: quantity × price has more than 38 digits: give the amount"},
      {"x,p,2024-01-02,split,SAP,,,,,,,", "ratio: is empty: a split needs a ratio, the new shares for one old"},
      {"x,p,2024-01-02,split,SAP,,,,,,,0", "ratio: must be more than 0"},
      {"x,p,2024-01-02,split,SAP,,,,,,,-2", "ratio: must be more than 0"},
      {"x,p,2024-01-02,split,SAP,,,,,3,,2", "fees: a split has no costs: book them as a fee or tax"},
      {"x,p,2024-01-02,split,,,,,,,,2", "security: is empty: a split needs a security"},
      {"x,p,2024-01-02,stock_dividend,SAP,,,,,,,", "quantity: is empty: a stock_dividend needs a quantity"},
      {"x,p,2024-01-02,exchange,,5,,4,EUR,,,", "security: is empty: an exchange names the currency it gets here"},
      {"x,p,2024-01-02,exchange,SAP,5,,4,EUR,,,", "security: 'SAP' is not a currency of ISO 4217, such as EUR"},
      {"x,p,2024-01-02,exchange,EUR,5,,4,EUR,,,", "security: an exchange of EUR into itself"},
      {"x,p,2024-01-02,exchange,USD,,,4,EUR,,,", "quantity: is empty: an exchange needs a quantity"},
      {"x,p,2024-01-02,transfer_in,,,,,,,,", "amount: is empty: a transfer_in needs an amount, or quantity and price"},
      {"x,p,2024-01-02,transfer_out,SAP,,,,,,,", "quantity: is empty: a transfer_out needs a quantity"},
      {"x,p,2024-01-02,adjustment,,,,,,,,", "amount: is empty: an adjustment needs an amount, or quantity and price"},
      {"x,p,2024-01-02,deposit,,,,1,,,", "the row has 11 cells, the header 12 columns"},
      {"x,p,2024-01-02,dep\"osit,,,,1,,,,",
       "stray quote: a cell with a quote in it must be quoted as a whole, the quote doubled"},
      {std::string(70'000, 'x') + ",p,2024-01-02,deposit,,,,1,,,,",
       "field size: a field of 70000 bytes, 65536 are allowed"},
      {std::string(201, 'x') + ",p,2024-01-02,deposit,,,,1,,,,",
       "id: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'… (201 bytes) is longer than 200 bytes"},
  };
  for (const auto& [row, problem] : cases) {
    SCOPED_TRACE(row.substr(0, 100));
    EXPECT_THAT(problems_of(read(with_transactions(rows(row + "\n")))), ElementsAre(t + problem));
  }
}

TEST(BookReader, tells_what_is_wrong_with_a_spin_off_or_a_merger) {
  const std::string header =
      "id,portfolio,date,type,security,new_security,quantity,ratio,amount,cost_share,price,fees\n";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"spin_off,SAP,SAP,,1,,,,", "new_security: is the old security itself"},
      {"spin_off,SAP,,,,,,,",
       "quantity: is empty: a spin_off without a new_security needs a quantity, the units of security that come"},
      {"spin_off,SAP,AAPL,,,,,,",
       "ratio: a spin_off needs either a quantity, the new units, or a ratio, the new units for one old"},
      {"merger,SAP,AAPL,1,1,,,,",
       "ratio: a merger needs either a quantity, the new units, or a ratio, the new units for one old"},
      {"spin_off,SAP,AAPL,0,,,,,", "quantity: must be more than 0"},
      {"spin_off,SAP,AAPL,,0,,,,", "ratio: must be more than 0"},
      {"spin_off,SAP,AAPL,1,,5,,,", "amount: a spin_off has none: cash for fractions is a sell of them"},
      {"spin_off,SAP,AAPL,1,,,1.5,,", "cost_share: must lie between 0 and 1"},
      {"spin_off,SAP,AAPL,1,,,-0.5,,", "cost_share: must lie between 0 and 1"},
      {"merger,SAP,AAPL,1,,,0.5,,", "cost_share: only a spin_off shares out cost"},
      {"spin_off,SAP,AAPL,1,,,,7,", "price: a spin_off has no price"},
      {"spin_off,SAP,AAPL,1,,,,,2", "fees: a spin_off has no costs: book them as a fee or tax"},
      {"merger,SAP,,,,,,,",
       "new_security: is empty: a merger names the security that its holders get, or an amount of cash"},
      {"merger,SAP,,,2,5,,,", "ratio: is for new units of a new_security, and none is named"},
      {"merger,SAP,,3,,5,,,",
       "quantity: a merger gives up all that is held: a quantity counts new units, and no new_security is named"},
      {"merger,SAP,APPL,,2,,,,",
       "new_security: security 'APPL' is neither in securities.csv nor in prices.csv; did you mean 'AAPL'?"},
      {"split,SAP,AAPL,,2,,,,", "new_security: only a spin_off or a merger gives a new security"},
  };
  for (const auto& [row, problem] : cases) {
    SCOPED_TRACE(row);
    EXPECT_THAT(problems_of(read(with_transactions(header + "x,p,2024-01-02," + row + "\n"))),
                ElementsAre("b/transactions.csv:2: " + problem));
  }
}

TEST(BookReader, reads_spin_offs_and_mergers) {
  const auto book =
      read(with_transactions("id,portfolio,date,type,security,new_security,quantity,ratio,amount,cost_share\n"
                             "1,p,2024-01-02,spin_off,SAP,AAPL,,0.5,,0.2\n2,p,2024-01-03,spin_off,SAP,,4,,,\n3,p,2024-"
                             "01-04,merger,SAP,,,,70,\n"));
  ASSERT_TRUE(book.ok());
  const auto& all = book->transactions;
  EXPECT_EQ(book->securities[all[0].new_security.at()].id, "AAPL");
  EXPECT_EQ(all[0].price.to_string(), "0.2");
  EXPECT_FALSE(all[0].has_amount);
  EXPECT_TRUE(all[1].new_security.is_none());
  EXPECT_EQ(all[2].amount.to_string(), "70");
}

TEST(BookReader, tells_what_is_wrong_with_a_version_or_a_time) {
  const std::string header = "id,portfolio,date,type,amount,time,fx_rate,recorded_at\n";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"x,p,2024-01-02,deposit,1,4 pm,,", "time: '4 pm' is not a time such as 16:30 or 16:30:15.250"},
      {"x,p,2024-01-02,deposit,1,24:00,,", "time: '24:00' is not a time such as 16:30 or 16:30:15.250"},
      {"x,p,2024-01-02,deposit,1,12:00:00.,,", "time: '12:00:00.' is not a time such as 16:30 or 16:30:15.250"},
      {"x,p,2024-01-02,deposit,1,,0,", "fx_rate: must be more than 0"},
      {"x,p,2024-01-02,deposit,1,,-2,", "fx_rate: '-2' is negative"},
      {"x,p,2024-01-02,deposit,1,,,noon", "recorded_at: 'noon' is not an instant such as 2026-01-31T17:00:00Z"},
  };
  for (const auto& [row, problem] : cases) {
    SCOPED_TRACE(row);
    EXPECT_THAT(problems_of(read(with_transactions(header + row + "\n"))),
                ElementsAre("b/transactions.csv:2: " + problem));
  }
}

TEST(BookReader, tells_what_is_wrong_with_the_other_files) {
  const std::string deposit = rows("x,p,2024-01-02,deposit,,,,1,,,,\n");
  const Texts good = with_transactions(deposit);
  const auto and_file = [&good](const std::string& name, const std::string& text) {
    Texts texts = good;
    texts[name] = text;
    return texts;
  };
  const std::vector<BadBook> cases = {
      {"no such folder", {}, {"b:0: no such folder"}},
      {"nothing to read",
       {{"prices.csv", "security,date,close\n"}},
       {"b:0: neither transactions.csv nor valuations.csv is in this folder"}},
      {"empty file", {{"transactions.csv", ""}}, {"b/transactions.csv:1: the file is empty: a header line is needed"}},
      {"a folder in a file's place",
       {{"transactions.csv/x", ""}},
       {"b/transactions.csv:0: is a directory, not a file"}},
      {"unknown column",
       {{"transactions.csv", "id,portfolio,date,type,pirce\n"}},
       {"b/transactions.csv:1: header: unknown column 'pirce'; did you mean 'price'?"}},
      {"missing column",
       {{"transactions.csv", "id,portfolio,date\n"}},
       {"b/transactions.csv:1: header: column 'type' is missing"}},
      {"portfolio twice",
       and_file("portfolios.csv", "id,name,currency\np,A,EUR\np,B,EUR\n"),
       {"b/portfolios.csv:3: id: 'p' stands on line 2 already"}},
      {"portfolio without currency",
       and_file("portfolios.csv", "id,name,currency\np,A,\n"),
       {"b/portfolios.csv:2: currency: is empty: a currency such as EUR is needed",
        "b/transactions.csv:2: portfolio: portfolio 'p' is not in portfolios.csv"}},
      {"bad inception",
       and_file("portfolios.csv", "id,name,currency,inception\np,A,EUR,2024\n"),
       {"b/portfolios.csv:2: inception: '2024' is not a date YYYY-MM-DD"}},
      {"unknown benchmark",
       and_file("portfolios.csv", "id,name,currency,benchmark\np,A,EUR,DAX\n"),
       {"b/portfolios.csv:2: benchmark: 'DAX' is neither a benchmark nor a security of the book"}},
      {"security twice",
       and_file("securities.csv", "id,name,type,currency\nA,,,EUR\nA,,,EUR\n"),
       {"b/securities.csv:3: id: 'A' stands on line 2 already"}},
      {"security's currency",
       and_file("securities.csv", "id,name,type,currency\nA,,,GBX\n"),
       {"b/securities.csv:2: currency: 'GBX' is not a currency of ISO 4217, such as EUR"}},
      {"negative price",
       and_file("prices.csv", "security,date,close\nSAP,2024-01-02,-1\n"),
       {"b/prices.csv:2: close: the price '-1' is negative"}},
      {"no price",
       and_file("prices.csv", "security,date,close\nSAP,2024-01-02,\n"),
       {"b/prices.csv:2: close: is empty: a number is needed"}},
      {"future price",
       and_file("prices.csv", "security,date,close\nSAP,2026-01-02,1\n"),
       {"b/prices.csv:2: date: 2026-01-02 lies in the future"}},
      {"adjustment",
       and_file("prices.csv", "security,date,close,adjustment\nSAP,2024-01-02,1,none\n"),
       {"b/prices.csv:2: adjustment: 'none' is none of raw, split_adjusted or fully_adjusted"}},
      {"two adjustments",
       and_file("prices.csv",
                "security,date,close,adjustment\nSAP,2024-01-02,1,raw\nSAP,2024-01-03,1,split_adjusted\n"),
       {"b/prices.csv:3: adjustment: differs from the other prices of this security"}},
      {"two price currencies",
       and_file("prices.csv", "security,date,close,currency\nSAP,2024-01-02,1,\nSAP,2024-01-03,1,USD\n"),
       {"b/prices.csv:3: currency: differs from the other prices of this security"}},
      {"two prices of a day",
       and_file("prices.csv", "security,date,close\nSAP,2024-01-02,1\nAAPL,2024-01-02,1\nSAP,2024-01-02,2\n"),
       {"b/prices.csv:4: a second price of 'SAP' on 2024-01-02; the first stands on line 2"}},
      {"rate 0",
       and_file("fx.csv", "base,quote,date,rate\nEUR,USD,2024-01-02,0\n"),
       {"b/fx.csv:2: rate: the rate must be more than 0"}},
      {"rate to itself",
       and_file("fx.csv", "base,quote,date,rate\nEUR,EUR,2024-01-02,1\n"),
       {"b/fx.csv:2: quote: base and quote are both EUR"}},
      {"unknown fx currency",
       and_file("fx.csv", "base,quote,date,rate\nEUR,ABC,2024-01-02,1\n"),
       {"b/fx.csv:2: quote: 'ABC' is not a currency of ISO 4217, such as EUR"}},
      {"two rates of a day",
       and_file("fx.csv", "base,quote,date,rate\nEUR,USD,2024-01-02,1\nEUR,USD,2024-01-02,2\n"),
       {"b/fx.csv:3: a second rate EUR-USD on 2024-01-02; the first stands on line 2"}},
      {"two valuations of a day",
       and_file("valuations.csv", "portfolio,date,value\np,2024-01-02,1\np,2024-01-02,2\n"),
       {"b/valuations.csv:3: a second valuation of 'p' on 2024-01-02; the first stands on line 2"}},
      {"valuation of a stranger",
       and_file("valuations.csv", "portfolio,date,value\nzz,2024-01-02,1\n"),
       {"b/valuations.csv:2: portfolio: portfolio 'zz' is not in portfolios.csv"}},
      {"benchmark of nothing",
       and_file("benchmarks.csv", "benchmark,component,weight\nb,XYZ,1\n"),
       {"b/benchmarks.csv:2: component: 'XYZ' is neither a security nor a benchmark of the book"}},
      {"benchmark of itself",
       and_file("benchmarks.csv", "benchmark,component,weight\nb,c,1\nc,b,1\n"),
       {"b/benchmarks.csv:2: component: benchmark 'b' holds itself"}},
      {"component twice",
       and_file("benchmarks.csv", "benchmark,component,weight\nb,SAP,1\nb,SAP,1\n"),
       {"b/benchmarks.csv:3: component: 'SAP' stands on line 2 already, with a weight from the same day"}},
      {"rebalancing",
       and_file("benchmarks.csv", "benchmark,component,weight,rebalance\nb,SAP,1,weekly\n"),
       {"b/benchmarks.csv:2: rebalance: 'weekly' is none of daily, monthly, quarterly or none"}},
      {"two ways to rebalance",
       and_file("benchmarks.csv", "benchmark,component,weight,rebalance\nb,SAP,0.5,daily\nb,AAPL,0.5,none\n"),
       {"b/benchmarks.csv:3: rebalance: differs from the other rows of this benchmark"}},
      {"policy",
       and_file("policy.toml", "flow_timing = \"end\"\nflow_timng = 3\n"),
       {"b/policy.toml:2: unknown key 'flow_timng'; did you mean 'flow_timing'?"}},
  };
  for (const BadBook& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(problems_of(read(c.texts)), c.problems);
  }
}

TEST(BookReader, tells_the_problems_of_all_files_in_one_go) {
  Texts texts = with_transactions(rows("x,p,2024-01-02,deposit,,,,a,,,,\ny,p,2024-01-02,deposit,,,,b,,,,\n"));
  texts["fx.csv"] = "base,quote,date,rate\nEUR,USD,2024-01-02,0\n";
  EXPECT_EQ(problems_of(read(texts)).size(), 3U);
}

class ForbiddenFiles : public test::MemoryFiles {
 public:
  using TextFiles::TextFiles;
  Result<std::shared_ptr<const FileText>> read(const std::string& path) override {
    if (path == "b/fx.csv") return Error{ErrorKind::invalid, {{{path, 0, {}}, "no permission to read it"}}};
    return TextFiles::read(path);
  }
};

TEST(BookReader, an_optional_file_that_can_not_be_read_is_an_error) {
  ForbiddenFiles files(Texts{{"b/transactions.csv", rows("")}});
  EXPECT_THAT(problems_of(read_book(files, "b", {day("2025-07-01")})),
              ElementsAre("b/fx.csv:0: no permission to read it"));
  test::MemoryFiles no_folder(Texts{{"b", "text"}});
  EXPECT_THAT(problems_of(read_book(no_folder, "b", {day("2025-07-01")})),
              ElementsAre("b:0: is a file: a book is a folder of CSV files"));
}

TEST(BookReader, reads_every_field) {
  Texts texts = with_transactions(
      "time,id,portfolio,date,type,security,quantity,price,amount,currency,fees,taxes,lot,note\n"
      "16:30:15.250,x,p,2024-01-02,buy,AAPL,2,150.25,300.51,,1.5,0.5,L1,\"a \"\"note\"\"\"\n");
  texts["prices.csv"] =
      "close,date,security,adjustment\n2,2024-01-03,AAPL,split_adjusted\n1,2024-01-02,AAPL,split_adjusted\n";
  texts["fx.csv"] = "base,quote,date,rate\nEUR,USD,2024-01-03,1.2\nEUR,USD,2024-01-02,1.1\n";
  texts["valuations.csv"] = "portfolio,date,value\np,2024-01-03,-2\np,2024-01-02,1\n";
  texts["benchmarks.csv"] =
      "benchmark,component,weight,from,rebalance\nb,SAP,0.4,2024-01-01,none\nb,AAPL,0.6,2024-01-01,\n";
  texts["policy.toml"] = "stale_after_days = 3\n";
  const auto book = read(texts);
  ASSERT_TRUE(book.ok()) << problems_of(book)[0];
  const Transaction& t = book->transactions.at(0);
  EXPECT_EQ(t.id, "x");
  EXPECT_EQ(t.lot, "L1");
  EXPECT_EQ(t.time, ((16U * 60 + 30) * 60 + 15) * 1000 + 250);
  EXPECT_EQ(t.currency.code(), "USD");
  EXPECT_EQ(t.amount, Decimal::parse("300.51"));
  EXPECT_EQ(t.fees, Decimal::parse("1.5"));
  EXPECT_EQ(t.taxes, Decimal::parse("0.5"));
  EXPECT_EQ(t.line, 2U);
  EXPECT_TRUE(t.has_amount && t.has_price && t.has_quantity);
  const PriceSeries& prices = book->prices.at(book->find_security("AAPL").at());
  EXPECT_EQ(prices.adjustment, Adjustment::split_adjusted);
  EXPECT_EQ(prices.currency.code(), "USD");
  ASSERT_EQ(prices.closes.size(), 2U);
  EXPECT_EQ(prices.closes[0].date, day("2024-01-02"));
  EXPECT_EQ(prices.closes[0].line, 3U);
  EXPECT_EQ(book->fx.at(0).rates.at(1).rate, Decimal::parse("1.2"));
  EXPECT_EQ(book->valuations.at(1).value, Decimal(-2));
  EXPECT_EQ(book->benchmarks.at(0).components.at(0).id, "AAPL");
  EXPECT_EQ(book->benchmarks.at(0).rebalance, Rebalance::none);
  EXPECT_EQ(book->policy.stale_after_days, 3);
  EXPECT_TRUE(book->notes.empty());
}

TEST(BookReader, an_amount_left_out_is_quantity_times_price) {
  const auto book = read(with_transactions(
      "id,portfolio,date,type,security,quantity,price,amount,currency,fx_rate\n"
      "a,p,2024-01-02,buy,SAP,3,1.5,,,\nb,p,2024-01-03,buy,AAPL,3,2,,EUR,0.5\nc,p,2024-01-04,buy,SAP,3,2,7,,\n"));
  ASSERT_TRUE(book.ok());
  EXPECT_EQ(book->transactions[0].amount, Decimal::parse("4.5"));
  EXPECT_FALSE(book->transactions[0].has_amount);
  EXPECT_EQ(book->transactions[1].amount, Decimal(3));
  EXPECT_EQ(book->transactions[2].amount, Decimal(7));
}

TEST(BookReader, a_currency_left_out_is_the_securitys_else_the_portfolios) {
  const auto book = read(with_transactions(rows(
      "a,p,2024-01-02,deposit,,,,5,,,,\nb,p,2024-01-03,buy,AAPL,3,2,,,,,\nc,p,2024-01-04,buy,AAPL,3,2,,EUR,,,\n")));
  ASSERT_TRUE(book.ok());
  EXPECT_EQ(book->transactions[0].currency.code(), "EUR");
  EXPECT_EQ(book->transactions[1].currency.code(), "USD");
  EXPECT_EQ(book->transactions[2].currency.code(), "EUR");
}

TEST(BookReader, portfolios_and_securities_are_derived_and_that_is_said) {
  Texts texts = {{"transactions.csv", rows("b,q,2024-01-03,buy,AAPL,3,2,,USD,,,\na,p,2024-01-02,deposit,,,,5,CHF,,,\n"
                                           "c,q,2024-01-04,deposit,,,,5,EUR,,,\n")},
                 {"prices.csv", "security,date,close,currency\nSAP,2024-01-02,1,EUR\n"}};
  const auto book = read(texts);
  ASSERT_TRUE(book.ok());
  EXPECT_EQ(book->portfolios[book->find_portfolio("p").at()].currency.code(), "CHF");
  EXPECT_EQ(book->portfolios[book->find_portfolio("q").at()].currency.code(), "EUR");
  EXPECT_EQ(book->securities[book->find_security("AAPL").at()].currency.code(), "USD");
  EXPECT_EQ(book->securities[book->find_security("SAP").at()].currency.code(), "EUR");
  EXPECT_THAT(
      notes_of(*book),
      ElementsAre("derived_portfolios: no portfolios.csv: derived from the bookings: q (EUR), p (CHF)",
                  "derived_securities: no securities.csv: derived from bookings and prices: SAP (EUR), AAPL (USD)"));
  EXPECT_FALSE(book->notes[0].is_error_like);
}

TEST(BookReader, valuations_alone_are_a_book) {
  const auto book = read({{"valuations.csv", "portfolio,date,value\np,2024-01-02,1\n"}});
  ASSERT_TRUE(book.ok());
  EXPECT_TRUE(book->portfolios.at(0).currency.is_none());
  EXPECT_THAT(notes_of(*book),
              ElementsAre("derived_portfolios: no portfolios.csv: derived from the bookings: p (no currency)"));
}

TEST(BookReader, a_priced_security_may_be_missing_from_securities) {
  Texts texts = with_transactions(rows("b,p,2024-01-03,buy,MSFT,3,2,,,,,\n"));
  texts["prices.csv"] = "security,date,close,currency\nMSFT,2024-01-02,1,USD\n";
  const auto book = read(texts);
  ASSERT_TRUE(book.ok());
  EXPECT_EQ(book->transactions[0].currency.code(), "USD");
  EXPECT_THAT(notes_of(*book),
              ElementsAre("derived_security: security 'MSFT' is not in securities.csv: derived from its prices"));
}

TEST(BookReader, the_same_row_twice_counts_once_and_is_found) {
  const auto book =
      read(with_transactions(rows("a,p,2024-01-02,deposit,,,,5,,,,\na,p,2024-01-02,deposit,,,,5.00,,,,\n")));
  ASSERT_TRUE(book.ok());
  EXPECT_EQ(book->transactions.size(), 1U);
  ASSERT_EQ(book->notes.size(), 1U);
  EXPECT_EQ(book->notes[0].code, "duplicate_row");
  EXPECT_EQ(book->notes[0].row.line, 3U);
  EXPECT_TRUE(book->notes[0].is_error_like);
}

TEST(BookReader, one_id_for_two_bookings_is_an_error) {
  EXPECT_THAT(
      problems_of(read(with_transactions(rows("a,p,2024-01-02,deposit,,,,5,,,,\na,p,2024-01-02,deposit,,,,6,,,,\n")))),
      ElementsAre("b/transactions.csv:3: id: transaction 'a' stands on line 2 already and says something else"));
}

std::string amounts(const Book& book) {
  std::string text;
  for (const Transaction& t : book.transactions) text += std::string(t.id) + "=" + t.amount.to_string() + " ";
  return text;
}

TEST(BookReader, the_version_recorded_last_before_known_at_counts) {
  const Texts texts = with_transactions(
      "id,portfolio,date,type,amount,recorded_at\n"
      "a,p,2024-01-02,deposit,3,2024-03-01\na,p,2024-01-02,deposit,1,\na,p,2024-01-02,deposit,2,2024-02-01T12:00:00Z\n"
      "b,p,2024-01-05,deposit,9,2024-02-15\n");
  EXPECT_EQ(amounts(*read(texts)), "a=3 b=9 ");
  EXPECT_EQ(amounts(*read(texts, "2024-02-20")), "a=2 b=9 ");
  EXPECT_EQ(amounts(*read(texts, "2024-02-01T12:00:00Z")), "a=2 ");
  EXPECT_EQ(amounts(*read(texts, "2024-02-01T11:59:59Z")), "a=1 ");
}

TEST(BookReader, two_versions_of_one_moment_are_an_error) {
  EXPECT_EQ(
      problems_of(read(with_transactions("id,portfolio,date,type,amount,recorded_at\n"
                                         "a,p,2024-01-02,deposit,3,2024-03-01\na,p,2024-01-02,deposit,1,2024-03-01\n")))
          .size(),
      1U);
}

TEST(BookReader, prices_and_rates_have_versions_too) {
  Texts texts = with_transactions(rows(""));
  texts["prices.csv"] =
      "security,date,close,recorded_at\nSAP,2024-01-02,2,2024-02-01\nSAP,2024-01-02,1,\nSAP,2024-01-03,5,2024-02-01\n";
  texts["fx.csv"] = "base,quote,date,rate,recorded_at\nEUR,USD,2024-01-02,1.1,\nEUR,USD,2024-01-02,1.2,2024-02-01\n";
  const auto last = read(texts), early = read(texts, "2024-01-31");
  ASSERT_TRUE(last.ok() && early.ok());
  EXPECT_EQ(last->prices[1].closes.at(0).close, Decimal(2));
  EXPECT_EQ(last->prices[1].closes.size(), 2U);
  EXPECT_EQ(early->prices[1].closes.at(0).close, Decimal(1));
  EXPECT_EQ(early->prices[1].closes.size(), 1U);
  EXPECT_EQ(last->fx[0].rates.at(0).rate, Decimal::parse("1.2"));
  EXPECT_EQ(early->fx[0].rates.at(0).rate, Decimal::parse("1.1"));
}

TEST(BookReader, the_order_of_rows_does_not_matter) {
  const std::vector<std::string> lines = {"a,p,2024-01-02,deposit,,,,5,,,,\n", "b,p,2024-01-02,buy,SAP,1,2,,,,,\n",
                                          "c,p,2024-01-02,sell,SAP,1,2,,,,,\n", "d,p,2024-01-02,split,SAP,,,,,,,2\n",
                                          "e,p,2024-01-01,deposit,,,,5,,,,\n"};
  std::vector<std::size_t> order = {0, 1, 2, 3, 4};
  do {
    std::string text;
    for (const std::size_t i : order) text += lines[i];
    const auto book = read(with_transactions(rows(text)));
    ASSERT_TRUE(book.ok());
    std::string ids;
    for (const Transaction& t : book->transactions) ids += t.id;
    ASSERT_EQ(ids, "edabc");
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(BookReader, weights_that_are_not_one_are_found) {
  Texts texts = with_transactions(rows(""));
  texts["benchmarks.csv"] = "benchmark,component,weight,from\nb,SAP,0.4,2024-01-01\nb,AAPL,0.5,2024-01-01\n";
  const auto book = read(texts);
  ASSERT_TRUE(book.ok());
  EXPECT_THAT(notes_of(*book),
              ElementsAre("benchmark_weights: the weights of 'b' from 2024-01-01 add up to 0.9, not 1"));
}

TEST(BookReader, imports_the_example_book) {
  Texts texts;
  const std::filesystem::path folder = std::filesystem::path(DIETZ_SOURCE_DIR) / "examples/euro-investor";
  std::map<std::string, std::size_t> lines;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string text = test::read_text(entry.path());
    lines[entry.path().filename()] = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    texts[entry.path().filename()] = text;
  }
  const auto book = read(texts);
  ASSERT_TRUE(book.ok()) << problems_of(book)[0];
  EXPECT_EQ(book->portfolios.size(), 2U);
  EXPECT_EQ(book->securities.size(), 4U);
  EXPECT_EQ(book->transactions.size(), lines["transactions.csv"] - 1);
  EXPECT_EQ(book->fx.at(0).rates.size(), lines["fx.csv"] - 1);
  std::size_t closes = 0;
  for (const PriceSeries& series : book->prices) closes += series.closes.size();
  EXPECT_EQ(closes, lines["prices.csv"] - 1);
  EXPECT_EQ(book->policy.version, "example-1");
  EXPECT_THAT(notes_of(*book), ElementsAre());
}

std::string quoted(const std::string& text) {
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? "\"\"" : std::string(1, c);
  return cell + "\"";
}

TEST(BookReader, keeps_naughty_text_as_it_is_or_refuses_it) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("naughty-strings (names, ids, notes of a book)");
  const test::Json strings = test::read_json(test::read_text(test::shared_file("vectors/naughty-strings/blns.json")));
  for (const test::Json& c : strings.items) {
    const std::string cell = quoted(c.text);
    Texts texts =
        with_transactions("id,portfolio,date,type,amount,note\n" + cell + ",p,2024-01-02,deposit,1," + cell + "\n");
    texts["portfolios.csv"] = "id,name,currency\np," + cell + ",EUR\n";
    const auto book = read(texts);
    bool passed = false;
    if (book.ok()) {
      passed = book->transactions.at(0).id == c.text && book->portfolios.at(0).name == c.text;
    } else {
      const auto lines = problems_of(book);
      passed = !lines.empty() && std::all_of(lines.begin(), lines.end(), [](const std::string& line) {
        return line.starts_with("b/") && line.find('\n') == std::string::npos;
      });
    }
    EXPECT_TRUE(count.ran(passed)) << c.text;
  }
}

TEST(BookReader, a_long_chain_of_benchmarks_is_no_cycle) {
  Texts texts = with_transactions(rows(""));
  std::string text = "benchmark,component,weight\n";
  constexpr int length = 50'000;
  for (int i = 0; i < length; ++i) text += "b" + std::to_string(i) + ",b" + std::to_string(i + 1) + ",1\n";
  texts["benchmarks.csv"] = text + "b" + std::to_string(length) + ",SAP,1\n";
  EXPECT_TRUE(read(texts).ok());
  texts["benchmarks.csv"] = text + "b" + std::to_string(length) + ",b7,1\n";
  EXPECT_THAT(problems_of(read(texts)), ElementsAre("b/benchmarks.csv:9: component: benchmark 'b7' holds itself"));
}

TEST(BookReader, many_rows_with_an_unknown_id_are_told_quickly) {
  Texts texts = with_transactions(rows(""));
  for (int i = 0; i < 5'000; ++i) texts["securities.csv"] += "security-" + std::to_string(i) + ",,,EUR\n";
  for (int i = 0; i < 20'000; ++i)
    texts["transactions.csv"] += "t" + std::to_string(i) + ",p,2024-01-02,buy,secruity,1,1,,,,,\n";
  const auto lines = problems_of(read(texts));
  ASSERT_EQ(lines.size(), 20U);
  EXPECT_THAT(lines.back(), testing::EndsWith("(and 19980 more problems in this file)"));
}

}  // namespace
}  // namespace dietz
