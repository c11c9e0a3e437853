#include "calculations/lot_replay.hpp"

#include "calculations/booking.hpp"

namespace dietz {
namespace {

Error error_at(const Transaction& t, const char* column, std::string message) {
  return {ErrorKind::invalid,
          {{{std::string(file_name_of(BookFile::transactions)), t.line, column}, std::move(message)}}};
}

Decimal costs(const Transaction& t) { return t.fees + t.taxes; }

}  // namespace

Status LotReplay::apply(const Book& book, const MarketData& market, const Transaction& t) {
  BookingWorth worth(book, market, currency_);
  return apply(worth, t);
}

Status LotReplay::apply(BookingWorth& worth, const Transaction& t) {
  if (t.security.is_none()) return Done{};
  const auto trade = [&](const Decimal& quantity, const ConvertedAmount& cost) -> Status {
    if (auto wrong = lots_of(t.security).trade(t, quantity, cost)) {
      return error_at(t, "lot", worth.book().securities[t.security.at()].id + ": " + *wrong);
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
    case TransactionType::merger:
      if (t.new_security.is_none()) {
        const ConvertedAmount proceeds = worth.in_currency(costs(t) - t.amount, t.currency, t.date);
        return trade(-lots_of(t.security).held(), proceeds);
      }
      reorganise(worth, t, merge_into);
      return Done{};
    case TransactionType::spin_off:
      if (t.new_security.is_none()) return trade(t.quantity, {});
      reorganise(worth, t, spin_off);
      return Done{};
    default:
      return Done{};
  }
}

void LotReplay::reorganise(BookingWorth& worth, const Transaction& t, Reorganisation apply_to) {
  (void)lots_of(t.new_security);  // a new place may move the others
  SecurityLots& old_lots = lots_of(t.security);
  apply_to(t, worth.reorganised(t, old_lots.held()), old_lots, lots_of(t.new_security));
}

std::optional<SecurityLotState> LotReplay::state_of(SecurityIndex security) const {
  const std::uint32_t slot = security.at() < slots_.size() ? slots_[security.at()] : none;
  if (slot == none) return {};
  return lots_[slot].state(security);
}

void LotReplay::restore(const SecurityLotState& state) { lots_of(state.security) = SecurityLots(method_, state); }

void LotReplay::forget(SecurityIndex security) {
  if (security.at() < slots_.size()) slots_[security.at()] = none;
}

SecurityLots& LotReplay::lots_of(SecurityIndex security) {
  if (security.at() >= slots_.size()) slots_.resize(security.at() + 1, none);
  std::uint32_t& slot = slots_[security.at()];
  if (slot == none) {
    slot = static_cast<std::uint32_t>(lots_.size());
    lots_.emplace_back(method_);
    if (closed_lots_ != nullptr) lots_.back().note_closed(security, *closed_lots_);
  }
  return lots_[slot];
}

LotLedger LotReplay::ledger() const {
  LotLedger ledger;
  for (std::uint32_t i = 0; i < slots_.size(); ++i) {
    if (slots_[i] == none) continue;
    const SecurityIndex security{i};
    const SecurityLots& lots = lots_[slots_[i]];
    OpenPosition position = lots.position(security);
    if (!position.lots.empty()) ledger.open.push_back(std::move(position));
    ledger.realised.push_back({security, lots.realised()});
  }
  return ledger;
}

}  // namespace dietz
