#include "calculations/book_report.hpp"
#include "calculations/composite_return.hpp"
#include "calculations/internal_dispersion.hpp"
#include "support/cases.hpp"
#include "support/small_book.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

// Properties of composites and groups over generated portfolios; P numbers name the house's list.
namespace dietz {
namespace {

using test::currency;
using test::date;
using test::for_cases;
using test::Random;
using test::SmallBook;

Decimal cents(Random& random, std::int64_t low, std::int64_t high) {
  return Decimal::from_parts(random.between(low, high), 2);
}

const DateRange january{date("2023-12-31"), date("2024-01-31")};

CompositeMember any_member(Random& random) {
  CompositeMember member;
  member.member.spans.push_back({});
  MemberMonth month;
  month.range = january;
  month.begin_value = cents(random, 1, 900'000'000);
  month.end_value = cents(random, 1, 900'000'000);
  if (random.chance(1, 2)) month.net_flow = cents(random, 0, 300'000'000);
  month.weighted_flow = working_quotient(working_product(month.net_flow, Decimal(random.any(0, 30))), Decimal(31));
  month.net = static_cast<double>(random.between(-500'000, 900'000)) / 1e6;
  month.gross = month.net.value() + static_cast<double>(random.between(0, 10'000)) / 1e6;
  member.months.push_back(month);
  return member;
}

CompositeTerms any_terms(Random& random) {
  CompositeTerms terms;
  terms.weighting = random.pick({CompositeWeighting::begin_values, CompositeWeighting::begin_values_and_flows});
  return terms;
}

TEST(CompositeProperty, P13_a_composite_of_one_is_that_portfolio) {
  for_cases(0xC13, [](Random& random) {
    const std::vector<CompositeMember> one{any_member(random)};
    const CompositeMonth month = composite_month(one, 0, any_terms(random));
    EXPECT_EQ(month.net, one[0].months[0].net);
    EXPECT_EQ(month.gross, one[0].months[0].gross);
  });
}

TEST(CompositeProperty, P13_portfolios_that_are_alike_give_their_own_return) {
  for_cases(0xC14, [](Random& random) {
    const CompositeMember one = any_member(random);
    const std::vector<CompositeMember> many(static_cast<std::size_t>(random.any(2, 9)), one);
    EXPECT_EQ(composite_month(many, 0, any_terms(random)).net, one.months[0].net);
  });
}

TEST(CompositeProperty, P13_a_composite_lies_between_its_members) {
  for_cases(0xC15, [](Random& random) {
    std::vector<CompositeMember> members;
    double low = 1e9, high = -1e9;
    for (int left = random.any(1, 12); left > 0; --left) {
      members.push_back(any_member(random));
      low = std::min(low, members.back().months[0].net.value());
      high = std::max(high, members.back().months[0].net.value());
    }
    const CompositeMonth month = composite_month(members, 0, any_terms(random));
    EXPECT_GE(month.net.value(), low);
    EXPECT_LE(month.net.value(), high);
    EXPECT_LE(month.net.value(), month.gross.value() + 1e-15);  // P16
  });
}

TEST(CompositeProperty, a_member_left_out_changes_nothing) {
  for_cases(0xC16, [](Random& random) {
    std::vector<CompositeMember> members;
    for (int left = random.any(1, 6); left > 0; --left) members.push_back(any_member(random));
    const CompositeTerms terms = any_terms(random);
    const CompositeMonth before = composite_month(members, 0, terms);
    CompositeMember outsider = any_member(random);
    outsider.member.spans[0].from = random.pick({date("2024-01-02"), date("2024-01-31"), date("2024-02-01")});
    members.insert(members.begin() + random.any(std::ptrdiff_t{0}, static_cast<std::ptrdiff_t>(members.size())),
                   outsider);
    const CompositeMonth after = composite_month(members, 0, terms);
    EXPECT_EQ(before.net, after.net);
    EXPECT_EQ(before.members, after.members);
    EXPECT_EQ(before.end_assets, after.end_assets);
  });
}

TEST(CompositeProperty, dispersion_is_0_of_equal_returns_and_within_the_range) {
  for_cases(0xC17, [](Random& random) {
    std::vector<MemberYear> members;
    for (int left = random.any(1, 20); left > 0; --left) {
      members.push_back({static_cast<double>(random.between(-300, 500)) / 1000.0, cents(random, 1, 900'000'000)});
    }
    const InternalDispersion spread = internal_dispersion(members, 1);
    EXPECT_LE(spread.equal_weighted.value(), spread.range.value() / 2.0 + 1e-15);
    EXPECT_LE(spread.asset_weighted.value(), spread.range.value() / 2.0 + 1e-15);
    EXPECT_LE(spread.interquartile.value(), spread.range.value());
    EXPECT_LE(spread.lower_quartile.value(), spread.median.value());
    EXPECT_LE(spread.median.value(), spread.upper_quartile.value());
    EXPECT_EQ(internal_dispersion(members, members.size() + 1).equal_weighted.reason(), Reason::insufficient_data);
    for (MemberYear& member : members) member.rate = members.front().rate;
    const InternalDispersion none = internal_dispersion(members, 1);
    for (const Rate& rate : {none.equal_weighted, none.asset_weighted, none.range, none.interquartile}) {
      EXPECT_EQ(rate, Rate(0.0));
    }
  });
}

/// Two portfolios with money, shares and outside flows of their own over some days.
class Household {
 public:
  explicit Household(Random& random) : random_(random) {
    Portfolio second;
    second.id = "second";
    second.currency = currency("EUR");
    small_.book().portfolios.push_back(second);
    share_ = small_.add_security("S");
    last_ = first_ + random.any(3, 40);
    for (Date day = first_; day <= last_; ++day) small_.add_price(share_, day, cents(random, 500, 2'000));
    for (const std::uint32_t owner : {0U, 1U}) {
      add(owner, TransactionType::deposit, first_).amount = cents(random, 10'000'000, 90'000'000);
      trade(owner, TransactionType::buy, first_, Decimal(1'000));
      if (random.chance(1, 2)) add(owner, TransactionType::deposit, any_day()).amount = cents(random, 1, 5'000'000);
      if (random.chance(1, 2)) add(owner, TransactionType::withdrawal, any_day()).amount = cents(random, 1, 1'000'000);
      if (random.chance(1, 2)) add(owner, TransactionType::dividend, any_day(), true).amount = cents(random, 1, 90'000);
    }
  }

  /// Money or shares that go from one of them to the other on a day.
  void add_internal_transfer() {
    const std::uint32_t source = random_.any(0U, 1U);
    const Date day = any_day();
    const bool shares = random_.chance(1, 2);
    const Decimal size = shares ? Decimal(random_.any(1, 40)) : cents(random_, 1, 1'000'000);
    for (const auto& [owner, type] :
         {std::pair(source, TransactionType::transfer_out), std::pair(1U - source, TransactionType::transfer_in)}) {
      Transaction& t = add(owner, type, day, shares);
      (shares ? t.quantity : t.amount) = size;
      t.has_amount = !shares;
      t.has_quantity = shares;
    }
  }

  BookFacts facts() {
    Book book = small_.book();
    sort_for_booking(book.transactions);
    return facts_of(book, {{PortfolioIndex{0}, PortfolioIndex{1}}, {}, {}, {}, currency("EUR"), {}},
                    {first_ - 1, last_})
        .value();
  }

 private:
  Date any_day() { return first_ + random_.any(0, last_ - first_); }

  Transaction& add(std::uint32_t owner, TransactionType type, Date day, bool of_share = false) {
    Transaction& t = small_.add(type, day, ids_[next_++], of_share ? share_ : SecurityIndex::none());
    t.portfolio = PortfolioIndex{owner};
    t.has_amount = true;
    return t;
  }
  void trade(std::uint32_t owner, TransactionType type, Date day, const Decimal& quantity) {
    Transaction& t = add(owner, type, day, true);
    t.quantity = quantity;
    t.has_quantity = true;
    t.amount = quantity * Decimal(10);
  }

  static constexpr std::array<std::string_view, 24> ids_ = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l",
                                                            "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x"};
  Random& random_;
  SmallBook small_;
  SecurityIndex share_;
  const Date first_ = date("2024-01-01");
  Date last_;
  std::size_t next_ = 0;
};

TEST(CompositeProperty, internal_transfers_leave_the_consolidated_return_as_it_was) {
  for_cases(0xC18, [](Random& random) {
    Household household(random);
    const BookFacts before = household.facts();
    for (int left = random.any(1, 4); left > 0; --left) household.add_internal_transfer();
    const BookFacts after = household.facts();
    ASSERT_EQ(before.total.days.size(), after.total.days.size());
    for (std::size_t i = 0; i < before.total.days.size(); ++i) {
      EXPECT_EQ(before.total.days[i].value, after.total.days[i].value);
      EXPECT_EQ(before.total.days[i].flows_in, after.total.days[i].flows_in);
      EXPECT_EQ(before.total.days[i].flows_out, after.total.days[i].flows_out);
    }
    const Policy policy;
    const auto whole = [&](const BookFacts& facts) {
      return portfolio_return(facts.total, facts.range, policy, ReturnBasis::net, TwrMethod::daily, "twr")
          .result.figure.rate;
    };
    ASSERT_TRUE(whole(before).has_value());
    EXPECT_EQ(whole(before), whole(after));
  });
}

/// Portfolios that hold nothing but one share, so that all of them have its return.
class SharesOnly {
 public:
  SharesOnly(Random& random, std::size_t portfolios) : first_(date("2024-01-01")), last_(first_ + random.any(5, 40)) {
    const SecurityIndex share = small_.add_security("S");
    for (Date day = first_; day <= last_; ++day) small_.add_price(share, day, cents(random, 500, 2'000));
    for (std::uint32_t p = 0; p < portfolios; ++p) {
      if (p > 0) small_.book().portfolios.push_back(small_.book().portfolios.front());
      Transaction& t = small_.add(TransactionType::transfer_in, first_, ids_[p], share);
      t.portfolio = PortfolioIndex{p};
      t.quantity = Decimal(random.any(1, 900));
      t.has_quantity = true;
      scope_.push_back(t.portfolio);
      times_.push_back({any_span(random)});
    }
    times_[0] = {{}};  // one is always there, or the record would break
    small_.book().policy.flow_timing =
        random.pick({FlowTiming::inflow_start_outflow_end, FlowTiming::start, FlowTiming::end});
    sort_for_booking(small_.book().transactions);
  }

  [[nodiscard]] BookFacts facts(bool dated) {
    ReportRequest request{scope_, {}, {}, {}, currency("EUR"), {}};
    if (dated) request.members = times_;
    return facts_of(small_.book(), request, {first_, last_}).value();
  }
  [[nodiscard]] const Policy& policy() { return small_.book().policy; }

 private:
  MembershipSpan any_span(Random& random) const {
    MembershipSpan span;
    if (random.chance(2, 3)) span.from = first_ + random.any(0, last_ - first_);
    if (random.chance(2, 3)) span.to = span.from.value_or(first_) + random.any(0, 20);
    return span;
  }

  static constexpr std::array<std::string_view, 5> ids_ = {"a", "b", "c", "d", "e"};
  SmallBook small_;
  Date first_, last_;
  std::vector<PortfolioIndex> scope_;
  MembershipTimes times_;
};

TEST(CompositeProperty, who_comes_into_a_group_or_leaves_it_moves_money_but_no_return) {
  for_cases(
      0xC19,
      [](Random& random) {
        SharesOnly group(random, static_cast<std::size_t>(random.any(1, 5)));
        const BookFacts dated = group.facts(true), always = group.facts(false);
        const auto whole = [&](const BookFacts& facts) {
          return portfolio_return(facts.total, facts.range, group.policy(), ReturnBasis::net, TwrMethod::daily, "twr")
              .result.figure.rate;
        };
        ASSERT_TRUE(whole(dated).has_value());
        EXPECT_NEAR(whole(dated).value(), whole(always).value(), 1e-12 * (1.0 + std::abs(whole(always).value())));
        const auto report = report_on(dated.total, dated.range, group.policy());
        ASSERT_TRUE(report.money.has_value());
        Decimal in, out;
        for (const BorderFlow& flow : dated.total.border) {
          if (!dated.range.contains(flow.date)) continue;
          in = in + flow.in;
          out = out + flow.out;
        }
        EXPECT_EQ(report.money->flows_in, in);
        EXPECT_EQ(report.money->flows_out, out);
      },
      {}, 3'000);
}

}  // namespace
}  // namespace dietz
