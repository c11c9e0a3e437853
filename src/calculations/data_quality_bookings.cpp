#include "calculations/data_quality_parts.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace dietz::data_quality {
namespace {

/// Since when something is held.
struct Since {
  Date date;
  std::uint32_t line = 0;
};

struct Position {
  Decimal quantity;
  std::optional<Since> since;
};

struct Balance {
  Currency currency;
  Decimal amount;
  std::uint32_t last_line = 0;  ///< of the last booking that moved it
  bool below_zero = false;
  std::optional<Since> since;
};

/// Replays one portfolio after the other.
class Replay {
 public:
  Replay(const Book& book, Date last, Findings& findings) : book_(book), last_(last), findings_(findings) {
    needs_.securities.resize(book.securities.size());
    positions_.resize(book.securities.size());
  }

  Needs run() {
    const auto& all = book_.transactions;
    for (std::size_t i = 0; i < all.size();) {
      portfolio_ = all[i].portfolio;
      for (; i < all.size() && all[i].portfolio == portfolio_; ++i) {
        book_one(all[i]);
        if (i + 1 == all.size() || all[i + 1].portfolio != portfolio_ || all[i + 1].date != all[i].date)
          close_day(all[i].date);
      }
      close_portfolio();
    }
    return collect();
  }

 private:
  void book_one(const Transaction& t) {
    const Portfolio& portfolio = book_.portfolios[portfolio_.at()];
    if (portfolio.inception && t.date < *portfolio.inception)
      findings_.add("before_inception", BookFile::transactions, t.line,
                    "booked on " + t.date.to_string() + ", before the inception of " + portfolio.id + " on " +
                        portfolio.inception->to_string());
    const Decimal costs = working_sum(t.fees, t.taxes);
    const Decimal paid = working_sum(t.amount, costs), got = working_sum(t.amount, -costs);
    switch (t.type) {
      case TransactionType::deposit:
      case TransactionType::dividend:
      case TransactionType::interest:
      case TransactionType::return_of_capital:
        return cash(t, got);
      case TransactionType::withdrawal:
      case TransactionType::fee:
      case TransactionType::tax:
        return cash(t, -paid);
      case TransactionType::buy:
      case TransactionType::cover:
        hold(t, t.quantity);
        return cash(t, -paid);
      case TransactionType::sell:
      case TransactionType::short_sale:
        hold(t, -t.quantity);
        return cash(t, got);
      case TransactionType::transfer_in:
        if (t.security.is_none()) return cash(t, got);
        hold(t, t.quantity);
        return cash(t, -costs);
      case TransactionType::transfer_out:
        if (t.security.is_none()) return cash(t, -paid);
        hold(t, -t.quantity);
        return cash(t, -costs);
      case TransactionType::exchange:
        balance(t.bought_currency).amount = working_sum(balance(t.bought_currency).amount, t.quantity);
        balance(t.bought_currency).last_line = t.line;
        return cash(t, -paid);
      case TransactionType::split:
        return multiply(t);
      case TransactionType::stock_dividend:
        hold(t, t.quantity);
        return cash(t, -costs);
      case TransactionType::adjustment:
        if (t.security.is_none()) return cash(t, got);
        return hold(t, t.quantity);
      case TransactionType::spin_off:
        if (t.new_security.is_none()) return hold(t, t.quantity);
        return reorganise(t, got);
      case TransactionType::merger:
        return reorganise(t, got);
    }
  }

  void hold(const Transaction& t, const Decimal& change) {
    Position& position = positions_[t.security.at()];
    if (!position.since) touched_.push_back(t.security);
    const Decimal before = position.quantity;
    position.quantity = working_sum(before, change);
    if (!position.since) position.since = Since{t.date, t.line};
    const bool may_be_short = t.type == TransactionType::short_sale;
    if (position.quantity.is_negative() && !before.is_negative() && !may_be_short) {
      findings_.add("negative_position", BookFile::transactions, t.line,
                    std::string(name_of(t.type)) + " of " + change.abs().to_string() + " " + id_of(t.security) +
                        " with " + before.to_string() + " held");
    }
    if (t.type == TransactionType::cover && position.quantity.sign() > 0)
      findings_.add("excess_cover", BookFile::transactions, t.line,
                    "cover of " + change.to_string() + " " + id_of(t.security) + " with " +
                        (before.is_negative() ? (-before).to_string() : "0") + " sold short");
  }

  void reorganise(const Transaction& t, const Decimal& cash_got) {
    const Decimal held = positions_[t.security.at()].quantity;
    if (held.is_zero())
      findings_.add("nothing_held", BookFile::transactions, t.line,
                    std::string(name_of(t.type)) + " of " + book_.securities[t.security.at()].id + " with none held");
    if (!t.new_security.is_none()) {
      const Decimal units =
          t.ratio.is_zero() ? (held.is_negative() ? -t.quantity : t.quantity) : working_product(held, t.ratio);
      receive(t, units);
    }
    if (t.type == TransactionType::merger) positions_[t.security.at()].quantity = Decimal();
    cash(t, cash_got);
  }

  void receive(const Transaction& t, const Decimal& units) {
    Position& position = positions_[t.new_security.at()];
    if (!position.since) touched_.push_back(t.new_security);
    position.quantity = working_sum(position.quantity, units);
    if (!position.since) position.since = Since{t.date, t.line};
  }

  void multiply(const Transaction& t) {
    Position& position = positions_[t.security.at()];
    position.quantity = working_product(position.quantity, t.ratio);
  }

  void cash(const Transaction& t, const Decimal& change) {
    if (change.is_zero()) return;
    Balance& of = balance(t.currency);
    of.amount = working_sum(of.amount, change);
    of.last_line = t.line;
  }

  Balance& balance(Currency currency) {
    for (Balance& b : balances_) {
      if (b.currency == currency) return b;
    }
    return balances_.emplace_back(Balance{currency, {}, 0, false, {}});
  }

  void close_day(Date date) {
    for (Balance& b : balances_) {
      const bool below = b.amount.is_negative();
      if (below && !b.below_zero)
        findings_.add("negative_cash", BookFile::transactions, b.last_line,
                      "cash of " + book_.portfolios[portfolio_.at()].id + " falls to " + b.amount.to_string() + " " +
                          b.currency.code() + " at the close of " + date.to_string());
      b.below_zero = below;
      if (b.amount.is_zero() && b.since) need_rate(b.currency, *b.since, date - 1);
      if (b.amount.is_zero()) b.since.reset();
      if (!b.amount.is_zero() && !b.since) b.since = Since{date, b.last_line};
    }
    std::erase_if(touched_, [&](SecurityIndex security) {
      Position& position = positions_[security.at()];
      if (!position.quantity.is_zero()) return false;
      need_price(security, *position.since, date - 1);
      position.since.reset();
      return true;
    });
  }

  void close_portfolio() {
    for (const SecurityIndex security : touched_) {
      need_price(security, *positions_[security.at()].since, last_);
      positions_[security.at()] = {};
    }
    touched_.clear();
    for (const Balance& b : balances_) {
      if (b.since) need_rate(b.currency, *b.since, last_);
    }
    balances_.clear();
  }

  void need_price(SecurityIndex security, Since since, Date to) {
    // Bought and sold within a day: never valued.
    if (to < since.date) return;
    needs_.securities[security.at()].push_back({since.date, to, since.line});
    need_rate(book_.prices[security.at()].currency, since, to);
  }

  void need_rate(Currency from, Since since, Date to) {
    const Currency home = book_.portfolios[portfolio_.at()].currency;
    if (from == home || to < since.date) return;
    rates_[{from, home}].push_back({since.date, to, since.line});
  }

  Needs collect() {
    for (auto& [pair, days] : rates_) needs_.rates.push_back({pair.first, pair.second, std::move(days)});
    return std::move(needs_);
  }

  [[nodiscard]] const std::string& id_of(SecurityIndex security) const { return book_.securities[security.at()].id; }

  const Book& book_;
  Date last_;
  Findings& findings_;
  PortfolioIndex portfolio_;
  std::vector<Position> positions_;  ///< by SecurityIndex
  std::vector<SecurityIndex> touched_;
  std::vector<Balance> balances_;
  std::map<std::pair<Currency, Currency>, std::vector<Held>> rates_;
  Needs needs_;
};

}  // namespace

Needs check_bookings(const Book& book, Date last, Findings& findings) { return Replay(book, last, findings).run(); }

}  // namespace dietz::data_quality
