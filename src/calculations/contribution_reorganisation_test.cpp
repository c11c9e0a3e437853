#include "calculations/booking.hpp"
#include "calculations/contribution.hpp"
#include "support/contributions.hpp"
#include "support/generated_history.hpp"
#include "support/ledger.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <map>

namespace dietz {
namespace {

using test::facts_for;
using test::for_cases;
using test::GeneratedLedger;
using test::Ledger;
using test::of;
using test::Random;
using test::sum_of;

constexpr ContributionRequest by_day{Classification::security, {}, ReturnFrequency::day};

TEST(ContributionOfReorganisation, a_spun_off_security_leaves_the_old_one_at_its_close) {
  const Ledger ledger(
      "portfolio P EUR\nsecurity ACME EUR\nsecurity CHILD EUR\n"
      "2024-01-01 P deposit amount=1000\n2024-01-01 P buy ACME quantity=10 price=100\n"
      "2024-01-02 P spin_off ACME new=CHILD ratio=0.5\n"
      "price ACME 2024-01-01 100\nprice ACME 2024-01-02 90\nprice ACME 2024-01-03 91\n"
      "price CHILD 2024-01-02 24\nprice CHILD 2024-01-03 26\n");
  const auto answer = *contributions_of(ledger.book(), facts_for(ledger.book(), Ledger::date("2024-01-01")), 0, by_day);
  ASSERT_EQ(answer.periods.size(), 2U);
  // 10 × 100 = 1000 becomes 10 × 90 and 5 × 24 = 120 that leave for CHILD.
  EXPECT_NEAR(of(answer.periods[0], "ACME").contribution, 20.0 / 1000, 1e-15);
  EXPECT_NEAR(of(answer.periods[0], "ACME").weight, 1.0, 1e-15);
  EXPECT_NEAR(of(answer.periods[0], "ACME").rate.value(), 0.02, 1e-15);
  EXPECT_EQ(of(answer.periods[0], "CHILD").contribution, 0.0);
  EXPECT_NEAR(of(answer.periods[1], "ACME").contribution, 10.0 / 1020, 1e-15);
  EXPECT_NEAR(of(answer.periods[1], "CHILD").contribution, 10.0 / 1020, 1e-15);
  EXPECT_NEAR(of(answer.periods[1], "CHILD").weight, 120.0 / 1020, 1e-15);
  EXPECT_NEAR(answer.whole.rate.value(), 0.04, 1e-15);
  EXPECT_NEAR(sum_of(answer.whole), 0.04, 1e-15);
}

TEST(ContributionOfReorganisation, a_merger_for_stock_and_cash_across_currencies_is_a_gain_of_the_old_security) {
  const Ledger ledger(
      "portfolio P EUR\nsecurity OLD USD\nsecurity NEW GBP\n"
      "fx USD EUR 2024-01-01 0.5\nfx USD EUR 2024-01-02 0.6\nfx GBP EUR 2024-01-01 1.4\nfx GBP EUR 2024-01-02 1.5\n"
      "price OLD 2024-01-01 100\nprice OLD 2024-01-02 100\nprice NEW 2024-01-02 200\n"
      "2024-01-01 P transfer_in OLD quantity=10 amount=500 currency=EUR\n"
      "2024-01-02 P merger OLD new=NEW ratio=0.2 amount=30 fees=5\n");
  const auto whole =
      contributions_of(ledger.book(), facts_for(ledger.book(), Ledger::date("2024-01-01")), 0, {})->whole;
  // 500 becomes 2 × 200 × 1.5 = 600 of NEW and 30 × 0.6 = 18 of cash, of which 5 × 0.6 = 3 are fees.
  EXPECT_NEAR(whole.rate.value(), 115.0 / 500, 1e-15);
  const Contribution& old = of(whole, "OLD");
  EXPECT_NEAR(old.contribution, 115.0 / 500, 1e-15);
  EXPECT_NEAR(old.parts.price, 18.0 / 500, 1e-15);
  EXPECT_NEAR(old.parts.currency, 100.0 / 500, 1e-15);
  EXPECT_NEAR(old.parts.fees, -3.0 / 500, 1e-15);
  EXPECT_EQ(of(whole, "NEW").contribution, 0.0);
  EXPECT_EQ(of(whole, "cash USD").contribution, 0.0);
}

TEST(ContributionOfReorganisation, a_ticker_change_adds_nothing_to_either) {
  const Ledger ledger(
      "portfolio P EUR\nsecurity OLD EUR\nsecurity NEW EUR\n"
      "2024-01-01 P deposit amount=1000\n2024-01-01 P buy OLD quantity=7 price=100\n"
      "2024-01-02 P merger OLD new=NEW ratio=1\n"
      "price OLD 2024-01-01 100\nprice OLD 2024-01-02 100\nprice NEW 2024-01-02 100\n");
  const auto whole =
      contributions_of(ledger.book(), facts_for(ledger.book(), Ledger::date("2024-01-01")), 0, {})->whole;
  EXPECT_EQ(whole.rate.value(), 0.0);
  EXPECT_EQ(of(whole, "OLD").contribution, 0.0);
  EXPECT_NEAR(of(whole, "OLD").weight, 0.7, 1e-15);
  EXPECT_EQ(of(whole, "NEW").contribution, 0.0);
}

TEST(ContributionOfReorganisation, who_is_short_owes_the_new_security) {
  const Ledger ledger(
      "portfolio P EUR\nsecurity OLD EUR\nsecurity NEW EUR\n"
      "2024-01-01 P deposit amount=2000\n2024-01-01 P short OLD quantity=10 price=100\n"
      "2024-01-02 P merger OLD new=NEW quantity=5\n"
      "price OLD 2024-01-01 100\nprice NEW 2024-01-02 210\nprice NEW 2024-01-03 200\n");
  const auto answer = *contributions_of(ledger.book(), facts_for(ledger.book(), Ledger::date("2024-01-01")), 0, by_day);
  EXPECT_NEAR(of(answer.periods[0], "OLD").contribution, -50.0 / 2000, 1e-15);
  EXPECT_EQ(of(answer.periods[0], "NEW").contribution, 0.0);
  EXPECT_NEAR(of(answer.periods[1], "NEW").contribution, 50.0 / 1950, 1e-15);
}

TEST(ContributionOfReorganisation, a_value_that_is_not_known_leaves_its_period_and_the_whole_untold) {
  Ledger ledger(
      "portfolio P EUR\nsecurity OLD EUR\nsecurity NEW EUR\n"
      "2024-01-01 P deposit amount=1000\n2024-01-01 P buy OLD quantity=10 price=100\n"
      "2024-01-02 P merger OLD new=NEW ratio=1\n"
      "price OLD 2024-01-01 100\nprice NEW 2024-01-03 110\nprice NEW 2024-01-04 121\n");
  const auto facts = facts_for(ledger.book(), Ledger::date("2024-01-01"));
  const auto answer = *contributions_of(ledger.book(), facts, 0, by_day);
  EXPECT_NEAR(answer.whole.rate.value(), 0.21, 1e-15);
  EXPECT_EQ(answer.whole.reason, Reason::no_price);
  EXPECT_EQ(answer.whole.detail,
            "what OLD brought of NEW on 2024-01-02 has no known value, so that the two can't be told apart");
  EXPECT_TRUE(answer.whole.contributions.empty());
  ASSERT_EQ(answer.periods.size(), 2U);
  EXPECT_EQ(answer.periods[0].reason, Reason::no_price);
  EXPECT_NEAR(answer.periods[0].rate.value(), 0.1, 1e-15);
  EXPECT_EQ(answer.periods[1].reason, Reason::none);
  EXPECT_NEAR(of(answer.periods[1], "NEW").contribution, 0.1, 1e-15);

  ledger.book().securities[0].sector = ledger.book().securities[1].sector = "Fruit";
  const auto by_sector = contributions_of(ledger.book(), facts, 0, {Classification::sector, {}, {}})->whole;
  EXPECT_EQ(by_sector.reason, Reason::none);
  EXPECT_NEAR(of(by_sector, "Fruit").contribution, 0.21, 1e-15);
}

/// `book` with one security renamed on a day: N takes its place at 1/ratio of its price, `ratio` units for one.
class Renamed {
 public:
  Renamed(const GeneratedLedger& g, Random& random) : ledger_(copy_of(g.ledger.book())) {
    Book& book = ledger_.book();
    old_ = SecurityIndex{static_cast<std::uint32_t>(random.below(book.securities.size()))};
    day_ = g.first + 1 + random.any(0, g.last - g.first - 1);
    const Currency currency = book.securities[old_.at()].currency;
    ledger_.add("security N " + currency.code());
    new_ = ledger_.security("N");
    ratio_ = random.pick({Decimal(1), Decimal(2), Decimal::from_parts(5, 1)});
    const Decimal price_factor = working_quotient(Decimal(1), ratio_);
    auto& closes = book.prices[new_.at()].closes;
    closes.push_back({day_, 1, working_product(test::close_by_hand(book, old_, day_), price_factor)});
    for (const Price& p : book.prices[old_.at()].closes) {
      if (p.date > day_) closes.push_back({p.date, p.line, p.close * price_factor});
    }
    for (Transaction& t : book.transactions) {
      const bool later = t.date > day_ || (t.date == day_ && booking_rank(t.type) > 0);
      if (!later || t.security != old_) continue;
      t.security = new_;
      t.quantity = t.quantity * ratio_;
    }
    Transaction& t = book.transactions.emplace_back();
    t.date = day_;
    t.type = TransactionType::merger;
    t.currency = currency;
    t.security = old_;
    t.new_security = new_;
    t.portfolio = PortfolioIndex{0};
    t.ratio = ratio_;
    t.id = "rename";
    test::sort(book);
  }

  [[nodiscard]] const Book& book() const { return ledger_.book(); }
  [[nodiscard]] const std::string& old_id() const { return ledger_.book().securities[old_.at()].id; }

 private:
  static Ledger copy_of(const Book& book) {
    Ledger ledger;
    ledger.book() = book;
    return ledger;
  }

  Ledger ledger_;
  SecurityIndex old_, new_;
  Date day_;
  Decimal ratio_;
};

/// One class for a security and the one that takes its place.
std::map<std::string, Contribution> joined(const PeriodContributions& period, const std::string& old_id) {
  std::map<std::string, Contribution> all;
  for (const Contribution& c : period.contributions) {
    Contribution& sum = all[c.segment == "N" ? old_id : c.segment];
    sum.weight += c.weight;
    sum.contribution += c.contribution;
    sum.parts += c.parts;
  }
  return all;
}

void expect_same(const PeriodContributions& before, const PeriodContributions& after, const std::string& old_id) {
  EXPECT_EQ(before.reason, after.reason);
  if (before.reason != Reason::none || after.reason != Reason::none) return;
  double size = 1.0;
  for (const Contribution& c : after.contributions) size += std::abs(c.contribution) + std::abs(c.weight);
  const double close = 1e-12 * size;
  EXPECT_NEAR(before.rate.value(), after.rate.value(), close);
  auto expected = joined(before, old_id);
  for (const auto& [segment, c] : joined(after, old_id)) {
    EXPECT_NEAR(expected[segment].contribution, c.contribution, close) << segment;
    EXPECT_NEAR(expected[segment].weight, c.weight, close) << segment;
    EXPECT_NEAR(expected[segment].parts.price, c.parts.price, close) << segment;
    EXPECT_NEAR(expected[segment].parts.currency, c.parts.currency, close) << segment;
    expected.erase(segment);
  }
  for (const auto& [segment, c] : expected) EXPECT_NEAR(c.contribution, 0.0, close) << segment;
}

TEST(ContributionOfReorganisationProperty, P14_a_security_renamed_adds_what_it_would_have_added) {
  for_cases(0x1403, [](Random& random) {
    const GeneratedLedger g(random, {});
    if (g.ledger.book().securities.empty() || g.first == g.last) return;
    const Renamed renamed(g, random);
    const ContributionRequest request{
        Classification::security, {}, random.pick({ReturnFrequency::day, ReturnFrequency::month})};
    const Book& book = g.ledger.book();
    const auto before = *contributions_of(book, facts_for(book, {}, g.last), 0, request);
    const auto after = *contributions_of(renamed.book(), facts_for(renamed.book(), {}, g.last), 0, request);
    expect_same(before.whole, after.whole, renamed.old_id());
    ASSERT_EQ(before.periods.size(), after.periods.size());
    for (std::size_t i = 0; i < before.periods.size(); ++i)
      expect_same(before.periods[i], after.periods[i], renamed.old_id());
  });
}

/// What each security earned, told day by day: what was held at the change of its price, what was booked at its close.
class GainsByHand {
 public:
  GainsByHand(const GeneratedLedger& g) : book_(g.ledger.book()), eur_(g.eur) {
    std::span<const Transaction> bookings(book_.transactions);
    for (Date d = g.first; d <= g.last; ++d) {
      for (const Holding& h : account_.holdings) add(h.security, -value(h.security, d - 1));
      const auto due = [&] { return !bookings.empty() && bookings.front().date == d; };
      const auto next = [&] {
        account_.apply(bookings.front());
        bookings = bookings.subspan(1);
      };
      while (due() && bookings.front().type == TransactionType::split) next();
      for (const Holding& h : account_.holdings) add(h.security, value(h.security, d));
      while (due()) {
        const Transaction& t = bookings.front();
        if (t.security.is_none()) {
          next();
          continue;
        }
        // Both securities' values: what leaves the one for the other is no gain.
        add(t.security, -values(t, d));
        next();
        add(t.security, values(t, d));
        add(t.security, in_eur(effect_of(t).cash_change, t.currency, d));
        if (t.type != TransactionType::transfer_in && t.type != TransactionType::transfer_out) continue;
        const Decimal moved =
            t.has_amount ? in_eur(t.amount, t.currency, d) : in_eur(t.quantity * close(t.security, d), t.currency, d);
        add(t.security, t.type == TransactionType::transfer_in ? -moved : moved);
      }
    }
  }

  [[nodiscard]] Decimal gain(SecurityIndex security) { return gains_[security]; }
  [[nodiscard]] double size() const { return size_; }

 private:
  [[nodiscard]] Decimal close(SecurityIndex s, Date d) const { return test::close_by_hand(book_, s, d); }
  [[nodiscard]] Decimal in_eur(const Decimal& amount, Currency from, Date d) const {
    if (from == eur_) return amount;
    Decimal rate;
    for (const FxRate& r : book_.fx.at(0).rates) rate = r.date <= d ? r.rate : rate;
    return working_product(amount, rate);
  }
  [[nodiscard]] Decimal value(SecurityIndex s, Date d) const {
    const Decimal held = account_.held(s);
    if (held.is_zero()) return held;
    return in_eur(working_product(held, close(s, d)), book_.securities[s.at()].currency, d);
  }
  [[nodiscard]] Decimal values(const Transaction& t, Date d) const {
    const Decimal own = value(t.security, d);
    return t.new_security.is_none() ? own : working_sum(own, value(t.new_security, d));
  }
  void add(SecurityIndex s, const Decimal& amount) {
    size_ += std::abs(amount.to_double());
    gains_[s] = working_sum(gains_[s], amount);
  }

  const Book& book_;
  Currency eur_;
  Account account_;
  std::map<SecurityIndex, Decimal> gains_;
  double size_ = 1e-30;
};

TEST(ContributionOfReorganisationProperty, gains_of_each_security_are_those_told_day_by_day) {
  int reorganised = 0;
  for_cases(0x1404, [&reorganised](Random& random) {
    const GeneratedLedger g(random, {.reorganisations = true});
    const Book& book = g.ledger.book();
    for (const Transaction& t : book.transactions) reorganised += t.new_security.is_none() ? 0 : 1;
    std::vector<Date> ends{g.first - 1};
    for (Date d = g.first; d < g.last; ++d) {
      if (random.chance(1, 5)) ends.push_back(d);
    }
    ends.push_back(g.last);
    std::map<SecurityIndex, Decimal> gains;
    const MarketData market(book, book.policy);
    const Status done = follow_positions(book, market, PortfolioIndex{0}, g.eur, ends, FlowTiming::end, {},
                                         [&gains](std::size_t, std::span<const PositionSpan> spans) {
                                           for (const PositionSpan& span : spans) {
                                             Decimal& sum = gains[span.key.security];
                                             sum = working_sum(sum, span.gain.sum());
                                             EXPECT_TRUE(span.unvalued.empty());
                                           }
                                         });
    ASSERT_TRUE(done.ok());
    GainsByHand by_hand(g);
    for (std::uint32_t i = 0; i < book.securities.size(); ++i) {
      const Decimal difference = working_sum(gains[SecurityIndex{i}], -by_hand.gain(SecurityIndex{i}));
      EXPECT_LE(std::abs(difference.to_double()), 1e-25 * by_hand.size()) << book.securities[i].id;
    }
  });
  const bool many_cases = std::getenv("DIETZ_SEED") == nullptr;
  EXPECT_TRUE(reorganised > 0 || !many_cases);
}

}  // namespace
}  // namespace dietz
