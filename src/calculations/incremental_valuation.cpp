#include "calculations/incremental_valuation.hpp"

#include "calculations/booking.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace dietz {
namespace {

constexpr std::array<ReturnBasis, return_bases> bases = {ReturnBasis::net, ReturnBasis::gross, ReturnBasis::before_tax};

void sort_and_unify(std::vector<SecurityIndex>& securities) {
  std::sort(securities.begin(), securities.end());
  securities.erase(std::unique(securities.begin(), securities.end()), securities.end());
}

bool is_transfer(TransactionType type) {
  return type == TransactionType::transfer_in || type == TransactionType::transfer_out;
}

}  // namespace

IncrementalValuation::IncrementalValuation(const Book& book, ValuationSubject subject)
    : book_(book), subject_(subject), lots_(subject.currency, book.policy.lot_method) {}

LinkedReturn IncrementalValuation::linked(ReturnBasis basis) const {
  return returns_[static_cast<std::size_t>(basis)].result();
}

Result<Recomputed> IncrementalValuation::update(std::span<const FactChange> changes, Date to,
                                                const InternalTransfers& internal) {
  renew_market(changes);
  Date from = to + 1;
  for (const FactChange& change : changes)
    from = std::min(from, touched_from(change, !internal.empty()).value_or(from));
  if (!checkpoints_.empty() && from <= state_.closed) back_to_before(from);
  const bool continued = !checkpoints_.empty();
  from = continued ? state_.closed + 1 : subject_.first;
  Status done = continued ? go_on(to, internal) : begin_and_go_on(to, internal);
  // What has become known of the portfolio as a whole, or what an error is, is told by a run from scratch.
  const bool same_as_before = days_.empty() || totals_alone_ == known_by_totals_alone(state_);
  if (continued && !(done && same_as_before)) {
    from = subject_.first;
    done = begin_and_go_on(to, internal);
  }
  if (!done) {
    forget();
    return done.error();
  }
  totals_alone_ = known_by_totals_alone(state_);
  return Recomputed{from <= to ? std::optional(from) : std::nullopt};
}

void IncrementalValuation::renew_market(std::span<const FactChange> changes) {
  const bool trades_count = book_.policy.missing_price == MissingPrice::last_transaction;
  const auto changes_market = [&](const FactChange& change) {
    if (change.file == BookFile::prices) return trades_count;
    if (change.file != BookFile::transactions || change.portfolio != subject_.portfolio) return false;
    return change.type == TransactionType::split || (trades_count && !change.security.is_none());
  };
  if (market_ && std::none_of(changes.begin(), changes.end(), changes_market)) return;
  market_.emplace(book_, book_.policy, subject_.portfolio);
}

std::optional<Date> IncrementalValuation::touched_from(const FactChange& change, bool transfers_pair) const {
  const auto adjusted = [&] { return book_.prices[change.security.at()].adjustment != Adjustment::raw; };
  const bool own = change.portfolio == subject_.portfolio;
  switch (change.file) {
    case BookFile::transactions:
      if (!own) return transfers_pair && is_transfer(change.type) ? std::optional(change.date) : std::nullopt;
      if (change.type == TransactionType::split && adjusted()) return Date::min();
      return change.date;
    case BookFile::valuations:
      return own ? std::optional(change.date) : std::nullopt;
    case BookFile::prices: {
      const auto& closes = book_.prices[change.security.at()].closes;
      const bool may_be_the_only_one = closes.empty() || closes.front().date >= change.date;
      // With a first close, or without the last one, trades no longer or again stand in on every day.
      if (may_be_the_only_one && book_.policy.missing_price == MissingPrice::last_transaction) return Date::min();
      return needs_price(change) ? std::optional(change.date) : std::nullopt;
    }
    case BookFile::fx:
      return needs_rates(change.date) ? std::optional(change.date) : std::nullopt;
    default:
      return Date::min();
  }
}

const ValuationCheckpoint* IncrementalValuation::checkpoint_before(Date date) const {
  const auto after = std::partition_point(checkpoints_.begin(), checkpoints_.end(),
                                          [date](const ValuationCheckpoint& c) { return c.state.closed < date; });
  return after == checkpoints_.begin() ? nullptr : &*std::prev(after);
}

/// What was held at the checkpoint before, or booked since.
bool IncrementalValuation::needs_price(const FactChange& change) const {
  const ValuationCheckpoint* before = checkpoint_before(change.date);
  if (before == nullptr) return true;
  const auto& held = before->state.holdings;
  const auto since = bookings_between(before->state.closed, state_.closed);
  return std::any_of(held.begin(), held.end(), [&](const Holding& h) { return h.security == change.security; }) ||
         std::any_of(since.begin(), since.end(), [&](const Transaction& t) {
           return t.security == change.security || t.new_security == change.security;
         });
}

bool IncrementalValuation::needs_rates(Date from) const {
  const ValuationCheckpoint* before = checkpoint_before(from);
  if (before == nullptr || book_.portfolios[subject_.portfolio.at()].currency != subject_.currency) return true;
  const auto foreign = [this](Currency currency) { return currency != subject_.currency; };
  const auto priced_abroad = [&](SecurityIndex security) {
    return !security.is_none() && foreign(book_.prices[security.at()].currency);
  };
  const auto& held = before->state.holdings;
  const auto& cash = before->state.cash;
  const auto since = bookings_between(before->state.closed, state_.closed);
  return std::any_of(held.begin(), held.end(), [&](const Holding& h) { return priced_abroad(h.security); }) ||
         std::any_of(cash.begin(), cash.end(), [&](const CashBalance& c) { return foreign(c.currency); }) ||
         std::any_of(since.begin(), since.end(), [&](const Transaction& t) {
           return foreign(t.currency) || priced_abroad(t.security) || priced_abroad(t.new_security) ||
                  t.type == TransactionType::exchange;
         });
}

std::span<const Transaction> IncrementalValuation::bookings_between(Date after, Date to) const {
  return dated_between(transactions_of(book_, subject_.portfolio), after, to);
}

void IncrementalValuation::forget() {
  checkpoints_.clear();
  days_.clear();
  state_ = {};
  returns_ = {};
  days_linked_ = 0;
  lots_ = LotReplay(subject_.currency, book_.policy.lot_method);
  booked_.clear();
}

Status IncrementalValuation::begin() {
  forget();
  auto state = replay_state(book_, subject_.portfolio, subject_.first - 1);
  if (!state) return std::move(state).error();
  state_ = *state;
  if (Status booked = book_lots(Date::min(), state_.closed); !booked) return booked;
  add_checkpoint(*std::move(state));
  return Done{};
}

Status IncrementalValuation::begin_and_go_on(Date to, const InternalTransfers& internal) {
  if (Status begun = begin(); !begun) return begun;
  return go_on(to, internal);
}

Status IncrementalValuation::go_on(Date to, const InternalTransfers& internal) {
  Date booked_to = state_.closed;
  std::vector<ReplayState> month_ends;
  Status done =
      replay_on(book_, *market_, subject_.portfolio, subject_.currency, to, internal, state_, days_, &month_ends);
  if (!done) return done;
  for (ReplayState& month_end : month_ends) {
    if (Status booked = book_lots(booked_to, month_end.closed); !booked) return booked;
    booked_to = month_end.closed;
    add_returns(month_end.closed);
    add_checkpoint(std::move(month_end));
  }
  add_returns(state_.closed);
  return book_lots(booked_to, state_.closed);
}

Status IncrementalValuation::book_lots(Date after, Date to) try {
  BookingWorth worth(book_, *market_, subject_.currency);
  for (const Transaction& t : bookings_between(after, to)) {
    if (Status applied = lots_.apply(worth, t); !applied) return applied;
    for (const SecurityIndex security : {t.security, t.new_security}) {
      if (!security.is_none()) booked_.push_back(security);
    }
  }
  return Done{};
} catch (const DecimalOverflow& overflow) {
  return Error::invalid("portfolio " + book_.portfolios[subject_.portfolio.at()].id + ": " + overflow.what());
}

void IncrementalValuation::add_returns(Date to) {
  for (; days_linked_ < days_.size() && days_[days_linked_].date <= to; ++days_linked_) {
    for (std::size_t b = 0; b < return_bases; ++b) {
      returns_[b].add(days_, days_linked_, book_.policy.flow_timing, bases[b]);
    }
  }
}

void IncrementalValuation::add_checkpoint(ReplayState state) {
  ValuationCheckpoint& checkpoint = checkpoints_.emplace_back();
  checkpoint.state = std::move(state);
  checkpoint.returns = returns_;
  sort_and_unify(booked_);
  for (const SecurityIndex security : booked_) {
    if (auto lots = lots_.state_of(security)) checkpoint.lots.push_back(*std::move(lots));
  }
  booked_.clear();
}

void IncrementalValuation::back_to_before(Date date) {
  const ValuationCheckpoint* last = checkpoint_before(date);
  if (last == nullptr) return forget();
  const auto kept = static_cast<std::size_t>(last - checkpoints_.data()) + 1;
  std::vector<SecurityIndex> changed = std::move(booked_);
  for (std::size_t i = kept; i < checkpoints_.size(); ++i) {
    for (const SecurityLotState& lots : checkpoints_[i].lots) changed.push_back(lots.security);
  }
  checkpoints_.resize(kept);
  state_ = checkpoints_.back().state;
  returns_ = checkpoints_.back().returns;
  days_.resize(static_cast<std::size_t>(state_.closed - subject_.first + 1));
  days_linked_ = days_.size();
  restore_lots(std::move(changed));
}

/// As they stand in the last checkpoint that has them.
void IncrementalValuation::restore_lots(std::vector<SecurityIndex> securities) {
  booked_.clear();
  sort_and_unify(securities);
  for (const SecurityIndex security : securities) {
    lots_.forget(security);
    for (auto checkpoint = checkpoints_.rbegin(); checkpoint != checkpoints_.rend(); ++checkpoint) {
      const auto& lots = checkpoint->lots;
      const auto found =
          std::lower_bound(lots.begin(), lots.end(), security,
                           [](const SecurityLotState& state, SecurityIndex wanted) { return state.security < wanted; });
      if (found == lots.end() || found->security != security) continue;
      lots_.restore(*found);
      break;
    }
  }
}

}  // namespace dietz
