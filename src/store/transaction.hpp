#pragma once

#include "base/result.hpp"
#include "store/operations.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dietz {

/// A message that exists if and only if the transaction is done; see ItemStore::carries_messages.
struct CarriedMessage {
  std::string queue;
  std::string body;
  std::int64_t delay_seconds = 0;
  friend bool operator==(const CarriedMessage&, const CarriedMessage&) = default;
};

/// Up to a hundred operations on as many different items, all done or none.
struct StoreTransaction {
  std::vector<TransactionOperation> operations;
  /// Up to 36 bytes, or empty. Within ten minutes at least, the same token with the same operations is done once and
  /// succeeds each time, also after a restart.
  std::string token = {};
  std::vector<CarriedMessage> messages = {};
};

/// Why one operation of a cancelled transaction stood in its way.
enum class CancelReason : std::uint8_t {
  none,              ///< it didn't: another one did
  condition_failed,  ///< its condition doesn't hold
  conflict,          ///< another write of the same item was under way: try again
  throttled,         ///< too much is asked of its partition
  invalid,           ///< it makes an item that is too large, or adds to what is no number
};

struct Cancellation {
  CancelReason reason = CancelReason::none;
  /// condition_failed: the item as it is, if there is one.
  std::optional<Item> item;
};

/// What became of a transaction.
struct [[nodiscard]] TransactionOutcome {
  /// Errors: conflict (a condition doesn't hold: see `cancellations`), retry (another write of the same item), invalid
  /// (a rule is broken or the token was used for something else), throttled, unknown_outcome (repeat with the same
  /// token), fatal.
  Status status = Done{};
  /// One for each operation by position if the transaction was cancelled; otherwise empty.
  std::vector<Cancellation> cancellations;
  /// The token was used for other operations; status is invalid.
  bool token_reused = false;

  [[nodiscard]] bool ok() const { return status.ok(); }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] const Error& error() const { return status.error(); }
};

/// A transaction cancelled for the reasons given, one of which isn't `none`: the error follows from the worst of them.
[[nodiscard]] TransactionOutcome cancelled(std::vector<Cancellation> cancellations);

}  // namespace dietz
