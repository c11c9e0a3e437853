#include "store/transaction.hpp"

namespace dietz {
namespace {

ErrorKind kind_of(CancelReason reason) {
  switch (reason) {
    case CancelReason::invalid:
      return ErrorKind::invalid;
    case CancelReason::condition_failed:
      return ErrorKind::conflict;
    case CancelReason::throttled:
      return ErrorKind::throttled;
    default:
      return ErrorKind::retry;
  }
}

const char* text_of(CancelReason reason) {
  switch (reason) {
    case CancelReason::invalid:
      return "makes an item that breaks a rule";
    case CancelReason::condition_failed:
      return "has a condition that doesn't hold";
    case CancelReason::throttled:
      return "is throttled";
    default:
      return "meets another write of the same item";
  }
}

}  // namespace

TransactionOutcome cancelled(std::vector<Cancellation> cancellations) {
  // What no repetition can mend comes first.
  for (const CancelReason reason :
       {CancelReason::invalid, CancelReason::condition_failed, CancelReason::throttled, CancelReason::conflict}) {
    for (std::size_t i = 0; i < cancellations.size(); ++i) {
      if (cancellations[i].reason != reason) continue;
      std::string message = "the transaction is cancelled: operation " + std::to_string(i + 1) + " " + text_of(reason);
      return {Error::of(kind_of(reason), std::move(message)), std::move(cancellations), false};
    }
  }
  return {Error::fatal("a transaction was cancelled without a reason"), std::move(cancellations), false};
}

}  // namespace dietz
