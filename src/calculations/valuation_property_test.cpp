#include "calculations/valuation.hpp"
#include "support/generated_history.hpp"

#include <gtest/gtest.h>

// Properties of generated ledgers; P numbers name the house's list.
namespace dietz {
namespace {

using namespace test;

constexpr FlowTiming timings[] = {FlowTiming::inflow_start_outflow_end, FlowTiming::start, FlowTiming::end};

TEST(ValuationProperty, P3_equal_contribution_and_withdrawal_at_one_instant_change_neither_return_nor_value) {
  for_cases(0x7A3, [](Random& random) {
    GeneratedLedger g(random, {});
    const auto before = days_of(g, g.ledger.book());
    const Date date = g.first + random.any(0, g.last - g.first);
    const Decimal amount = g.money(1, 1'000'000);
    g.add(date, TransactionType::deposit, g.eur).amount = amount;
    g.add(date, TransactionType::withdrawal, g.eur).amount = amount;
    sort(g.ledger.book());
    const auto after = days_of(g, g.ledger.book());
    EXPECT_EQ(before.back().value, after.back().value);
    EXPECT_EQ(twr(before, FlowTiming::start), twr(after, FlowTiming::start));
    EXPECT_EQ(twr(before, FlowTiming::end), twr(after, FlowTiming::end));
  });
}

/// Every amount and quantity × 10^n; prices, rates and ratios stay.
Book scaled(Book book, const Decimal& k) {
  for (Transaction& t : book.transactions) {
    for (Decimal* field : {&t.amount, &t.quantity, &t.fees, &t.taxes}) *field = *field * k;
  }
  return book;
}

TEST(ValuationProperty, P4_scaling_all_amounts_by_a_power_of_ten_changes_no_bit_of_a_return) {
  for_cases(0x7A4, [](Random& random) {
    const GeneratedLedger g(random, {});
    Decimal k(1);
    for (int n = random.any(1, 6); n > 0; --n) k = k * Decimal(10);
    if (random.chance(1, 2)) k = Decimal::from_parts(1, random.any(1U, 6U));
    const auto days = days_of(g, g.ledger.book()), more = days_of(g, scaled(g.ledger.book(), k));
    for (const FlowTiming timing : timings) EXPECT_EQ(twr(days, timing), twr(more, timing));
    EXPECT_EQ(*days.back().value * k, *more.back().value);
  });
}

TEST(ValuationProperty, P5_a_flow_at_the_last_instant_does_not_change_the_return) {
  for_cases(0x7A5, [](Random& random) {
    GeneratedLedger g(random, {});
    const auto before = days_of(g, g.ledger.book());
    const Decimal amount = g.money(1, 1'000'000);
    g.add(g.last, TransactionType::deposit, g.eur).amount = amount;
    sort(g.ledger.book());
    const auto after = days_of(g, g.ledger.book());
    EXPECT_EQ(twr(before, FlowTiming::end), twr(after, FlowTiming::end));
    EXPECT_EQ(*before.back().value + amount, *after.back().value);
  });
}

TEST(ValuationProperty, P6_the_order_of_rows_and_of_bookings_at_one_instant_changes_nothing) {
  for_cases(0x7A6, [](Random& random) {
    GeneratedLedger g(random, {});
    const auto before = days_of(g, g.ledger.book());
    auto& rows = g.ledger.book().transactions;
    std::vector<Transaction> shuffled;
    for (const std::size_t i : random.permutation(rows.size())) shuffled.push_back(rows[i]);
    rows = shuffled;
    sort(g.ledger.book());
    expect_same_days(before, days_of(g, g.ledger.book()));
    for (Transaction& t : rows) t.id = g.ledger.keep(std::to_string(random.below(1'000'000'000)));
    sort(g.ledger.book());
    expect_same_days(before, days_of(g, g.ledger.book()));
  });
}

TEST(ValuationProperty, P9_the_base_return_compounds_the_local_return_and_that_of_the_currency) {
  for_cases(0x7A9, [](Random& random) {
    LedgerShape shape;
    shape.flows_after_start = false;
    shape.foreign = false;
    GeneratedLedger g(random, shape);
    Book& book = g.ledger.book();
    const Decimal at_start = Decimal::from_parts(random.between(5'000, 20'000), 4);
    const Decimal at_end = random.chance(1, 4) ? at_start : Decimal::from_parts(random.between(5'000, 20'000), 4);
    for (Date d = g.first; d <= g.last; ++d) {
      FxSeries& series = book.fx.empty() ? book.fx.emplace_back(FxSeries{g.eur, g.usd, {}}) : book.fx[0];
      series.rates.push_back({d, 1, d == g.last ? at_end : at_start});
    }
    const Rate local = twr(days_of(book, g.first, g.last));
    const Rate base = twr(days_of(book, g.first, g.last, "USD"));
    if (g.first == g.last) return;
    ASSERT_TRUE(local.has_value() && base.has_value());
    const double currency = ratio(at_end, at_start) - 1.0;
    const double want = (1.0 + local.value()) * (1.0 + currency) - 1.0;
    EXPECT_NEAR(base.value(), want, 1e-12 * (1.0 + std::abs(want)));
  });
}

TEST(ValuationProperty, P9_an_exchange_there_and_back_at_one_rate_changes_nothing) {
  for_cases(0x7AA, [](Random& random) {
    GeneratedLedger g(random, {});
    const auto before = days_of(g, g.ledger.book());
    const Date date = g.first + random.any(0, g.last - g.first);
    const Decimal amount = g.money(1, 1'000'000);
    for (const bool there : {true, false}) {
      Transaction& t = g.add(date, TransactionType::exchange, there ? g.eur : g.usd);
      t.bought_currency = there ? g.usd : g.eur;
      t.amount = there ? amount : amount * Decimal(2);
      t.quantity = there ? amount * Decimal(2) : amount;
    }
    sort(g.ledger.book());
    expect_same_days(before, days_of(g, g.ledger.book()));
  });
}

TEST(ValuationProperty, P14_a_split_with_its_price_in_proportion_changes_neither_value_nor_return) {
  for_cases(0x7AE, [](Random& random) {
    LedgerShape shape;
    shape.splits = false;
    GeneratedLedger g(random, shape);
    Book& book = g.ledger.book();
    if (book.securities.empty()) return;
    const auto before = days_of(g, book);
    const SecurityIndex security{static_cast<std::uint32_t>(random.below(book.securities.size()))};
    const Date date = g.first + random.any(0, g.last - g.first);
    const Decimal ratio = random.pick({Decimal(2), Decimal(10), Decimal::from_parts(5, 1)});
    for (Price& p : book.prices[security.at()].closes) {
      if (p.date >= date) p.close = working_quotient(p.close, ratio);
    }
    for (Transaction& t : book.transactions) {
      if (t.security == security && t.date >= date) t.quantity = t.quantity * ratio;
    }
    g.add(date, TransactionType::split, g.eur, security).ratio = ratio;
    sort(book);
    expect_same_days(before, days_of(g, book));
  });
}

TEST(ValuationProperty, P14_a_transfer_in_kind_inside_one_portfolio_changes_neither_value_nor_return) {
  for_cases(0x7AF, [](Random& random) {
    GeneratedLedger g(random, {});
    Book& book = g.ledger.book();
    if (book.securities.empty()) return;
    const auto before = days_of(g, book);
    const SecurityIndex security{static_cast<std::uint32_t>(random.below(book.securities.size()))};
    const Date date = g.first + random.any(0, g.last - g.first);
    const Decimal quantity = g.money(1, 1'000) * Decimal::from_parts(7, 9);  // unlike any other of the day
    for (const TransactionType type : {TransactionType::transfer_in, TransactionType::transfer_out}) {
      Transaction& t = g.add(date, type, g.eur, security);
      t.has_amount = false;
      t.quantity = quantity;
    }
    sort(book);
    const auto after = days_of(g, book);
    expect_same_days(before, after);
    for (const FlowTiming timing : timings) EXPECT_EQ(twr(before, timing), twr(after, timing));
  });
}

TEST(ValuationProperty, P15_income_left_as_cash_or_reinvested_at_the_close_gives_the_same_return) {
  for_cases(0x7B0, [](Random& random) {
    GeneratedLedger g(random, {});
    Book& book = g.ledger.book();
    if (book.securities.empty()) return;
    const SecurityIndex security{static_cast<std::uint32_t>(random.below(book.securities.size()))};
    const Currency currency = book.securities[security.at()].currency;
    const Decimal quantity = g.money(1, 1'000);
    const Decimal amount = working_product(quantity, close_by_hand(book, security, g.last));
    g.add(g.last, TransactionType::dividend, currency, security).amount = amount;
    sort(book);
    const auto cash = days_of(g, book);
    Transaction& t = g.add(g.last, TransactionType::buy, currency, security);
    t.amount = amount;
    t.quantity = quantity;
    sort(book);
    const auto reinvested = days_of(g, book);
    EXPECT_EQ(cash.back().value, reinvested.back().value);
    for (const FlowTiming timing : timings) EXPECT_EQ(twr(cash, timing), twr(reinvested, timing));
  });
}

TEST(ValuationProperty, P16_gross_is_not_below_net_and_equal_without_fee_rows) {
  for_cases(0x7B1, [](Random& random) {
    const GeneratedLedger g(random, {});
    const auto days = days_of(g, g.ledger.book());
    bool any_fee = false, any_tax = false;
    for (const PortfolioDay& d : days) {
      any_fee = any_fee || !d.fee_rows.is_zero();
      any_tax = any_tax || !d.taxes.is_zero();
    }
    for (const FlowTiming timing : timings) {
      const Rate net = twr(days, timing), gross = twr(days, timing, ReturnBasis::gross);
      const Rate before_tax = twr(days, timing, ReturnBasis::before_tax);
      EXPECT_TRUE(any_fee || gross == net);
      EXPECT_TRUE(any_tax || before_tax == net);
      if (!net || !gross || !before_tax) continue;
      EXPECT_GE(gross.value(), net.value());
      EXPECT_GE(before_tax.value(), net.value());
    }
  });
}

TEST(ValuationProperty, P19_another_portfolio_or_a_later_booking_never_changes_what_is_closed) {
  for_cases(0x7B4, [](Random& random) {
    GeneratedLedger g(random, {});
    const auto before = days_of(g, g.ledger.book());
    Book& book = g.ledger.book();
    g.ledger.add("portfolio Q EUR");
    const std::size_t own = book.transactions.size();
    for (std::size_t i = 0; i < own; ++i) {
      Transaction t = book.transactions[i];
      t.portfolio = PortfolioIndex{1};
      t.amount = t.amount * Decimal(3);
      t.quantity = t.quantity * Decimal(3);
      if (random.chance(2, 3) || t.type == TransactionType::split) book.transactions.push_back(t);
    }
    g.add(g.last + 1, TransactionType::withdrawal, g.eur).amount = g.money(1, 1'000);
    if (!book.securities.empty()) {
      g.add(g.last + 1, TransactionType::split, g.eur, SecurityIndex{0}).ratio = Decimal(3);
      book.prices[0].closes.push_back({g.last + 1, 1, Decimal(7)});
    }
    sort(book);
    expect_same_days(before, days_of(g, book));
  });
}

}  // namespace
}  // namespace dietz
