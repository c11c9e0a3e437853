#pragma once

#include "model/instant.hpp"
#include "model/tenant.hpp"
#include "repository/audit_entry.hpp"
#include "repository/id_source.hpp"
#include "repository/idempotency_record.hpp"
#include "store/transaction.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dietz {

/// What is to be done together, all or nothing, with all that belongs to it: operations on items, messages, audit
/// records and the answer under an idempotency key. Everything in it happens at one moment. Repositories add to it;
/// TransactionManager executes it.
class ChangeSet {
 public:
  ChangeSet(TenantContext context, IdSource& ids)
      : context_(std::move(context)), moment_{ids.clock().now_microseconds()}, nonce_(ids.nonce()) {}

  void add(TransactionOperation operation) { operations_.push_back(std::move(operation)); }
  void add_message(CarriedMessage message) { messages_.push_back(std::move(message)); }
  void add_audit(AuditEntry entry) { audit_.push_back(std::move(entry)); }
  void set_idempotency(IdempotencyRecord record) { idempotency_ = std::move(record); }

  [[nodiscard]] const TenantContext& context() const { return context_; }
  [[nodiscard]] Instant moment() const { return moment_; }
  /// Tells its records apart from those of another one at the same moment.
  [[nodiscard]] const std::string& nonce() const { return nonce_; }
  [[nodiscard]] const std::vector<TransactionOperation>& operations() const { return operations_; }
  [[nodiscard]] const std::vector<CarriedMessage>& messages() const { return messages_; }
  [[nodiscard]] const std::vector<AuditEntry>& audit() const { return audit_; }
  [[nodiscard]] const std::optional<IdempotencyRecord>& idempotency() const { return idempotency_; }

 private:
  TenantContext context_;
  Instant moment_;
  std::string nonce_;
  std::vector<TransactionOperation> operations_;
  std::vector<CarriedMessage> messages_;
  std::vector<AuditEntry> audit_;
  std::optional<IdempotencyRecord> idempotency_;
};

}  // namespace dietz
