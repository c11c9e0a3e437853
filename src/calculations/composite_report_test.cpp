#include "calculations/composite_report.hpp"

#include "support/small_book.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace dietz {
namespace {

using test::currency;
using test::date;
using test::number;

/// Portfolios known by totals at month ends of 2023 and 2024, all of them growing by the same factor a month.
class TotalsBook {
 public:
  TotalsBook& portfolio(const std::string& id, std::vector<std::string> values, std::string_view code = "EUR") {
    Portfolio added;
    added.id = id;
    added.currency = currency(code);
    book.portfolios.push_back(added);
    Date day = date("2022-12-31");
    for (const std::string& value : values) {
      if (!value.empty()) {
        book.valuations.push_back({PortfolioIndex{static_cast<std::uint32_t>(book.portfolios.size() - 1)}, day,
                                   static_cast<std::uint32_t>(book.valuations.size() + 2), number(value)});
      }
      day = (day + 1).month_end();
    }
    return *this;
  }
  TotalsBook& member(const std::string& id, std::string_view from = {}, std::string_view to = {},
                     std::string reason = {}, std::string group = "G") {
    GroupMembership row;
    row.group = std::move(group);
    row.portfolio = book.find_portfolio(id);
    if (!from.empty()) row.from = date(from);
    if (!to.empty()) row.to = date(to);
    row.reason = std::move(reason);
    book.groups.push_back(row);
    return *this;
  }
  CompositeTerms& terms(const std::string& composite = "G") {
    book.composites.emplace_back().composite = composite;
    return book.composites.back();
  }
  [[nodiscard]] CompositeReport report(std::optional<Date> to = {}) const {
    return composite_report(book, {"G", {}, to, {}, {}}).value();
  }

  Book book;
};

std::vector<std::string> breaches(const CompositeReport& report) {
  std::vector<std::string> lines;
  for (const RuleFinding& finding : report.findings) {
    if (finding.breach) lines.push_back(finding.rule + " " + finding.portfolio + " " + finding.date.to_string());
  }
  return lines;
}
std::vector<std::string> notes(const CompositeReport& report, const std::string& rule) {
  std::vector<std::string> lines;
  for (const RuleFinding& finding : report.findings) {
    if (!finding.breach && finding.rule == rule) lines.push_back(finding.portfolio + " " + finding.date.to_string());
  }
  return lines;
}

Rate figure(const std::vector<Figure>& figures, std::string_view name) {
  return std::find_if(figures.begin(), figures.end(), [name](const Figure& f) { return f.name == name; })->rate;
}

using Lines = std::vector<std::string>;

TEST(CompositeReport, weights_members_by_what_they_begin_with) {
  TotalsBook totals;
  totals.portfolio("a", {"100", "110"}).portfolio("b", {"300", "300"}).member("a").member("b");
  const CompositeReport report = totals.report();
  ASSERT_EQ(report.months.size(), 1U);
  EXPECT_NEAR(report.months[0].net.value(), 0.025, 1e-16);
  EXPECT_EQ(report.months[0].end_assets, number("410"));
  EXPECT_TRUE(breaches(report).empty());
}

TEST(CompositeReport, takes_in_for_whole_months_only) {
  TotalsBook totals;
  totals.portfolio("a", {"100", "110", "121", "133.1"}).portfolio("b", {"100", "120", "144", "172.8"});
  totals.member("a").member("b", "2023-01-15", "2023-02-28", "closed");
  const CompositeReport report = totals.report();
  ASSERT_EQ(report.months.size(), 3U);
  EXPECT_NEAR(report.months[0].net.value(), 0.1, 1e-15);
  EXPECT_EQ(report.months[0].exclusions[1], Exclusion::part_of_month);
  EXPECT_GT(report.months[1].net.value(), 0.11);
  EXPECT_EQ(report.months[2].exclusions[1], Exclusion::not_a_member);
  EXPECT_EQ(notes(report, "part_of_month"), (Lines{"b 2023-01-31"}));
  EXPECT_TRUE(breaches(report).empty());
}

TEST(CompositeReport, a_portfolio_that_leaves_or_switches_without_reason_breaks_a_rule) {
  TotalsBook totals;
  totals.portfolio("a", {"100", "110", "121", "133"}).portfolio("b", {"100", "120", "144", "172"});
  totals.portfolio("c", {"100", "120", "144", "172"});
  totals.member("a").member("b", {}, "2023-02-28").member("c", {}, "2023-01-31");
  totals.member("c", "2023-02-01", {}, {}, "H");
  totals.terms();
  totals.terms("H");
  EXPECT_EQ(breaches(totals.report()),
            (Lines{"switch_without_reason c 2023-01-31", "exit_without_reason b 2023-02-28"}));
}

TEST(CompositeReport, one_that_isnt_valued_at_a_months_end_breaks_a_rule_and_is_left_out) {
  TotalsBook totals;
  totals.portfolio("a", {"100", "110", "121"}).portfolio("b", {"100", "", "144"}).member("a").member("b");
  const CompositeReport report = totals.report();
  EXPECT_NEAR(report.months[0].net.value(), 0.1, 1e-15);
  EXPECT_EQ(breaches(report), (Lines{"monthly_valuation b 2023-01-31", "monthly_valuation b 2023-02-28"}));
}

TEST(CompositeReport, one_below_the_minimum_is_left_out_and_noted) {
  TotalsBook totals;
  totals.portfolio("a", {"100", "110", "121"}).portfolio("b", {"50", "60", "50"}).member("a").member("b");
  totals.terms().minimum_assets = number("60");
  const CompositeReport report = totals.report();
  EXPECT_EQ(report.months[0].members, 1U);
  EXPECT_EQ(report.months[1].members, 2U);
  EXPECT_EQ(notes(report, "minimum_assets"), (Lines{"b 2023-01-31"}));
}

TEST(CompositeReport, rules_hold_from_their_day_on_and_months_before_them_break_one) {
  TotalsBook totals;
  totals.portfolio("a", {"100", "110", "121"}).portfolio("b", {"50", "60", "50"}).member("a").member("b");
  CompositeTerms& terms = totals.terms();
  terms.minimum_assets = number("70");
  terms.from = date("2023-02-01");
  const CompositeReport report = totals.report();
  EXPECT_EQ(report.months[0].members, 2U);
  EXPECT_EQ(report.months[1].members, 1U);
  EXPECT_EQ(breaches(report), (Lines{"policy_in_advance  2023-02-01"}));
}

TEST(CompositeReport, a_month_without_members_breaks_the_record_and_is_not_linked_over) {
  TotalsBook totals;
  totals.portfolio("a", {"100", "110", "121", "133"});
  totals.member("a", {}, "2023-01-31", "rested").member("a", "2023-03-01");
  const CompositeReport report = totals.report();
  ASSERT_EQ(report.months.size(), 3U);
  EXPECT_EQ(figure(report.figures, "composite_return").reason(), Reason::insufficient_data);
  EXPECT_EQ(breaches(report), (Lines{"unbroken_history  2023-02-28"}));
}

TEST(CompositeReport, the_record_begins_with_the_first_member) {
  TotalsBook totals;
  totals.portfolio("a", {"100", "110", "121", "133.1"}).member("a", "2023-02-01");
  const CompositeReport report = totals.report();
  EXPECT_EQ(report.months.size(), 2U);
  EXPECT_NEAR(figure(report.figures, "composite_return").value(), 0.21, 1e-15);
  EXPECT_EQ(figure(report.figures, "composite_return_annualized").reason(), Reason::period_under_one_year);
}

TEST(CompositeReport, a_late_entry_breaks_the_composites_own_rule) {
  TotalsBook totals;
  totals.portfolio("a", {"100", "110", "121", "133"}).portfolio("b", {"100", "110", "121", "133"});
  totals.member("a").member("b", "2023-03-01");
  totals.terms().entry_months = 1;
  EXPECT_EQ(breaches(totals.report()), (Lines{"timely_entry b 2023-03-31"}));
}

TEST(CompositeReport, a_policy_that_annualises_less_than_a_year_or_weighs_flows_alike_breaks_a_rule) {
  TotalsBook totals;
  totals.portfolio("a", {"100", "110"}).member("a");
  totals.book.policy.annualize_under_one_year = true;
  totals.book.policy.twr_method = TwrMethod::simple_dietz;
  EXPECT_EQ(breaches(totals.report()),
            (Lines{"daily_weighted_flows  2023-01-31", "nothing_annualized_under_a_year  2023-01-31"}));
}

TEST(CompositeReport, a_large_flow_without_valuation_breaks_a_rule) {
  TotalsBook totals;
  totals.portfolio("a", {"100", "130"}).member("a");
  Transaction& deposit = totals.book.transactions.emplace_back();
  deposit.type = TransactionType::deposit;
  deposit.date = date("2023-01-10");
  deposit.id = "d";
  deposit.portfolio = PortfolioIndex{0};
  deposit.currency = currency("EUR");
  deposit.amount = number("20");
  deposit.has_amount = true;
  EXPECT_EQ(breaches(totals.report()), (Lines{"valued_at_large_flow a 2023-01-10"}));
}

TEST(CompositeReport, a_portfolio_in_no_composite_is_noted) {
  TotalsBook totals;
  totals.portfolio("a", {"100", "110"}).portfolio("b", {"100", "110"}).member("a");
  EXPECT_TRUE(notes(totals.report(), "every_portfolio_in_a_composite").empty());
  totals.terms();
  EXPECT_EQ(notes(totals.report(), "every_portfolio_in_a_composite"), (Lines{"b 2023-01-31"}));
}

TEST(CompositeReport, the_group_of_a_portfolios_own_row_is_a_membership_for_all_time) {
  TotalsBook totals;
  totals.portfolio("a", {"100", "110"}).portfolio("b", {"100", "130"}).portfolio("c", {"100", "130"});
  totals.book.portfolios[0].group = totals.book.portfolios[1].group = "G";
  totals.member("b", "2023-02-01");
  const CompositeReport report = totals.report();
  ASSERT_EQ(report.members.size(), 2U);
  EXPECT_NEAR(report.months[0].net.value(), 0.1, 1e-15);
}

/// A benchmark that falls from 100 to 50 in January, in which portfolio b books a split of 2 for 1.
TotalsBook with_a_split() {
  TotalsBook totals;
  totals.portfolio("a", {"100", "110"}).portfolio("b", {"300", "300"}).member("a");
  Security security;
  security.id = "INDEX";
  security.currency = currency("EUR");
  totals.book.securities.push_back(security);
  totals.book.prices.push_back({security.currency, Adjustment::raw, {}});
  for (Date day = date("2022-12-31"); day <= date("2023-01-31"); ++day) {
    totals.book.prices[0].closes.push_back({day, 2, number(day < date("2023-01-16") ? "100" : "50")});
  }
  Transaction& split = totals.book.transactions.emplace_back();
  split.type = TransactionType::split;
  split.date = date("2023-01-16");
  split.portfolio = totals.book.find_portfolio("b");
  split.security = SecurityIndex{0};
  split.ratio = Decimal(2);
  return totals;
}

TEST(CompositeReport, its_benchmark_follows_the_splits_of_its_members_only) {  // P19
  const auto benchmark_of = [](const TotalsBook& totals) {
    const auto report = composite_report(totals.book, {"G", {}, {}, "INDEX", {}});
    return figure(report.value().figures, "benchmark_return");
  };
  EXPECT_EQ(benchmark_of(with_a_split()), Rate(-0.5));
  EXPECT_EQ(benchmark_of(with_a_split().member("b")), Rate(0.0));
}

TEST(CompositeReport, a_group_without_members_is_an_error) {
  TotalsBook totals;
  totals.portfolio("a", {"100", "110"});
  EXPECT_FALSE(composite_report(totals.book, {"G", {}, {}, {}, {}}).ok());
}

}  // namespace
}  // namespace dietz
