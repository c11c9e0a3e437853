#include "repository/transaction_manager.hpp"

#include "repository/audit_entry.hpp"
#include "repository/outbox.hpp"

namespace dietz {
namespace {

constexpr int attempts = 4;

bool is_worth_repeating(const Error& error) {
  return error.kind == ErrorKind::retry || error.kind == ErrorKind::unknown_outcome;
}

std::int64_t seconds_of(Instant moment) { return moment.microseconds / 1'000'000; }

}  // namespace

StoreTransaction TransactionManager::transaction_of(const ChangeSet& changes, const std::string& token) const {
  StoreTransaction transaction{changes.operations(), token, {}};
  const TenantContext& context = changes.context();
  std::size_t number = 0;
  const auto next_nonce = [&] { return changes.nonce() + '-' + std::to_string(number++); };
  for (const AuditEntry& entry : changes.audit()) {
    transaction.operations.emplace_back(
        PutItem{audit_item(context, entry, changes.moment(), next_nonce()), Condition::item_missing()});
  }
  if (store_.carries_messages()) {
    transaction.messages = changes.messages();
  } else {
    for (const CarriedMessage& message : changes.messages()) {
      transaction.operations.emplace_back(
          PutItem{outbox_item(context, message, changes.moment(), next_nonce()), Condition::item_missing()});
    }
  }
  // Last, so that its position is known; see other_answer.
  if (changes.idempotency()) {
    transaction.operations.emplace_back(put_record(context, *changes.idempotency(), seconds_of(changes.moment())));
  }
  return transaction;
}

TransactionOutcome TransactionManager::execute(const ChangeSet& changes) { return execute(changes, ids_.next()); }

TransactionOutcome TransactionManager::execute(const ChangeSet& changes, const std::string& token) {
  const StoreTransaction transaction = transaction_of(changes, token);
  TransactionOutcome outcome = store_.transact(transaction);
  for (int i = 1; i < attempts && !outcome && is_worth_repeating(outcome.error()); ++i) {
    outcome = store_.transact(transaction);
  }
  return outcome;
}

const Item* other_answer(const ChangeSet& changes, const TransactionOutcome& outcome) {
  if (!changes.idempotency() || outcome.cancellations.empty()) return nullptr;
  const Cancellation& last = outcome.cancellations.back();
  return last.reason == CancelReason::condition_failed && last.item ? &*last.item : nullptr;
}

}  // namespace dietz
