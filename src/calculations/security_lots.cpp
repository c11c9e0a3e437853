#include "calculations/security_lots.hpp"

#include <algorithm>

namespace dietz {
namespace {

ConvertedAmount share(const ConvertedAmount& amount, const Decimal& part, const Decimal& whole) {
  if (!amount.known() || part == whole) return amount;
  ConvertedAmount shared;
  shared.value = proportion(amount.value, part, whole);
  return shared;
}

Decimal cost_a_unit(const Lot& lot) { return working_quotient(lot.cost.value, lot.quantity.abs()); }

bool must_close(TransactionType type) {
  return type == TransactionType::sell || type == TransactionType::cover || type == TransactionType::transfer_out;
}

/// The smaller in size of two quantities of opposite sign, with the sign of the first.
Decimal closed_part(const Decimal& lot, const Decimal& booked) { return lot.abs() <= booked.abs() ? lot : -booked; }

}  // namespace

ConvertedAmount negated(ConvertedAmount amount) {
  amount.value = -amount.value;
  return amount;
}

Decimal proportion(const Decimal& amount, const Decimal& part, const Decimal& whole) try {
  return working_quotient(working_product(amount, part), whole);
} catch (const DecimalOverflow&) {  // the product of two huge numbers, though the result isn't one
  return working_product(amount, working_quotient(part, whole));
}

ConvertedAmount part_of(const ConvertedAmount& amount, const ConvertedAmount& part) {
  if (!amount.known()) return amount;
  if (!part.known()) return part;
  ConvertedAmount product;
  product.value = working_product(amount.value, part.value);
  return product;
}

ConvertedAmount sum_of(const ConvertedAmount& a, const ConvertedAmount& b) {
  if (!a.known()) return a;
  if (!b.known()) return b;
  ConvertedAmount sum;
  sum.value = working_sum(a.value, b.value);
  return sum;
}

std::optional<std::string> SecurityLots::trade(const Transaction& t, const Decimal& quantity,
                                               const ConvertedAmount& cost) {
  Decimal rest = quantity;
  ConvertedAmount cost_of_rest = cost;
  const bool closes = !lots_.empty() && lots_.front().quantity.sign() * quantity.sign() < 0;
  if (closes || must_close(t.type)) {
    if (auto wrong = wrong_lot(t, quantity)) return wrong;
  }
  if (closes) forget_costs_that_decide(quantity);
  while (closes && !rest.is_zero() && !lots_.empty()) {
    const std::size_t position = next_to_close(t.lot);
    const Decimal closed = closed_part(lots_[position].quantity, rest);
    const ConvertedAmount part = share(cost_of_rest, -closed, rest);
    close(t, position, closed, part);
    cost_of_rest = sum_of(cost_of_rest, negated(part));
    rest += closed;
  }
  if (!rest.is_zero()) {
    open(t, rest, cost_of_rest);
  } else if (!closes) {
    realised_ = sum_of(realised_, negated(cost));  // a booking of quantity 0 has cost or proceeds all the same
  }
  return {};
}

void SecurityLots::split(const Decimal& ratio) {
  for (Lot& lot : lots_) lot.quantity = lot.quantity * ratio;
}

void SecurityLots::return_capital(const ConvertedAmount& amount) {
  ConvertedAmount rest = amount;
  Decimal held_by_rest = held();
  if (held_by_rest.sign() > 0) {
    for (Lot& lot : lots_) {
      ConvertedAmount part = share(rest, lot.quantity, held_by_rest);
      rest = sum_of(rest, negated(part));
      held_by_rest -= lot.quantity;
      if (lot.cost.known() && part.known()) {
        const Decimal lowered = std::min(part.value, std::max(lot.cost.value, Decimal()));
        lot.cost.value = working_sum(lot.cost.value, -lowered);
        part.value = working_sum(part.value, -lowered);
        realised_ = sum_of(realised_, part);
      } else {
        lot.cost = sum_of(lot.cost, part);
        realised_ = sum_of(realised_, lot.cost);
      }
    }
  } else {
    realised_ = sum_of(realised_, amount);
  }
}

void SecurityLots::receive(const Transaction& t, const Lot& lot) {
  if (!lots_.empty() && lots_.front().quantity.sign() * lot.quantity.sign() < 0) {
    (void)trade(t, lot.quantity, lot.cost);
  } else if (method_ == LotMethod::average && !lots_.empty()) {
    open(t, lot.quantity, lot.cost);
  } else {
    const auto later = std::upper_bound(lots_.begin(), lots_.end(), lot.date,
                                        [](Date date, const Lot& other) { return date < other.date; });
    lots_.insert(later, lot);
  }
}

std::vector<Lot> SecurityLots::take_cost(const ConvertedAmount& part) {
  std::vector<Lot> taken(lots_.begin(), lots_.end());
  for (std::size_t i = 0; i < taken.size(); ++i) {
    taken[i].cost = part_of(lots_[i].cost, part);
    lots_[i].cost = sum_of(lots_[i].cost, negated(taken[i].cost));
  }
  return taken;
}

std::vector<Lot> SecurityLots::take_all() {
  std::vector<Lot> taken(lots_.begin(), lots_.end());
  lots_.clear();
  return taken;
}

OpenPosition SecurityLots::position(SecurityIndex security) const {
  OpenPosition position;
  position.security = security;
  position.quantity = held();
  position.lots.assign(lots_.begin(), lots_.end());
  for (const Lot& lot : lots_) position.cost = sum_of(position.cost, lot.cost);
  return position;
}

std::optional<std::string> SecurityLots::wrong_lot(const Transaction& t, const Decimal& quantity) const {
  if (method_ != LotMethod::specific || t.lot.empty()) return {};
  const std::size_t position = named_lot(t.lot);
  const std::string name = "lot '" + std::string(t.lot) + "'";
  if (position == lots_.size()) return name + " is not open";
  const Decimal& left = lots_[position].quantity;
  if (left.abs() >= quantity.abs()) return {};
  return name + " holds " + left.abs().to_string() + ", less than " + quantity.abs().to_string();
}

std::size_t SecurityLots::named_lot(std::string_view id) const {
  const auto found = std::find_if(lots_.begin(), lots_.end(), [id](const Lot& lot) { return lot.id == id; });
  return static_cast<std::size_t>(found - lots_.begin());
}

std::size_t SecurityLots::next_to_close(std::string_view named) const {
  switch (method_) {
    case LotMethod::lifo:
      return lots_.size() - 1;
    case LotMethod::hifo:
      return dearest();
    case LotMethod::specific:
      return named.empty() ? 0 : named_lot(named);
    case LotMethod::fifo:
    case LotMethod::average:
      break;
  }
  return 0;
}

std::size_t SecurityLots::dearest() const {
  std::size_t best = 0;
  for (std::size_t i = 1; i < lots_.size(); ++i) {
    if (cost_a_unit(lots_[i]) > cost_a_unit(lots_[best])) best = i;
  }
  return best;
}

void SecurityLots::close(const Transaction& t, std::size_t position, const Decimal& quantity,
                         const ConvertedAmount& cost) {
  Lot& lot = lots_[position];
  const ConvertedAmount taken = share(lot.cost, quantity, lot.quantity);
  realised_ = sum_of(realised_, negated(sum_of(taken, cost)));
  if (closed_lots_ != nullptr) {
    Lot part = lot;
    part.quantity = quantity;
    part.cost = taken;
    closed_lots_->push_back({security_, part, t.date, t.line, t.id, negated(cost)});
  }
  if (quantity == lot.quantity) {
    lots_.erase(position);
  } else {
    lot.cost = sum_of(lot.cost, negated(taken));
    lot.quantity -= quantity;
  }
}

void SecurityLots::open(const Transaction& t, const Decimal& quantity, const ConvertedAmount& cost) {
  if (method_ == LotMethod::average && !lots_.empty()) {
    lots_.front().quantity += quantity;
    lots_.front().cost = sum_of(lots_.front().cost, cost);
  } else {
    lots_.push_back({t.date, t.line, t.id, quantity, cost});
  }
}

/// With one unknown cost nobody can say which lots are the dearest; only a sale of all doesn't ask.
void SecurityLots::forget_costs_that_decide(const Decimal& quantity) {
  if (method_ != LotMethod::hifo || quantity.abs() >= held().abs()) return;
  const auto unknown = std::find_if(lots_.begin(), lots_.end(), [](const Lot& lot) { return !lot.cost.known(); });
  if (unknown == lots_.end()) return;
  const ConvertedAmount reason = unknown->cost;
  for (Lot& lot : lots_) lot.cost = reason;
}

Decimal SecurityLots::held() const {
  Decimal sum;
  for (const Lot& lot : lots_) sum += lot.quantity;
  return sum;
}

}  // namespace dietz
