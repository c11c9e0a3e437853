#include "calculations/money_summary.hpp"
#include "support/generated_history.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

// Values and gains of generated ledgers against a second reading of the facts.
namespace dietz {
namespace {

using namespace test;

/// What is held at a day's close, from nothing but the facts.
struct Standing {
  std::map<SecurityIndex, Decimal> held;
  std::map<Currency, Decimal> cash;
};

Standing standing_by_hand(const Book& book, Date date) {
  Standing standing;
  auto& [held, worth] = standing;
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
  return standing;
}

Decimal value_by_hand(const Book& book, Date date) {
  auto [held, worth] = standing_by_hand(book, date);
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

/// Whether the last entry on or before a day is at most `most` days old.
template <class Entry>
bool is_fresh(const std::vector<Entry>& entries, Date date, int most) {
  return std::any_of(entries.begin(), entries.end(),
                     [=](const Entry& e) { return e.date <= date && date - e.date <= most; });
}

TEST(MoneyOfLedgerProperty, a_day_has_a_value_exactly_if_all_that_is_held_has_a_price_and_a_rate) {
  for_cases(0x7A2, [](Random& random) {
    GeneratedLedger g(random, {});
    Book& book = g.ledger.book();
    const int most = book.policy.stale_after_days = random.any(0, 10);
    const auto at_random = [&random](const auto&) { return random.chance(1, 2); };
    for (PriceSeries& series : book.prices) std::erase_if(series.closes, at_random);
    for (FxSeries& series : book.fx) std::erase_if(series.rates, at_random);
    const auto days = days_of(g, book);
    for (std::size_t i = 0; i < days.size(); i += 1 + days.size() / 6) {
      const Date date = days[i].date;
      const bool busy = std::any_of(book.transactions.begin(), book.transactions.end(),
                                    [date](const Transaction& t) { return t.date == date; });
      const Standing standing = standing_by_hand(book, date);
      bool known = true, foreign = false;
      for (const auto& [security, quantity] : standing.held) {
        if (quantity.is_zero()) continue;
        foreign = foreign || book.securities[security.at()].currency == g.usd;
        known = known && is_fresh(book.prices[security.at()].closes, date, most);
      }
      for (const auto& [currency, amount] : standing.cash)
        foreign = foreign || (currency == g.usd && !amount.is_zero());
      known = known && (!foreign || is_fresh(book.fx[0].rates, date, most));
      // A booking of the day may lack a price or rate of its own.
      EXPECT_TRUE(days[i].value.has_value() == known || (busy && known)) << date.to_string();
      EXPECT_EQ(days[i].value.has_value(), days[i].missing == Reason::none);
      if (days[i].value && known) {
        EXPECT_EQ(*days[i].value, value_by_hand(book, date)) << date.to_string();
      }
    }
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
