#pragma once

#include "base/result.hpp"
#include "store/operations.hpp"
#include "store/transaction.hpp"

#include <cstdint>

namespace dietz {

/// What an operation does to the item under its key.
struct Effect {
  enum class Kind : std::uint8_t { nothing, write, remove };
  Kind kind = Kind::nothing;
  Attributes after;
};

/// The effect of an operation on the attributes under its key (nullptr: no item), for engines that evaluate conditions
/// themselves. Errors: conflict, if the condition doesn't hold; invalid, if the item made breaks a rule.
[[nodiscard]] Result<Effect> effect_of(const TransactionOperation& operation, const Attributes* before);

/// What such an error means for one operation of a transaction.
[[nodiscard]] Cancellation cancellation_of(const Error& error, const ItemKey& key, const Attributes* before);

}  // namespace dietz
