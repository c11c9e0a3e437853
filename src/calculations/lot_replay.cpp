#include "calculations/lot_replay.hpp"

namespace dietz {
namespace {

ConvertedAmount unknown(const Quote& quote, const std::string& what, Date date) {
  return {{}, quote.reason, what + " on " + date.to_string()};
}

Error error_at(const Transaction& t, const char* column, std::string message) {
  return {ErrorKind::invalid,
          {{{std::string(file_name_of(BookFile::transactions)), t.line, column}, std::move(message)}}};
}

Decimal costs(const Transaction& t) { return t.fees + t.taxes; }

/// What bookings are worth in the currency of the lots.
class Worth {
 public:
  Worth(const Book& book, const MarketData& market, Currency currency)
      : book_(book), market_(market), currency_(currency) {}

  [[nodiscard]] ConvertedAmount in_currency(const Decimal& amount, Currency from, Date date) const {
    if (amount.is_zero()) return {};
    const Quote rate = market_.rate(from, currency_, date);
    if (rate.reason != Reason::none) return unknown(rate, "rate " + from.code() + "-" + currency_.code(), date);
    ConvertedAmount converted;
    converted.value = dietz::converted(amount, rate);
    return converted;
  }

  /// What moves in (1) or out (−1) with securities: their value, and fees and taxes on top.
  [[nodiscard]] ConvertedAmount transferred(const Transaction& t, const Decimal& direction) const {
    const ConvertedAmount fees = in_currency(costs(t), t.currency, t.date);
    if (t.has_amount) return sum_of(in_currency(direction * t.amount, t.currency, t.date), fees);
    const Quote price = market_.price(t.security, t.date);
    if (price.reason != Reason::none) {
      return unknown(price, "price of " + book_.securities[t.security.at()].id, t.date);
    }
    const Decimal value = working_product(direction * t.quantity, price.value);
    return sum_of(in_currency(value, market_.price_currency(t.security), t.date), fees);
  }

 private:
  const Book& book_;
  const MarketData& market_;
  Currency currency_;
};

}  // namespace

Status LotReplay::apply(const Book& book, const MarketData& market, const Transaction& t) {
  if (t.type == TransactionType::spin_off || t.type == TransactionType::merger) {
    return error_at(t, "type", std::string(name_of(t.type)) + " is unsupported: book it as transfers of securities");
  }
  if (t.security.is_none()) return Done{};
  const Worth worth(book, market, currency_);
  const auto trade = [&](const Decimal& quantity, const ConvertedAmount& cost) -> Status {
    if (auto wrong = lots_of(t.security).trade(t, quantity, cost)) {
      return error_at(t, "lot", book.securities[t.security.at()].id + ": " + *wrong);
    }
    return Done{};
  };
  switch (t.type) {
    case TransactionType::buy:
    case TransactionType::cover:
      return trade(t.quantity, worth.in_currency(t.amount + costs(t), t.currency, t.date));
    case TransactionType::sell:
    case TransactionType::short_sale:
      return trade(-t.quantity, worth.in_currency(costs(t) - t.amount, t.currency, t.date));
    case TransactionType::transfer_in:
      return trade(t.quantity, worth.transferred(t, Decimal(1)));
    case TransactionType::transfer_out:
      return trade(-t.quantity, worth.transferred(t, Decimal(-1)));
    case TransactionType::stock_dividend:
      return trade(t.quantity, worth.in_currency(costs(t), t.currency, t.date));
    case TransactionType::adjustment:
      return trade(t.quantity, {});
    case TransactionType::split:
      lots_of(t.security).split(t.ratio);
      return Done{};
    case TransactionType::return_of_capital:
      lots_of(t.security).return_capital(worth.in_currency(t.amount - costs(t), t.currency, t.date));
      return Done{};
    default:
      return Done{};
  }
}

std::optional<SecurityLotState> LotReplay::state_of(SecurityIndex security) const {
  const auto found = lots_.find(security);
  if (found == lots_.end()) return {};
  return found->second.state(security);
}

void LotReplay::restore(const SecurityLotState& state) {
  lots_.insert_or_assign(state.security, SecurityLots(method_, state));
}

LotLedger LotReplay::ledger() const {
  LotLedger ledger;
  for (const auto& [security, lots] : lots_) {
    OpenPosition position = lots.position(security);
    if (!position.lots.empty()) ledger.open.push_back(std::move(position));
    ledger.realised.push_back({security, lots.realised()});
  }
  return ledger;
}

}  // namespace dietz
