#include "calculations/valuation.hpp"

#include "calculations/booking.hpp"

#include <algorithm>

namespace dietz {
namespace {

/// One position with its price of the day; the product is kept while neither changes.
struct Position {
  SecurityIndex security;
  Currency currency;
  Quote quote;
  Date looked_up_on;           ///< the day of the last look-up of `quote`
  std::size_t next_close = 0;  ///< first close not yet looked at
  Decimal quantity;            ///< that `value` was computed from
  Decimal value;               ///< quantity × price in the price's currency
  bool fresh = false;          ///< `value` is that of quantity and quote
};

/// Value and cash held in one currency.
struct Bucket {
  Currency currency;
  Decimal amount;
};

/// Replays one portfolio day by day.
class Replay {
 public:
  Replay(const Book& book, const MarketData& market, PortfolioIndex portfolio, Currency currency)
      : book_(book), market_(market), portfolio_(portfolio), currency_(currency) {}

  void run(Date first, Date to, const InternalTransfers& internal, PortfolioHistory& history) {
    const auto bookings = transactions_of(book_, portfolio_);
    const auto offset = static_cast<std::size_t>(bookings.data() - book_.transactions.data());
    const auto is_internal = [&](std::size_t i) { return !internal.empty() && internal[offset + i]; };
    history.days.reserve(static_cast<std::size_t>(std::max(0, to - first + 1)));
    totals_ = valuations_of(book_, portfolio_);
    custodian_only_ = valued_by_custodian_only(book_, portfolio_);
    // Known to be empty before a booking that comes before every stated total.
    const bool begins_empty = custodian_only_ && !bookings.empty() && bookings.front().date <= totals_.front().date;
    if (begins_empty) opened_ = bookings.front().date;
    std::size_t next = 0;
    for (Date date = first; date <= to; ++date) {
      day_ = &history.days.emplace_back();
      day_->date = date;
      for (; next < bookings.size() && bookings[next].date <= date && booking_rank(bookings[next].type) == 0; ++next) {
        book(bookings[next], is_internal(next));
      }
      add_currency_gain();
      for (; next < bookings.size() && bookings[next].date <= date; ++next) book(bookings[next], is_internal(next));
      value_day();
    }
    std::erase_if(account_.holdings, [](const Holding& h) { return h.quantity.is_zero(); });
    std::erase_if(account_.cash, [](const CashBalance& c) { return c.amount.is_zero(); });
    history.holdings = std::move(account_.holdings);
    history.cash = std::move(account_.cash);
    history.valued_by_custodian_only = custodian_only_;
  }

 private:
  void book(const Transaction& t, bool internal) {
    if (t.date == day_->date) account(t, internal);  // earlier ones only make up what is held on the first day
    account_.apply(t);
  }

  /// An amount in the reporting currency; a missing rate leaves the day without value.
  Decimal in_currency(const Decimal& amount, Currency from) {
    if (amount.is_zero() || from == currency_) return amount;
    const Quote quote = market_.rate(from, currency_, day_->date);
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

  Position& position(std::size_t i) {
    while (positions_.size() <= i) {
      const SecurityIndex security = account_.holdings[positions_.size()].security;
      positions_.push_back({security, market_.price_currency(security), {}, {}, 0, {}, {}, false});
    }
    return positions_[i];
  }

  /// Looks the price up again only where something since the last look-up may have changed it.
  void refresh(Position& p) {
    const auto& closes = market_.closes(p.security);
    bool changed = p.quote.reason != Reason::none || p.quote.quoted_on == Date();
    for (; p.next_close < closes.size() && closes[p.next_close].date <= day_->date; ++p.next_close) changed = true;
    changed = changed || day_->date - p.quote.quoted_on > market_.stale_after_days();
    for (const SplitEvent& split : market_.splits(p.security)) {
      changed = changed || (p.looked_up_on < split.date && split.date <= day_->date);
    }
    if (!changed) return;
    p.quote = market_.price(p.security, day_->date);
    p.looked_up_on = day_->date;
    p.fresh = false;
  }

  /// quantity × price of each holding, added up by currency. A missing price leaves its bucket without that holding.
  void fill_buckets() {
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
      if (quantity.is_zero()) continue;
      Position& p = position(i);
      refresh(p);
      if (p.quote.reason != Reason::none) {
        if (missing_price_.is_none()) missing_price_ = p.security;
        missing_reason_ = p.quote.reason;
        continue;
      }
      if (!p.fresh || p.quantity != quantity) {
        p.quantity = quantity;
        p.value = working_product(quantity, p.quote.value);
        p.fresh = true;
      }
      add(p.currency, p.value);
    }
    for (const CashBalance& c : account_.cash) {
      if (!c.amount.is_zero()) add(c.currency, c.amount);
    }
  }

  /// Before the day's bookings but after its splits: what was held yesterday, at today's prices × the change of rate.
  void add_currency_gain() {
    const auto foreign = [this](const auto& entry) { return entry.currency != currency_; };
    bool any = std::any_of(account_.cash.begin(), account_.cash.end(), foreign);
    for (std::size_t i = 0; i < account_.holdings.size() && !any; ++i) any = foreign(position(i));
    if (!any) return;
    fill_buckets();
    for (const Bucket& bucket : buckets_) {
      if (bucket.currency == currency_) continue;
      const Quote today = market_.rate(bucket.currency, currency_, day_->date);
      const Quote before = market_.rate(bucket.currency, currency_, day_->date - 1);
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
    if (custodian_only_ && day_->date < opened_) {
      day_->value = Decimal();
      return;
    }
    if (custodian_only_) return miss(Reason::insufficient_data, "valuation");
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
  Account account_;
  std::vector<Position> positions_;  ///< in the order of account_.holdings
  std::vector<Bucket> buckets_;
  std::span<const Valuation> totals_;
  PortfolioDay* day_ = nullptr;
  SecurityIndex missing_price_;
  Reason missing_reason_ = Reason::none;
  bool custodian_only_ = false;
  Date opened_ = Date::min();
};

Error unsupported(const Transaction& t) {
  return {ErrorKind::invalid,
          {{{std::string(file_name_of(BookFile::transactions)), t.line, "type"},
            std::string(name_of(t.type)) + " is unsupported: book it as transfers of securities"}}};
}

}  // namespace

Result<PortfolioHistory> replay(const Book& book, const MarketData& market, PortfolioIndex portfolio, Currency currency,
                                Date first, Date to, const InternalTransfers& internal) try {
  for (const Transaction& t : transactions_of(book, portfolio)) {
    if (t.type == TransactionType::spin_off || t.type == TransactionType::merger) return unsupported(t);
  }
  PortfolioHistory history;
  Replay(book, market, portfolio, currency).run(first, to, internal, history);
  return history;
} catch (const DecimalOverflow& overflow) {
  return Error::invalid("portfolio " + book.portfolios[portfolio.at()].id + ": " + overflow.what());
}

std::vector<ValuedDay> valued_days(std::span<const PortfolioDay> days, FlowTiming timing, ReturnBasis basis) {
  std::vector<ValuedDay> out;
  out.reserve(days.size());
  for (const PortfolioDay& day : days) {
    ValuedDay& valued = out.emplace_back();
    valued.date = day.date;
    valued.value = day.value;
    valued.missing = day.missing;
    add_flow(valued, day.flows_in, timing);
    add_flow(valued, -day.flows_out, timing);
    if (basis == ReturnBasis::gross) add_flow(valued, -day.fee_rows, timing, FlowTiming::end);
    if (basis == ReturnBasis::before_tax) add_flow(valued, -day.taxes, timing, FlowTiming::end);
  }
  return out;
}

}  // namespace dietz
