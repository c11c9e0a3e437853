#include "calculations/valuation.hpp"

#include "calculations/booking.hpp"
#include "calculations/daily_rates.hpp"
#include "calculations/priced_position.hpp"

#include <algorithm>

namespace dietz {
namespace {

/// Value and cash held in one currency.
struct Bucket {
  Currency currency;
  Decimal amount;
};

void note_beginnings(ReplayState& state, std::span<const Transaction> bookings, std::span<const Valuation> totals) {
  if (!state.first_booking && !bookings.empty()) state.first_booking = bookings.front().date;
  if (!state.first_total && !totals.empty()) state.first_total = totals.front().date;
  if (state.first_booking_of_a_security) return;
  const auto of_a_security =
      std::find_if(bookings.begin(), bookings.end(), [](const Transaction& t) { return !t.security.is_none(); });
  if (of_a_security != bookings.end()) state.first_booking_of_a_security = of_a_security->date;
}

/// Replays one portfolio day by day.
class Replay {
 public:
  Replay(const Book& book, const MarketData& market, PortfolioIndex portfolio, Currency currency)
      : book_(book),
        market_(market),
        portfolio_(portfolio),
        currency_(currency),
        rates_(market, currency),
        rates_before_(market, currency) {}

  /// Continues after `state`, whose days are known; `to` is as far as it will go.
  void begin(ReplayState&& state, Date to) {
    bookings_ = dated_between(transactions_of(book_, portfolio_), state.closed, to);
    totals_ = dated_between(valuations_of(book_, portfolio_), state.closed, to);
    closed_ = state.closed;
    account_.holdings = std::move(state.holdings);
    account_.cash = std::move(state.cash);
    beginnings_ = std::move(state);
    note_beginnings(beginnings_, bookings_, totals_);
    totals_alone_ = known_by_totals_alone(beginnings_);
  }

  /// Books and values the day after the last one.
  void advance(PortfolioDay& day, const InternalTransfers& internal) {
    const auto book_next = [&] {
      const Transaction& t = bookings_.front();
      book(t, !internal.empty() && internal[static_cast<std::size_t>(&t - book_.transactions.data())]);
      bookings_ = bookings_.subspan(1);
    };
    ++closed_;
    std::swap(rates_, rates_before_);
    day_ = &day;
    day_->date = closed_;
    const auto due = [this] { return !bookings_.empty() && bookings_.front().date == closed_; };
    while (due() && booking_rank(bookings_.front().type) == 0) book_next();
    add_currency_gain();
    while (due()) book_next();
    value_day();
  }

  [[nodiscard]] Date closed() const { return closed_; }

  [[nodiscard]] ReplayState state() const {
    const auto so_far = [this](std::optional<Date> date) { return date && *date <= closed_ ? date : std::nullopt; };
    return {closed_,
            account_.holdings,
            account_.cash,
            so_far(beginnings_.first_booking),
            so_far(beginnings_.first_booking_of_a_security),
            so_far(beginnings_.first_total)};
  }

 private:
  void book(const Transaction& t, bool internal) {
    account(t, internal);
    account_.apply(t);
    buckets_of_ = {};
  }

  /// An amount in the reporting currency; a missing rate leaves the day without value.
  Decimal in_currency(const Decimal& amount, Currency from) {
    if (amount.is_zero() || from == currency_) return amount;
    const Quote& quote = rates_.from(from, day_->date);
    if (quote.reason == Reason::none) return converted(amount, quote);
    miss(quote.reason, "rate " + from.code() + "-" + currency_.code());
    return {};
  }

  void account(const Transaction& t, bool internal) {
    const auto add = [this, &t](Decimal& sum, const Decimal& amount) {
      if (!amount.is_zero()) sum = working_sum(sum, in_currency(amount, t.currency));
    };
    add(day_->fees, t.fees);
    add(day_->taxes, t.taxes);
    switch (t.type) {
      case TransactionType::deposit:
        return add(day_->flows_in, t.amount);
      case TransactionType::withdrawal:
        return add(day_->flows_out, t.amount);
      case TransactionType::transfer_in:
        if (!internal) day_->flows_in = working_sum(day_->flows_in, transferred(t));
        return;
      case TransactionType::transfer_out:
        if (!internal) day_->flows_out = working_sum(day_->flows_out, transferred(t));
        return;
      case TransactionType::dividend:
      case TransactionType::interest:
        return add(day_->income, t.amount);
      case TransactionType::fee:
        add(day_->fees, t.amount);
        return add(day_->fee_rows, t.amount);
      case TransactionType::tax:
        return add(day_->taxes, t.amount);
      default:
        return;
    }
  }

  /// A transfer's flow: what is booked, else quantity × the day's close.
  Decimal transferred(const Transaction& t) {
    if (t.security.is_none() || t.has_amount) return in_currency(t.amount, t.currency);
    const Quote price = market_.price(t.security, day_->date);
    if (price.reason != Reason::none) {
      miss(price.reason, "price of " + book_.securities[t.security.at()].id);
      return {};
    }
    return in_currency(working_product(t.quantity, price.value), market_.price_currency(t.security));
  }

  /// Positions follow the holdings, which close and open in between but keep their order.
  PricedPosition& position(std::size_t i) {
    const SecurityIndex security = account_.holdings[i].security;
    return i < positions_.size() && positions_[i].security() == security ? positions_[i] : opened_position(i, security);
  }

  PricedPosition& opened_position(std::size_t i, SecurityIndex security) {
    while (i < positions_.size() && positions_[i].security() != security) {
      positions_.erase(positions_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (i < positions_.size()) return positions_[i];
    return positions_.emplace_back(market_, security, day_->date);
  }

  /// quantity × price of each holding, added up by currency. A missing price leaves its bucket without that holding.
  void fill_buckets() {
    if (buckets_of_ == day_->date) return;
    buckets_of_ = day_->date;
    buckets_.clear();
    const auto add = [this](Currency currency, const Decimal& amount) {
      for (Bucket& bucket : buckets_) {
        if (bucket.currency != currency) continue;
        bucket.amount = working_sum(bucket.amount, amount);
        return;
      }
      buckets_.push_back({currency, amount});
    };
    missing_price_ = SecurityIndex::none();
    for (std::size_t i = 0; i < account_.holdings.size(); ++i) {
      const Decimal& quantity = account_.holdings[i].quantity;
      PricedPosition& p = position(i);
      p.refresh(market_, day_->date);
      if (p.missing() != Reason::none) {
        if (missing_price_.is_none()) missing_price_ = p.security();
        missing_reason_ = p.missing();
        continue;
      }
      add(p.currency(), p.value_of(quantity));
    }
    for (const CashBalance& c : account_.cash) add(c.currency, c.amount);
  }

  /// Before the day's bookings but after its splits: what was held yesterday, at today's prices × the change of rate.
  void add_currency_gain() {
    const auto foreign = [this](const CashBalance& balance) { return balance.currency != currency_; };
    bool any = std::any_of(account_.cash.begin(), account_.cash.end(), foreign);
    for (std::size_t i = 0; i < account_.holdings.size() && !any; ++i) any = position(i).currency() != currency_;
    if (!any) return;
    fill_buckets();
    for (const Bucket& bucket : buckets_) {
      if (bucket.currency == currency_) continue;
      const Quote& today = rates_.from(bucket.currency, day_->date);
      const Quote& before = rates_before_.from(bucket.currency, day_->date - 1);
      if (today.reason != Reason::none || before.reason != Reason::none) continue;
      const Decimal gain = working_sum(converted(bucket.amount, today), -converted(bucket.amount, before));
      day_->currency_gain = working_sum(day_->currency_gain, gain);
    }
  }

  void value_day() {
    if (const Valuation* total = custodian_total()) {
      day_->value = in_currency(total->value, book_.portfolios[portfolio_.at()].currency);
      if (day_->missing != Reason::none) day_->value.reset();
      return;
    }
    if (totals_alone_.only && day_->date < totals_alone_.opened) {
      day_->value = Decimal();
      return;
    }
    if (totals_alone_.only) return miss(Reason::insufficient_data, "valuation");
    fill_buckets();
    if (!missing_price_.is_none()) miss(missing_reason_, "price of " + book_.securities[missing_price_.at()].id);
    Decimal total;
    for (const Bucket& bucket : buckets_) total = working_sum(total, in_currency(bucket.amount, bucket.currency));
    if (day_->missing == Reason::none) day_->value = total;
  }

  const Valuation* custodian_total() {
    while (!totals_.empty() && totals_.front().date < day_->date) totals_ = totals_.subspan(1);
    return !totals_.empty() && totals_.front().date == day_->date ? &totals_.front() : nullptr;
  }

  void miss(Reason reason, std::string what) {
    if (day_->missing != Reason::none) return;
    day_->missing = reason;
    day_->missing_what = std::move(what);
  }

  const Book& book_;
  const MarketData& market_;
  PortfolioIndex portfolio_;
  Currency currency_;
  DailyRates rates_;
  DailyRates rates_before_;
  Account account_;
  std::vector<PricedPosition> positions_;  ///< in the order of account_.holdings
  std::vector<Bucket> buckets_;
  std::optional<Date> buckets_of_;         ///< the day whose buckets they are, unless something was booked since
  std::span<const Transaction> bookings_;  ///< still to come
  std::span<const Valuation> totals_;      ///< still to come
  Date closed_;
  ReplayState beginnings_;  ///< as far as the replay will go; its holdings and cash have moved into account_
  TotalsAlone totals_alone_;
  PortfolioDay* day_ = nullptr;
  SecurityIndex missing_price_;
  Reason missing_reason_ = Reason::none;
};

Error overflowed(const Book& book, PortfolioIndex portfolio, const DecimalOverflow& overflow) {
  return Error::invalid("portfolio " + book.portfolios[portfolio.at()].id + ": " + overflow.what());
}

}  // namespace

TotalsAlone known_by_totals_alone(const ReplayState& state) {
  TotalsAlone alone;
  alone.only = state.first_total && !state.first_booking_of_a_security;
  if (alone.only && state.first_booking && *state.first_booking <= *state.first_total) {
    alone.opened = *state.first_booking;
  }
  return alone;
}

Result<ReplayState> replay_state(const Book& book, PortfolioIndex portfolio, Date closed) try {
  const auto bookings = dated_between(transactions_of(book, portfolio), Date::min(), closed);
  Account account;
  for (const Transaction& t : bookings) account.apply(t);
  ReplayState state;
  state.closed = closed;
  state.holdings = std::move(account.holdings);
  state.cash = std::move(account.cash);
  note_beginnings(state, bookings, dated_between(valuations_of(book, portfolio), Date::min(), closed));
  return state;
} catch (const DecimalOverflow& overflow) {
  return overflowed(book, portfolio, overflow);
}

Status replay_on(const Book& book, const MarketData& market, PortfolioIndex portfolio, Currency currency, Date to,
                 const InternalTransfers& internal, ReplayState& state, std::vector<PortfolioDay>& days,
                 std::vector<ReplayState>* month_ends) try {
  if (state.closed >= to) return Done{};
  Replay replay(book, market, portfolio, currency);
  replay.begin(std::move(state), to);
  while (replay.closed() < to) {
    replay.advance(days.emplace_back(), internal);
    if (month_ends != nullptr && replay.closed() == replay.closed().month_end()) month_ends->push_back(replay.state());
  }
  state = replay.state();
  return Done{};
} catch (const DecimalOverflow& overflow) {
  return overflowed(book, portfolio, overflow);
}

Result<PortfolioHistory> replay(const Book& book, const MarketData& market, PortfolioIndex portfolio, Currency currency,
                                Date first, Date to, const InternalTransfers& internal) {
  auto state = replay_state(book, portfolio, first - 1);
  if (!state) return std::move(state).error();
  PortfolioHistory history;
  history.days.reserve(static_cast<std::size_t>(std::max(0, to - first + 1)));
  if (const Status done = replay_on(book, market, portfolio, currency, to, internal, *state, history.days, nullptr);
      !done) {
    return done.error();
  }
  history.holdings = std::move(state->holdings);
  history.cash = std::move(state->cash);
  history.valued_by_custodian_only = known_by_totals_alone(*state).only;
  return history;
}

ValuedDay valued_day(const PortfolioDay& day, FlowTiming timing, ReturnBasis basis) {
  ValuedDay valued;
  valued.date = day.date;
  valued.value = day.value;
  valued.missing = day.missing;
  add_flow(valued, day.flows_in, timing);
  add_flow(valued, -day.flows_out, timing);
  if (basis == ReturnBasis::gross) add_flow(valued, -day.fee_rows, timing, FlowTiming::end);
  if (basis == ReturnBasis::before_tax) add_flow(valued, -day.taxes, timing, FlowTiming::end);
  return valued;
}

std::vector<ValuedDay> valued_days(std::span<const PortfolioDay> days, FlowTiming timing, ReturnBasis basis) {
  std::vector<ValuedDay> out;
  out.reserve(days.size());
  for (const PortfolioDay& day : days) out.push_back(valued_day(day, timing, basis));
  return out;
}

}  // namespace dietz
