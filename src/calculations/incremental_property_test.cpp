#include "calculations/incremental_valuation.hpp"
#include "support/changing_book.hpp"
#include "support/same_bits.hpp"

#include <gtest/gtest.h>

// P7: incremental recalculation after any insert, correction, backdated change or deletion gives the bits of a run from
// scratch.
namespace dietz {
namespace {

using namespace test;

constexpr ReturnBasis bases[] = {ReturnBasis::net, ReturnBasis::gross, ReturnBasis::before_tax};

/// What a valuation answers, or why there is no answer.
struct Answer {
  std::string error;
  PortfolioHistory history;
  LotLedger lots;
  std::vector<LinkedReturn> returns;
};

Answer from_scratch(const Book& book, const ValuationSubject& of, Date to, const InternalTransfers& internal) {
  const MarketData market(book, book.policy, of.portfolio);
  auto history = replay(book, market, of.portfolio, of.currency, of.first, to, internal);
  if (!history) return {history.error().message(), {}, {}, {}};
  auto lots = open_lots(book, market, of.portfolio, of.currency, book.policy.lot_method, to);
  if (!lots) return {lots.error().message(), {}, {}, {}};
  Answer answer{{}, *std::move(history), *std::move(lots), {}};
  for (const ReturnBasis basis : bases) {
    answer.returns.push_back(link(sub_periods(valued_days(answer.history.days, book.policy.flow_timing, basis))));
  }
  return answer;
}

Answer answer_of(const IncrementalValuation& valuation) {
  const ReplayState& state = valuation.state();
  Answer answer{
      {}, {valuation.days(), state.holdings, state.cash, valuation.valued_by_custodian_only()}, valuation.lots(), {}};
  for (const ReturnBasis basis : bases) answer.returns.push_back(valuation.linked(basis));
  return answer;
}

void expect_same_days(const std::vector<PortfolioDay>& got, const std::vector<PortfolioDay>& want, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (!same(got[i], want[i])) ADD_FAILURE() << "another day " << want[i].date.to_string();
  }
}

void expect_same(const Answer& got, const Answer& want) {
  EXPECT_EQ(got.error, want.error);
  ASSERT_EQ(got.history.days.size(), want.history.days.size());
  expect_same_days(got.history.days, want.history.days, got.history.days.size());
  EXPECT_TRUE(same(got.history.holdings, want.history.holdings));
  EXPECT_TRUE(same(got.history.cash, want.history.cash));
  EXPECT_EQ(got.history.valued_by_custodian_only, want.history.valued_by_custodian_only);
  EXPECT_TRUE(same(got.lots.open, want.lots.open));
  EXPECT_TRUE(same(got.lots.realised, want.lots.realised));
  EXPECT_TRUE(same(got.returns, want.returns));
}

/// Days before the first one that was computed anew may not have moved.
void expect_untouched(const std::vector<PortfolioDay>& before, const std::vector<PortfolioDay>& after,
                      const Recomputed& recomputed, Date first) {
  const std::size_t kept = recomputed.from ? static_cast<std::size_t>(*recomputed.from - first) : after.size();
  expect_same_days(after, before, std::min(kept, before.size()));
}

/// A portfolio's valuation with the days it answered last.
struct Kept {
  ValuationSubject subject;
  IncrementalValuation valuation;
  std::vector<PortfolioDay> days;
};

TEST(IncrementalProperty, P7_any_changes_in_any_order_give_the_bits_of_a_run_from_scratch) {
  for_cases(0x1C4E, [](Random& random) {
    ChangingBook book(random);
    const Currency eur = Ledger::currency("EUR");
    const std::vector<PortfolioIndex> all = {PortfolioIndex{0}, PortfolioIndex{1}, PortfolioIndex{2}};
    const bool as_total = random.chance(1, 2);
    std::vector<Kept> kept;
    for (const PortfolioIndex p : all) {
      const Currency currency = as_total ? eur : book.book().portfolios[p.at()].currency;
      const ValuationSubject subject{p, currency, book.first};
      kept.push_back({subject, IncrementalValuation(book.book(), subject), {}});
    }
    Date to = book.first + random.any(-1, 80);
    std::vector<FactChange> changes;
    for (int step = random.any(1, 4); step > 0; --step) {
      const InternalTransfers internal = as_total ? internal_transfers(book.book(), all) : InternalTransfers();
      for (Kept& one : kept) {
        const auto recomputed = one.valuation.update(changes, to, internal);
        const Answer want = from_scratch(book.book(), one.subject, to, internal);
        Answer got;
        if (recomputed) {
          got = answer_of(one.valuation);
          expect_untouched(one.days, got.history.days, *recomputed, book.first);
        } else {
          got.error = recomputed.error().message();
        }
        expect_same(got, want);
        one.days = std::move(got.history.days);
      }
      const Date before = to;
      to = std::max(book.first - 1, to + random.any(random.chance(1, 8) ? -60 : 0, 40));
      changes = to > before && random.chance(1, 3) ? book.new_days(before + 1, to) : book.change();
    }
  });
}

}  // namespace
}  // namespace dietz
