#include "calculations/money_summary.hpp"
#include "support/generated_history.hpp"

#include <gtest/gtest.h>

#include <map>

// Values and gains of generated ledgers against a second reading of the facts.
namespace dietz {
namespace {

using namespace test;

/// A day's value from the first booking on, from nothing but the facts.
Decimal value_by_hand(const Book& book, Date date) {
  std::map<SecurityIndex, Decimal> held;
  std::map<Currency, Decimal> worth;
  for (const Transaction& t : book.transactions) {
    if (t.date > date) continue;
    switch (t.type) {
      case TransactionType::split:
        held[t.security] = held[t.security] * t.ratio;
        break;
      case TransactionType::deposit:
      case TransactionType::interest:
      case TransactionType::dividend:
        worth[t.currency] += t.amount - t.fees - t.taxes;
        break;
      case TransactionType::buy:
        held[t.security] += t.quantity;
        worth[t.currency] -= t.amount + t.fees + t.taxes;
        break;
      case TransactionType::sell:
        held[t.security] -= t.quantity;
        worth[t.currency] += t.amount - t.fees - t.taxes;
        break;
      case TransactionType::transfer_in:
        held[t.security] += t.quantity;
        break;
      case TransactionType::transfer_out:
        held[t.security] -= t.quantity;
        break;
      case TransactionType::exchange:
        worth[t.currency] -= t.amount;
        worth[t.bought_currency] += t.quantity;
        break;
      default:  // withdrawal, fee, tax
        worth[t.currency] -= t.amount;
    }
  }
  for (const auto& [security, quantity] : held)
    worth[book.securities[security.at()].currency] += quantity * close_by_hand(book, security, date);
  Decimal value;
  for (const auto& [currency, amount] : worth) {
    FxRate last{date, 0, Decimal(1)};
    for (const FxSeries& series : book.fx) {
      for (const FxRate& r : series.rates) last = series.base == currency && r.date <= date ? r : last;
    }
    value += amount * last.rate;
  }
  return value;
}

TEST(MoneyOfLedgerProperty, each_days_value_is_that_of_a_replay_from_nothing_but_the_facts) {
  for_cases(0x7A1, [](Random& random) {
    const GeneratedLedger g(random, {});
    const auto days = days_of(g, g.ledger.book());
    for (std::size_t i = 0; i < days.size(); i += 1 + days.size() / 8) {
      ASSERT_TRUE(days[i].value.has_value()) << days[i].missing_what;
      EXPECT_EQ(*days[i].value, value_by_hand(g.ledger.book(), days[i].date)) << days[i].date.to_string();
    }
    ASSERT_TRUE(days.back().value.has_value());
    EXPECT_EQ(*days.back().value, value_by_hand(g.ledger.book(), days.back().date));
  });
}

/// Price gains of one currency's book, from each day's holdings alone: what was held gains by the change of price, what
/// is bought or sold by its price against the close. Transfers come and go at the close unless they say otherwise.
Decimal price_gain_by_hand(const Book& book, Date from, Date to) {
  std::map<SecurityIndex, Decimal> held;
  Decimal gain;
  std::size_t next = 0;
  for (Date d = from; d <= to; ++d) {
    std::map<SecurityIndex, Decimal> worth_before;
    for (const auto& [security, quantity] : held)
      worth_before[security] = quantity * close_by_hand(book, security, d - 1);
    Decimal paid;
    for (; next < book.transactions.size() && book.transactions[next].date <= d; ++next) {
      const Transaction& t = book.transactions[next];
      if (t.security.is_none() || t.type == TransactionType::dividend) continue;
      if (t.type == TransactionType::split) {
        held[t.security] = held[t.security] * t.ratio;
        continue;
      }
      const bool in = t.type == TransactionType::buy || t.type == TransactionType::transfer_in;
      const Decimal amount = t.has_amount ? t.amount : t.quantity * close_by_hand(book, t.security, d);
      held[t.security] += in ? t.quantity : -t.quantity;
      paid += in ? amount : -amount;
    }
    for (const auto& [security, quantity] : held) gain += quantity * close_by_hand(book, security, d);
    for (const auto& [security, worth] : worth_before) gain -= worth;
    gain -= paid;
  }
  return gain;
}

TEST(MoneyOfLedgerProperty, P17_the_end_value_is_the_begin_value_with_flows_gains_income_and_costs) {
  for_cases(0x7B2, [](Random& random) {
    LedgerShape shape;
    shape.foreign = false;
    const GeneratedLedger g(random, shape);
    const Book& book = g.ledger.book();
    const auto days = days_of(g, book);
    const auto summary = money_summary(days);
    ASSERT_TRUE(summary.has_value());
    Decimal flows, income, costs;
    for (const Transaction& t : book.transactions) {
      if (t.type == TransactionType::deposit) flows += t.amount;
      if (t.type == TransactionType::withdrawal) flows -= t.amount;
      const bool transfer_in = t.type == TransactionType::transfer_in;
      if (transfer_in || t.type == TransactionType::transfer_out) {
        const Decimal amount = t.has_amount ? t.amount : t.quantity * close_by_hand(book, t.security, t.date);
        flows += transfer_in ? amount : -amount;
      }
      if (t.type == TransactionType::dividend || t.type == TransactionType::interest) income += t.amount;
      if (t.type == TransactionType::fee || t.type == TransactionType::tax) costs += t.amount;
      costs += t.fees + t.taxes;
    }
    const Decimal gain = price_gain_by_hand(book, g.first, g.last);
    EXPECT_EQ(summary->price_gain, gain);
    EXPECT_EQ(summary->flows_in - summary->flows_out, flows);
    EXPECT_EQ(summary->income, income);
    EXPECT_EQ(summary->fees + summary->taxes, costs);
    EXPECT_EQ(*days.back().value, flows + gain + income - costs);
    EXPECT_TRUE(summary->currency_gain.is_zero());
  });
}

TEST(MoneyOfLedgerProperty, P17_spans_add_up) {
  for_cases(0x7B3, [](Random& random) {
    const GeneratedLedger g(random, {});
    const auto days = days_of(g, g.ledger.book());
    const auto cut = static_cast<std::size_t>(random.below(days.size()));
    const std::span<const PortfolioDay> all(days);
    const auto whole = money_summary(all), left = money_summary(all.first(cut + 1)),
               right = money_summary(all.subspan(cut));
    ASSERT_TRUE(whole && left && right);
    EXPECT_EQ(whole->gain, left->gain + right->gain);
    EXPECT_EQ(whole->price_gain, left->price_gain + right->price_gain);
    EXPECT_EQ(whole->currency_gain, left->currency_gain + right->currency_gain);
    EXPECT_EQ(whole->end_value, whole->begin_value + whole->flows_in - whole->flows_out + whole->gain);
    EXPECT_EQ(whole->gain, whole->price_gain + whole->currency_gain + whole->income - whole->fees - whole->taxes);
  });
}

}  // namespace
}  // namespace dietz
