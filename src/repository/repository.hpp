#pragma once

#include "base/result.hpp"
#include "repository/entity_store.hpp"
#include "repository/stored_entity.hpp"

#include <string>
#include <utility>

namespace dietz {

/// The entities of one kind of a tenant. Functions with a ChangeSet only add to it, so that several changes, messages
/// and an answer can be one transaction; those with a TenantContext do the change at once. Every change leaves an audit
/// record. Thread-safe.
///
/// Errors: not_found (also for what another tenant has, with the same message); conflict (the version named isn't the
/// current one, an id or external id exists); invalid (EntityTraits::check, ids, cursors); the store's otherwise.
template <class T>
class Repository {
 public:
  using Traits = EntityTraits<T>;

  Repository(ItemStore& store, TransactionManager& transactions, IdSource& ids)
      : entities_(Traits::type, store, transactions, ids) {}

  [[nodiscard]] Result<Stored<T>> get(const TenantContext& context, const std::string& id) {
    return typed(entities_.get(context, id));
  }
  /// By the caller's own name for it.
  [[nodiscard]] Result<Stored<T>> get_external(const TenantContext& context, const std::string& external_id) {
    Result<std::string> id = entities_.find_external(context, external_id);
    if (!id) return std::move(id).error();
    return get(context, *id);
  }
  /// In the order of ids. A page may have fewer entries than the limit and still not be the last: `next` tells.
  [[nodiscard]] Result<EntityPage<T>> list(const TenantContext& context, const FieldFilter& filter = {},
                                           const PageRequest& request = {}) {
    Result<EntityPage<Attributes>> found = entities_.list(context, filter, request);
    if (!found) return std::move(found).error();
    EntityPage<T> page;
    page.next = std::move(found->next);
    for (Stored<Attributes>& entity : found->items) {
      Result<Stored<T>> item = typed(std::move(entity));
      if (!item) return std::move(item).error();
      page.items.push_back(*std::move(item));
    }
    return page;
  }

  /// @param id empty: a new one is chosen
  [[nodiscard]] Result<Stored<T>> create(ChangeSet& changes, const T& value, const std::string& id = {},
                                         const std::string& external_id = {}) {
    if (Status s = Traits::check(value); !s) return std::move(s).error();
    return typed(entities_.create(changes, id, Traits::fields_of(value), external_id));
  }
  /// @param current what was read: the change is done only if it is still so
  [[nodiscard]] Result<Stored<T>> update(ChangeSet& changes, const Stored<T>& current, const T& value,
                                         const std::string& external_id) {
    if (Status s = Traits::check(value); !s) return std::move(s).error();
    return typed(entities_.update(changes, untyped(current), Traits::fields_of(value), external_id));
  }
  void remove(ChangeSet& changes, const Stored<T>& current) { entities_.remove(changes, untyped(current)); }

  [[nodiscard]] Result<Stored<T>> create(const TenantContext& context, const T& value, const std::string& id = {},
                                         const std::string& external_id = {}) {
    ChangeSet changes(context, entities_.ids());
    return executed(changes, create(changes, value, id, external_id));
  }
  /// Keeps the external id. Errors: conflict, if `version` isn't the current one.
  [[nodiscard]] Result<Stored<T>> update(const TenantContext& context, const std::string& id, std::uint64_t version,
                                         const T& value) {
    Result<Stored<T>> current = get_version(context, id, version);
    if (!current) return current;
    ChangeSet changes(context, entities_.ids());
    return executed(changes, update(changes, *current, value, current->external_id));
  }
  [[nodiscard]] Status remove(const TenantContext& context, const std::string& id, std::uint64_t version) {
    const Result<Stored<T>> current = get_version(context, id, version);
    if (!current) return current.error();
    ChangeSet changes(context, entities_.ids());
    remove(changes, *current);
    return entities_.execute(changes);
  }

 private:
  static Result<Stored<T>> typed(Result<Stored<Attributes>> entity) {
    if (!entity) return std::move(entity).error();
    Result<T> value = Traits::of(entity->id, entity->value);
    if (!value) return std::move(value).error();
    return with_value(*entity, *std::move(value));
  }
  static Stored<Attributes> untyped(const Stored<T>& entity) {
    return with_value(entity, Traits::fields_of(entity.value));
  }
  template <class From, class To>
  static Stored<To> with_value(const Stored<From>& entity, To value) {
    return {entity.id,         entity.version,     entity.created_at, entity.updated_at,
            entity.updated_by, entity.external_id, std::move(value)};
  }
  Result<Stored<T>> get_version(const TenantContext& context, const std::string& id, std::uint64_t version) {
    Result<Stored<T>> current = get(context, id);
    if (current && current->version != version) {
      return Error::conflict("version " + std::to_string(version) + " isn't the current one");
    }
    return current;
  }
  Result<Stored<T>> executed(const ChangeSet& changes, Result<Stored<T>> entity) {
    if (!entity) return entity;
    if (Status s = entities_.execute(changes); !s) return std::move(s).error();
    return entity;
  }

  EntityStore entities_;
};

}  // namespace dietz
