#include "calculations/position_gains.hpp"

#include "calculations/booking.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace dietz {
namespace {

void add_to(Decimal& sum, const Decimal& amount) {
  if (!amount.is_zero()) sum = working_sum(sum, amount);
}

/// A position of nothing tells nothing.
bool is_of_use(const PositionSpan& span) {
  if (!span.unvalued.empty()) return true;
  const PositionGain& gain = span.gain;
  const Decimal* const all[] = {&span.begin_value, &span.flow,   &span.flow_days, &gain.price,
                                &gain.currency,    &gain.income, &gain.fees,      &gain.taxes};
  return std::any_of(std::begin(all), std::end(all), [](const Decimal* amount) { return !amount->is_zero(); });
}

class PositionReplay {
 public:
  PositionReplay(const Book& book, const MarketData& market, PortfolioIndex portfolio, Currency currency,
                 FlowTiming timing, const InternalTransfers& internal)
      : book_(book),
        market_(market),
        currency_(currency),
        timing_(timing),
        internal_(internal),
        bookings_(transactions_of(book, portfolio)) {}

  void run(std::span<const Date> ends, const SpanSink& sink) {
    if (ends.empty()) return;
    while (!bookings_.empty() && bookings_.front().date <= ends.front()) {
      account_.apply(bookings_.front());
      bookings_ = bookings_.subspan(1);
    }
    date_ = ends.front();
    for (const PositionKey& key : held()) open_[key].begin_value = value_of(key).value_or(Decimal());
    for (std::size_t at = 1; at < ends.size(); ++at) {
      end_ = ends[at];
      while (date_ < end_) advance();
      close(at, sink);
    }
  }

 private:
  struct Open {
    Decimal begin_value, flow, flow_days, currency, income, fees, taxes;
    std::vector<UnvaluedMove> unvalued;
  };

  void advance() {
    ++date_;
    const auto due = [this] { return !bookings_.empty() && bookings_.front().date == date_; };
    while (due() && booking_rank(bookings_.front().type) == 0) book_next();
    add_currency_gains();
    while (due()) book_next();
  }

  void book_next() {
    const Transaction& t = bookings_.front();
    const auto at = static_cast<std::size_t>(&t - book_.transactions.data());
    account(t, !internal_.empty() && internal_[at]);
    account_.apply(t);
    bookings_ = bookings_.subspan(1);
  }

  /// A missing rate leaves the day without value, and the amount out of every sum, as in the portfolio's own days.
  [[nodiscard]] Decimal in_currency(const Decimal& amount, Currency from) const {
    if (amount.is_zero() || from == currency_) return amount;
    const Quote rate = market_.rate(from, currency_, date_);
    return rate.reason == Reason::none ? converted(amount, rate) : Decimal();
  }

  [[nodiscard]] Decimal at_market(const Transaction& t) const {
    const Quote price = market_.price(t.security, date_);
    if (price.reason != Reason::none) return {};
    return in_currency(working_product(t.quantity, price.value), market_.price_currency(t.security));
  }

  /// What comes from outside the portfolio: deposits, withdrawals, transfers.
  [[nodiscard]] Decimal external(const Transaction& t, bool internal) const {
    switch (t.type) {
      case TransactionType::deposit:
        return in_currency(t.amount, t.currency);
      case TransactionType::withdrawal:
        return -in_currency(t.amount, t.currency);
      case TransactionType::transfer_in:
      case TransactionType::transfer_out: {
        // Both sides of an internal transfer are told apart at the market's price, so that they cancel.
        const bool by_price = !t.security.is_none() && (internal || !t.has_amount);
        const Decimal value = by_price ? at_market(t) : in_currency(t.amount, t.currency);
        return t.type == TransactionType::transfer_in ? value : -value;
      }
      default:
        return {};
    }
  }

  void account(const Transaction& t, bool internal) {
    const PositionKey cash{SecurityIndex::none(), t.currency};
    const PositionKey key = t.security.is_none() ? cash : PositionKey{t.security, {}};
    const Decimal from_outside = external(t, internal);
    const bool income = t.type == TransactionType::dividend || t.type == TransactionType::interest;
    Open& position = open_[key];
    add_to(position.fees, in_currency(t.fees, t.currency));
    add_to(position.taxes, in_currency(t.taxes, t.currency));
    if (income) add_to(position.income, in_currency(t.amount, t.currency));
    if (t.type == TransactionType::fee) add_to(position.fees, in_currency(t.amount, t.currency));
    if (t.type == TransactionType::tax) add_to(position.taxes, in_currency(t.amount, t.currency));
    flow_from_outside(position, from_outside);
    if (t.type == TransactionType::exchange) {
      move(cash, {SecurityIndex::none(), t.bought_currency}, in_currency(t.amount, t.currency));
    } else if (!key.is_cash()) {
      const BookingEffect effect = effect_of(t);
      move(key, cash, in_currency(effect.cash_change, t.currency));
      if (!effect.received.is_none()) reorganise(position, key, effect);
    }
  }

  /// What comes is worth its close, and leaves the security it comes from.
  void reorganise(Open& old, const PositionKey& key, const BookingEffect& effect) {
    const Decimal units = received_units(effect, account_.held(effect.security));
    if (units.is_zero()) return;
    const Currency currency = market_.price_currency(effect.received);
    const Quote price = market_.price(effect.received, date_);
    Reason unknown = price.reason;
    if (unknown == Reason::none && currency != currency_) unknown = market_.rate(currency, currency_, date_).reason;
    if (unknown != Reason::none) {
      old.unvalued.push_back({effect.received, date_, unknown});
      return;
    }
    move(key, {effect.received, {}}, in_currency(working_product(units, price.value), currency));
  }

  void flow_from_outside(Open& position, const Decimal& amount) {
    const bool at_start =
        timing_ == FlowTiming::start || (timing_ == FlowTiming::inflow_start_outflow_end && !amount.is_negative());
    add_flow(position, amount, at_start ? 1 : 0);
  }

  void move(const PositionKey& from, const PositionKey& to, const Decimal& amount) {
    add_flow(open_[from], -amount, 0);
    add_flow(open_[to], amount, 0);
  }

  void add_flow(Open& position, const Decimal& amount, int more_days) const {
    if (amount.is_zero()) return;
    add_to(position.flow, amount);
    add_to(position.flow_days, working_product(amount, Decimal(end_ - date_ + more_days)));
  }

  void add_currency_gains() {
    for (const Holding& holding : account_.holdings) {
      const Currency from = market_.price_currency(holding.security);
      if (from == currency_) continue;
      const Quote price = market_.price(holding.security, date_);
      if (price.reason == Reason::none)
        add_currency_gain({holding.security, {}}, working_product(holding.quantity, price.value), from);
    }
    for (const CashBalance& cash : account_.cash) {
      if (cash.currency != currency_)
        add_currency_gain({SecurityIndex::none(), cash.currency}, cash.amount, cash.currency);
    }
  }

  void add_currency_gain(const PositionKey& key, const Decimal& amount, Currency from) {
    const Quote today = market_.rate(from, currency_, date_);
    const Quote before = market_.rate(from, currency_, date_ - 1);
    if (today.reason != Reason::none || before.reason != Reason::none) return;
    add_to(open_[key].currency, working_sum(converted(amount, today), -converted(amount, before)));
  }

  [[nodiscard]] std::vector<PositionKey> held() const {
    std::vector<PositionKey> keys;
    for (const Holding& holding : account_.holdings) keys.push_back({holding.security, {}});
    for (const CashBalance& cash : account_.cash) keys.push_back({SecurityIndex::none(), cash.currency});
    return keys;
  }

  /// At today's close; nothing where a price or rate is missing.
  [[nodiscard]] std::optional<Decimal> value_of(const PositionKey& key) const {
    Decimal amount;
    Currency from = key.currency;
    if (key.is_cash()) {
      for (const CashBalance& cash : account_.cash) {
        if (cash.currency == key.currency) amount = cash.amount;
      }
    } else {
      from = market_.price_currency(key.security);
      for (const Holding& holding : account_.holdings) {
        if (holding.security != key.security) continue;
        const Quote price = market_.price(key.security, date_);
        if (price.reason != Reason::none) return {};
        amount = working_product(holding.quantity, price.value);
      }
    }
    if (amount.is_zero() || from == currency_) return amount;
    const Quote rate = market_.rate(from, currency_, date_);
    return rate.reason == Reason::none ? std::optional(converted(amount, rate)) : std::nullopt;
  }

  void close(std::size_t at, const SpanSink& sink) {
    for (const PositionKey& key : held()) open_.try_emplace(key);
    spans_.clear();
    for (auto entry = open_.begin(); entry != open_.end();) {
      Open& open = entry->second;
      PositionSpan span{entry->first,
                        open.begin_value,
                        open.flow,
                        open.flow_days,
                        {{}, open.currency, open.income, open.fees, open.taxes},
                        std::move(open.unvalued)};
      // Without its price part, what the position would be worth.
      Decimal expected = working_sum(open.begin_value, open.flow);
      add_to(expected, span.gain.sum());
      const Decimal end_value = value_of(entry->first).value_or(expected);
      span.gain.price = working_sum(end_value, -expected);
      if (is_of_use(span)) spans_.push_back(std::move(span));
      entry->second = Open{end_value, {}, {}, {}, {}, {}, {}, {}};
      entry = end_value.is_zero() ? open_.erase(entry) : std::next(entry);
    }
    sink(at, spans_);
  }

  const Book& book_;
  const MarketData& market_;
  Currency currency_;
  FlowTiming timing_;
  const InternalTransfers& internal_;
  std::span<const Transaction> bookings_;
  Account account_;
  std::map<PositionKey, Open> open_;
  std::vector<PositionSpan> spans_;
  Date date_;
  Date end_;
};

}  // namespace

Decimal PositionGain::sum() const {
  Decimal sum = working_sum(working_sum(price, currency), income);
  add_to(sum, -fees);
  add_to(sum, -taxes);
  return sum;
}

Status follow_positions(const Book& book, const MarketData& market, PortfolioIndex portfolio, Currency currency,
                        std::span<const Date> ends, FlowTiming timing, const InternalTransfers& internal,
                        const SpanSink& sink) try {
  PositionReplay(book, market, portfolio, currency, timing, internal).run(ends, sink);
  return Done{};
} catch (const DecimalOverflow& overflow) {
  return Error::invalid("portfolio " + book.portfolios[portfolio.at()].id + ": " + overflow.what());
}

}  // namespace dietz
