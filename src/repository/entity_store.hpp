#pragma once

#include "base/result.hpp"
#include "repository/change_set.hpp"
#include "repository/stored_entity.hpp"
#include "repository/transaction_manager.hpp"
#include "store/item_store.hpp"

#include <optional>
#include <string>

namespace dietz {

/// What all repositories do, without knowing the entity's type: items with versions and external ids.
class EntityStore {
 public:
  using StoredFields = Stored<Attributes>;

  EntityStore(EntityType type, ItemStore& store, TransactionManager& transactions, IdSource& ids)
      : type_(type), store_(store), transactions_(transactions), ids_(ids) {}

  [[nodiscard]] Result<StoredFields> get(const TenantContext& context, const std::string& id);
  [[nodiscard]] Result<std::string> find_external(const TenantContext& context, const std::string& external_id);
  [[nodiscard]] Result<EntityPage<Attributes>> list(const TenantContext& context, const FieldFilter& filter,
                                                    const PageRequest& request);

  [[nodiscard]] Result<StoredFields> create(ChangeSet& changes, std::string id, Attributes fields,
                                            const std::string& external_id);
  [[nodiscard]] Result<StoredFields> update(ChangeSet& changes, const StoredFields& current, Attributes fields,
                                            const std::string& external_id);
  void remove(ChangeSet& changes, const StoredFields& current);

  /// Executes a ChangeSet of this store's changes only. Errors: conflict, if something changed meanwhile.
  [[nodiscard]] Status execute(const ChangeSet& changes);
  [[nodiscard]] IdSource& ids() { return ids_; }
  [[nodiscard]] const EntityType& type() const { return type_; }

 private:
  [[nodiscard]] ItemKey key_of(const TenantContext& context, const std::string& id) const;
  [[nodiscard]] ItemKey external_key_of(const TenantContext& context, const std::string& external_id) const;
  [[nodiscard]] Item item_of(const TenantContext& context, const StoredFields& entity) const;
  void claim_external(ChangeSet& changes, const std::string& external_id, const std::string& id) const;
  void audit(ChangeSet& changes, const char* what, const std::string& id, std::uint64_t before,
             std::uint64_t after) const;

  const EntityType type_;
  ItemStore& store_;
  TransactionManager& transactions_;
  IdSource& ids_;
};

}  // namespace dietz
