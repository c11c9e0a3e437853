#pragma once

#include "store/item_store.hpp"

#include <atomic>
#include <optional>

namespace dietz::test {

/// What goes wrong with a call.
enum class Fault {
  before,    ///< nothing is done, and the caller may try again
  after,     ///< it is done, but the caller only learns that the outcome is unknown
  timeout,   ///< it isn't done, and the caller only learns that the outcome is unknown
  conflict,  ///< another write of the same item was under way; for a single write or read: try again
  throttle,  ///< too much is asked
};

inline constexpr Fault all_faults[] = {Fault::before, Fault::after, Fault::timeout, Fault::conflict, Fault::throttle};

/// Passes calls on to a store and makes the n-th one fail. Reads fail too; for them `after` and `timeout` are `retry`.
class FaultyItemStore : public ItemStore {
 public:
  explicit FaultyItemStore(ItemStore& store) : store_(store) {}

  /// The n-th call from now (from 1) has that fault; with `lasting` every later one too.
  void fail(int nth, Fault fault, bool lasting = false) {
    left_ = nth;
    fault_ = fault;
    lasting_ = lasting;
  }
  /// Whether the fault has happened.
  [[nodiscard]] bool has_failed() const { return left_ <= 0; }
  void heal() { left_ = never; }

  [[nodiscard]] Result<std::optional<Item>> get(const ItemKey& key) override {
    if (is_due()) return read_error();
    return store_.get(key);
  }
  [[nodiscard]] Status put(const PutItem& put) override {
    return written<Status>([&] { return store_.put(put); });
  }
  [[nodiscard]] Status remove(const RemoveItem& remove) override {
    return written<Status>([&] { return store_.remove(remove); });
  }
  [[nodiscard]] Result<Item> update(const UpdateItem& update) override {
    return written<Result<Item>>([&] { return store_.update(update); });
  }
  [[nodiscard]] Result<Page> query(const Query& query) override {
    if (is_due()) return read_error();
    return store_.query(query);
  }
  [[nodiscard]] TransactionOutcome transact(const StoreTransaction& transaction) override {
    if (!is_due()) return store_.transact(transaction);
    if (fault_ == Fault::conflict) {
      std::vector<Cancellation> reasons(transaction.operations.size());
      if (!reasons.empty()) reasons.front().reason = CancelReason::conflict;
      return cancelled(std::move(reasons));
    }
    if (fault_ == Fault::after) {
      const TransactionOutcome lost = store_.transact(transaction);
      if (!lost) return lost;
    }
    return {write_error(), {}, false};
  }
  [[nodiscard]] bool carries_messages() const override { return store_.carries_messages(); }

 private:
  static constexpr int never = 1 << 30;

  bool is_due() {
    const int left = --left_;
    return left == 0 || (left < 0 && lasting_);
  }
  template <class Outcome, class Write>
  Outcome written(const Write& write) {
    if (!is_due()) return write();
    if (fault_ == Fault::after) {
      Outcome lost = write();
      if (!lost) return lost;
    }
    return write_error();
  }
  [[nodiscard]] Error read_error() const {
    return Error::of(fault_ == Fault::throttle ? ErrorKind::throttled : ErrorKind::retry, "a fault on purpose");
  }
  [[nodiscard]] Error write_error() const {
    const bool unknown = fault_ == Fault::after || fault_ == Fault::timeout;
    return unknown ? Error::of(ErrorKind::unknown_outcome, "a fault on purpose, outcome unknown") : read_error();
  }

  ItemStore& store_;
  std::atomic<int> left_{never};
  Fault fault_ = Fault::before;
  bool lasting_ = false;
};

}  // namespace dietz::test
