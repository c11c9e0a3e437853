#include "calculations/lot_reorganisation.hpp"

#include "calculations/booking.hpp"

namespace dietz {
namespace {

constexpr unsigned quantity_places = 12;

/// a / (a + b), between 0 and 1.
ConvertedAmount part_of_both(const ConvertedAmount& a, const ConvertedAmount& b) {
  const ConvertedAmount both = sum_of(a, b);
  ConvertedAmount part = both;
  if (both.known()) part.value = both.value.is_zero() ? Decimal() : working_quotient(a.value, both.value);
  return part;
}

void receive_all(const Transaction& t, std::vector<Lot> lots, const Decimal& held, SecurityLots& into) {
  const std::vector<Decimal> quantities = received_by_lot(lots, held, t);
  for (std::size_t i = 0; i < lots.size(); ++i) {
    lots[i].quantity = quantities[i];
    into.receive(t, lots[i]);
  }
}

/// New units for somebody who held nothing of the old security: at no cost, as the booking says it.
bool receive_without_holding(const Transaction& t, const Decimal& held, SecurityLots& into) {
  if (!held.is_zero()) return false;
  const Decimal units = received_units(effect_of(t), held);
  if (!units.is_zero()) (void)into.trade(t, units, {});
  return true;
}

}  // namespace

std::vector<Decimal> received_by_lot(const std::vector<Lot>& lots, const Decimal& held, const Transaction& t) {
  const Decimal all = received_units(effect_of(t), held);
  std::vector<Decimal> quantities;
  Decimal rest = all;
  for (std::size_t i = 0; i < lots.size(); ++i) {
    Decimal quantity = rest;
    if (!t.ratio.is_zero()) {
      quantity = lots[i].quantity * t.ratio;
    } else if (i + 1 < lots.size()) {
      quantity = proportion(all, lots[i].quantity, held).rounded(quantity_places);
    }
    rest -= quantity;
    quantities.push_back(quantity);
  }
  return quantities;
}

void spin_off(const Transaction& t, const ReorganisationWorth& worth, SecurityLots& old_lots, SecurityLots& new_lots) {
  const Decimal held = old_lots.held();
  if (receive_without_holding(t, held, new_lots)) return;
  ConvertedAmount part = part_of_both(worth.new_value, worth.old_value);
  if (t.has_price) {
    part = {};
    part.value = t.price;
  }
  receive_all(t, old_lots.take_cost(part), held, new_lots);
}

void merge_into(const Transaction& t, const ReorganisationWorth& worth, SecurityLots& old_lots,
                SecurityLots& new_lots) {
  const Decimal held = old_lots.held();
  if (receive_without_holding(t, held, new_lots)) return old_lots.realise(worth.cash);
  std::vector<Lot> lots = old_lots.take_all();
  if (t.amount.is_zero()) {
    // Costs without cash are a part of what the new units cost.
    ConvertedAmount rest = negated(worth.cash);
    for (std::size_t i = 0; i < lots.size(); ++i) {
      ConvertedAmount more = rest;
      if (rest.known() && i + 1 < lots.size()) more.value = proportion(-worth.cash.value, lots[i].quantity, held);
      rest = sum_of(rest, negated(more));
      lots[i].cost = sum_of(lots[i].cost, more);
    }
  } else {
    const ConvertedAmount part = part_of_both(worth.cash, worth.new_value);
    ConvertedAmount gain = worth.cash;
    for (Lot& lot : lots) {
      const ConvertedAmount sold = part_of(lot.cost, part);
      gain = sum_of(gain, negated(sold));
      lot.cost = sum_of(lot.cost, negated(sold));
    }
    old_lots.realise(gain);
  }
  receive_all(t, std::move(lots), held, new_lots);
}

}  // namespace dietz
