#pragma once

#include "calculations/security_lots.hpp"

namespace dietz {

/// What a reorganisation is worth in the currency of the lots. Unused parts may be left unknown.
struct ReorganisationWorth {
  ConvertedAmount cash;       ///< what comes in, after fees and taxes
  ConvertedAmount old_value;  ///< of what is held of the old security, at the day's close
  ConvertedAmount new_value;  ///< of the units that come, at the day's close
};

/// The units of the new security that come, by lot of the old one: quantity × ratio, or each lot's part of the booked
/// quantity to 12 decimal places, where the last lot takes what is left.
[[nodiscard]] std::vector<Decimal> received_by_lot(const std::vector<Lot>& lots, const Decimal& held,
                                                   const Transaction& t);

/// A spin_off: see `open_lots`.
void spin_off(const Transaction& t, const ReorganisationWorth& worth, SecurityLots& old_lots, SecurityLots& new_lots);

/// A merger into another security, with or without cash: see `open_lots`.
void merge_into(const Transaction& t, const ReorganisationWorth& worth, SecurityLots& old_lots, SecurityLots& new_lots);

}  // namespace dietz
