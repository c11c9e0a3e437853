#include "support/command_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace dietz {
namespace {

using Texts = std::map<std::string, std::string>;
using testing::HasSubstr;

Outcome check(const Texts& texts, const std::string& format = "text") {
  Texts in_folder;
  for (const auto& [name, text] : texts) in_folder["b/" + name] = text;
  return test::run({"check", "b", "--format", format}, in_folder);
}

/// A book in which nothing is to be found: 1,000 EUR, 10 SAP at 20, priced every week.
struct Rows {
  std::string portfolios = "id,name,currency,inception\np,Main,EUR,2024-01-01\n";
  std::string transactions =
      "id,portfolio,date,type,security,quantity,price,amount,currency,ratio\n"
      "t1,p,2024-01-02,deposit,,,,1000,EUR,\n"
      "t2,p,2024-01-03,buy,SAP,10,20,200,EUR,\n";
  std::string securities = "id,name,type,currency\nSAP,SAP,equity,EUR\nAAPL,Apple,equity,USD\n";
  std::string prices = "security,date,close\nSAP,2024-01-03,20\nSAP,2024-01-10,21\n";
  std::string fx = "base,quote,date,rate\nEUR,USD,2024-01-03,1.1\n";
  std::string valuations, benchmarks;

  [[nodiscard]] Texts texts() const {
    Texts all{{"portfolios.csv", portfolios},
              {"transactions.csv", transactions},
              {"securities.csv", securities},
              {"prices.csv", prices},
              {"fx.csv", fx}};
    if (!valuations.empty()) all["valuations.csv"] = valuations;
    if (!benchmarks.empty()) all["benchmarks.csv"] = benchmarks;
    return all;
  }
};

TEST(Check, a_clean_book_has_no_findings) {
  const Outcome outcome = check(Rows().texts());
  EXPECT_EQ(outcome.exit, Exit::done) << outcome.notes;
  EXPECT_EQ(outcome.result, "nothing found\n");
}

struct Flaw {
  std::string Rows::*file;
  std::string rows;  ///< added to the clean book
  std::string finding;
};

TEST(Check, finds_each_flaw_with_its_row) {
  const auto t = &Rows::transactions;
  const auto p = &Rows::prices;
  const std::vector<Flaw> flaws = {
      {t, "t3,p,2024-01-04,transfer_in,AAPL,1,,,,\n",
       "transactions.csv:4: missing_price: security AAPL is held and has no price from 2024-01-04 to 2024-01-10"},
      {p, "SAP,2024-02-03,22\n",
       "prices.csv:3: stale_price: the price of SAP on 2024-01-10 is its last one; it is too old from 2024-01-21 to "
       "2024-02-02"},
      {p, "SAP,2024-01-11,0\n", "prices.csv:4: zero_price: price of SAP is 0"},
      {p, "SAP,2024-01-11,10.6\n",
       "prices.csv:4: split_like_jump: price of SAP falls like after a split 2:1 and none is booked (21 on 2024-01-10, "
       "10.6 on 2024-01-11)"},
      {p, "SAP,2024-01-11,208\n",
       "prices.csv:4: split_like_jump: price of SAP rises like after a split 1:10 and none is booked (21 on "
       "2024-01-10, "
       "208 on 2024-01-11)"},
      {p, "SAP,2024-01-11,14.1\n",
       "prices.csv:4: split_like_jump: price of SAP falls like after a split 3:2 and none is booked (21 on 2024-01-10, "
       "14.1 on 2024-01-11)"},
      {p, "SAP,2024-01-11,52\n",
       "prices.csv:4: split_like_jump: price of SAP rises like after a split 2:5 and none is booked (21 on "
       "2024-01-10, "
       "52 on 2024-01-11)"},
      {t, "t3,p,2024-01-09,split,SAP,,,,,2\n",
       "prices.csv:3: split_without_jump: price of SAP stays where it was over the booked split with ratio 2 (20 on "
       "2024-01-03, 21 on 2024-01-10)"},
      {t, "t3,p,2024-01-04,exchange,USD,110,,100,EUR,\nt4,p,2024-01-20,deposit,,,,1,EUR,\n",
       "fx.csv:2: fx_gap: no rate USD-EUR from 2024-01-14 to 2024-01-20; the last one is of 2024-01-03"},
      {t, "t3,p,2024-01-04,exchange,CHF,110,,100,EUR,\n",
       "transactions.csv:4: fx_gap: no rate CHF-EUR from 2024-01-04 to 2024-01-10"},
      {t, "t3,p,2024-01-04,sell,SAP,11,20,220,EUR,\n",
       "transactions.csv:4: negative_position: sell of 11 SAP with 10 held"},
      {t, "t3,p,2024-01-04,transfer_out,SAP,10.5,,,,\n",
       "transactions.csv:4: negative_position: transfer_out of 10.5 SAP with 10 held"},
      {t, "t3,p,2024-01-04,cover,SAP,1,20,20,EUR,\n",
       "transactions.csv:4: excess_cover: cover of 1 SAP with 0 sold short"},
      {t, "t3,p,2024-01-04,withdrawal,,,,800.01,EUR,\n",
       "transactions.csv:4: negative_cash: cash of p falls to -0.01 EUR at the close of 2024-01-04"},
      {t, "t3,p,2023-12-31,deposit,,,,1,EUR,\n",
       "transactions.csv:4: before_inception: booked on 2023-12-31, before the inception of p on 2024-01-01"},
      {&Rows::valuations, "portfolio,date,value\np,2023-12-31,0\n",
       "valuations.csv:2: before_inception: valued on 2023-12-31, before the inception of p on 2024-01-01"},
      {t, "t3,p,2024-01-04,sell,SAP,1,20,21,EUR,\n",
       "transactions.csv:4: amount_mismatch: the amount 21 is not 1 x 20 = 20"},
      {t, "t3,p,2024-01-03,buy,SAP,10,20,200,EUR,\n",
       "transactions.csv:4: possible_duplicate: the same booking as on line 3 under another id"},
      {t, "t2,p,2024-01-03,buy,SAP,10,20,200,EUR,\n",
       "transactions.csv:4: duplicate_row: transaction 't2' stands on line 3 already and says the same: counted once"},
      {&Rows::benchmarks, "benchmark,component,weight\nb,SAP,0.9\n",
       "benchmarks.csv:2: benchmark_weights: the weights of 'b' add up to 0.9, not 1"},
  };
  for (const Flaw& flaw : flaws) {
    SCOPED_TRACE(flaw.finding);
    Rows rows;
    rows.*flaw.file += flaw.rows;
    const Outcome outcome = check(rows.texts());
    EXPECT_EQ(outcome.exit, Exit::found) << outcome.notes;
    EXPECT_EQ(outcome.result, flaw.finding + "\n1 finding\n");
  }
}

TEST(Check, custodian_totals_need_one_on_each_flow_day) {
  const Texts texts = {
      {"portfolios.csv", "id,name,currency\np,Main,EUR\n"},
      {"valuations.csv", "portfolio,date,value\np,2024-01-02,100\np,2024-01-31,120\n"},
      {"transactions.csv", "id,portfolio,date,type,amount\nt1,p,2024-01-02,deposit,100\nt2,p,2024-01-15,deposit,5\n"}};
  EXPECT_EQ(
      check(texts).result,
      "transactions.csv:3: flow_without_valuation: deposit on 2024-01-15, a day without a total of p\n1 finding\n");
}

TEST(Check, one_total_is_too_few) {
  const Texts texts = {{"portfolios.csv", "id,name,currency\np,Main,EUR\n"},
                       {"valuations.csv", "portfolio,date,value\np,2024-01-02,100\n"}};
  EXPECT_EQ(check(texts).result,
            "valuations.csv:2: single_valuation: the only total of p: a return needs two\n1 finding\n");
}

TEST(Check, short_sales_and_their_covers_are_fine) {
  Rows rows;
  rows.transactions +=
      "t3,p,2024-01-04,sell,SAP,10,20,200,EUR,\nt4,p,2024-01-05,short,SAP,5,20,100,EUR,\nt5,p,2024-01-08,cover,SAP,5,"
      "20,100,EUR,\n";
  EXPECT_EQ(check(rows.texts()).result, "nothing found\n");
}

TEST(Check, a_booked_split_explains_the_jump) {
  Rows rows;
  rows.transactions += "t3,p,2024-01-11,split,SAP,,,,,2\n";
  rows.prices += "SAP,2024-01-11,10.4\n";
  EXPECT_EQ(check(rows.texts()).result, "nothing found\n");
}

TEST(Check, a_split_is_booked_in_each_portfolio_that_needs_it) {
  const auto check_with = [](const std::string& transactions, const std::string& benchmark = "") {
    Rows rows;
    rows.portfolios = "id,name,currency,benchmark\np,Main,EUR,\nq,Other,EUR," + benchmark + "\n";
    rows.transactions += "s,p,2024-01-10,split,SAP,,,,,2\n" + transactions;
    rows.prices = "security,date,close\nSAP,2024-01-03,20\nSAP,2024-01-10,10\n";
    return check(rows.texts()).result;
  };
  const std::string forgotten = ", doesn't book the split of SAP on 2024-01-10, ratio 2, that p books\n1 finding\n";
  const std::string bought = "u1,q,2024-01-03,deposit,,,,200,EUR,\nu2,q,2024-01-03,buy,SAP,10,20,200,EUR,\n";
  const std::string sold = "u3,q,2024-01-04,sell,SAP,10,20,200,EUR,\n";
  const std::string again = "u4,q,2024-01-10,buy,SAP,10,10,100,EUR,\n";
  EXPECT_EQ(check_with(bought), "transactions.csv:4: split_not_booked: q, which holds it" + forgotten);
  EXPECT_EQ(check_with(bought + sold), "nothing found\n");
  EXPECT_EQ(check_with(bought + sold + again),
            "transactions.csv:4: split_not_booked: q, which has held it" + forgotten);
  EXPECT_EQ(check_with("", "SAP"),
            "transactions.csv:4: split_not_booked: q, which has it in its benchmark" + forgotten);
  EXPECT_EQ(check_with(bought + "u5,q,2024-01-10,split,SAP,,,,,2\n", "SAP"), "nothing found\n");
}

TEST(Check, rounding_is_no_mismatch) {
  Rows rows;
  rows.transactions += "t3,p,2024-01-04,buy,SAP,3,6.67,20,EUR,\nt4,p,2024-01-04,sell,SAP,1,20.004,20.00,EUR,\n";
  EXPECT_EQ(check(rows.texts()).result, "nothing found\n");
}

TEST(Check, notes_do_not_count) {
  const Outcome outcome =
      check({{"transactions.csv", "id,portfolio,date,type,amount,currency\nt1,p,2024-01-02,deposit,1000,EUR\n"}});
  EXPECT_EQ(outcome.exit, Exit::done);
  EXPECT_EQ(outcome.result,
            "portfolios.csv: note: derived_portfolios: no portfolios.csv: derived from the bookings: p (EUR)\n"
            "nothing found\n");
}

TEST(Check, looks_at_what_was_known_at_a_time) {
  const Texts texts = {
      {"b/portfolios.csv", "id,name,currency\np,Main,EUR\n"},
      {"b/transactions.csv", "id,portfolio,date,type,amount,recorded_at\nt1,p,2024-01-02,withdrawal,5,2024-02-01\n"}};
  EXPECT_EQ(test::run({"check", "b"}, texts).exit, Exit::found);
  EXPECT_EQ(test::run({"check", "b", "--known-at", "2024-01-31"}, texts).result, "nothing found\n");
  EXPECT_EQ(test::run({"check", "b", "--known-at", "noon"}, texts).exit, Exit::usage);
}

TEST(Check, writes_json_and_csv) {
  Rows rows;
  rows.prices += "SAP,2024-01-11,0\n";
  EXPECT_EQ(check(rows.texts(), "json").result,
            "{\"count\":1,\"findings\":[{\"code\":\"zero_price\",\"file\":\"prices.csv\",\"line\":4,\"message\":"
            "\"price of SAP "
            "is 0\"}],\"notes\":[]}\n");
  EXPECT_EQ(check(rows.texts(), "csv").result,
            "severity,code,file,line,message\nfinding,zero_price,prices.csv,4,price of SAP is 0\n");
}

TEST(Check, bad_input_has_its_own_exit_code) {
  const Outcome outcome = check({{"transactions.csv", "id,portfolio,date,type\n1,p,2024-13-01,deposit\n"}});
  EXPECT_EQ(outcome.exit, Exit::bad_input);
  EXPECT_EQ(outcome.result, "");
  EXPECT_THAT(outcome.notes, HasSubstr("b/transactions.csv:2: date: '2024-13-01' is not a date YYYY-MM-DD\n"));
  EXPECT_EQ(test::run({"check"}).exit, Exit::usage);
  EXPECT_EQ(test::run({"check", "nowhere"}).exit, Exit::bad_input);
}

TEST(Check, the_example_book_is_clean) {
  Texts texts;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(DIETZ_SOURCE_DIR) / "examples/euro-investor")) {
    std::ifstream in(entry.path(), std::ios::binary);
    texts[entry.path().filename()] = std::string(std::istreambuf_iterator<char>(in), {});
  }
  const Outcome outcome = check(texts);
  EXPECT_EQ(outcome.result, "nothing found\n");
  EXPECT_EQ(outcome.exit, Exit::done);
}

}  // namespace
}  // namespace dietz
