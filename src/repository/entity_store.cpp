#include "repository/entity_store.hpp"

#include "repository/fields.hpp"
#include "repository/keys.hpp"

#include <algorithm>
#include <utility>

namespace dietz {
namespace {

constexpr std::size_t max_page = 500;

std::string index_partition(const TenantContext& context, const EntityType& type, std::string_view field,
                            std::string_view value) {
  std::string parent(field);
  parent += key_separator;
  parent += value;
  return partition_of(context, type.name, parent);
}

const std::string* text_field(const Attributes& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? nullptr : found->second.get<std::string>();
}

bool matches(const Attributes& fields, const FieldFilter& filter) {
  return std::all_of(filter.begin(), filter.end(), [&](const auto& wanted) {
    const std::string* value = text_field(fields, wanted.first);
    return value && *value == wanted.second;
  });
}

Result<EntityStore::StoredFields> entity_of(const EntityType& type, const Item& item) {
  FieldReader fields(type.name, item.attributes);
  EntityStore::StoredFields entity;
  entity.id = item.key.sort;
  entity.version = static_cast<std::uint64_t>(fields.integer("version"));
  entity.created_at = {fields.integer("created_at")};
  entity.updated_at = {fields.integer("updated_at")};
  entity.updated_by = fields.text("updated_by");
  entity.external_id = fields.text("external_id");
  entity.value = fields.map("fields");
  if (Status s = fields.status(); !s) return std::move(s).error();
  return entity;
}

/// The query that finds the entities of a filter: by an index, if there is one for a field of it.
Query query_for(const TenantContext& context, const EntityType& type, const FieldFilter& filter) {
  for (const auto& [field, value] : filter) {
    if (value.empty()) continue;
    if (field == type.index1_field) {
      return {.index = ItemIndex::first, .partition = index_partition(context, type, field, value)};
    }
    if (field == type.index2_field) {
      return {.index = ItemIndex::second, .partition = index_partition(context, type, field, value)};
    }
  }
  return {.partition = partition_of(context, type.name)};
}

}  // namespace

ItemKey EntityStore::key_of(const TenantContext& context, const std::string& id) const {
  return {partition_of(context, type_.name), id};
}

ItemKey EntityStore::external_key_of(const TenantContext& context, const std::string& external_id) const {
  return {partition_of(context, "external-id"), std::string(type_.name) + key_separator + external_id};
}

Item EntityStore::item_of(const TenantContext& context, const StoredFields& entity) const {
  FieldWriter meta;
  meta.integer("version", static_cast<std::int64_t>(entity.version));
  meta.integer("created_at", entity.created_at.microseconds).integer("updated_at", entity.updated_at.microseconds);
  meta.text("updated_by", entity.updated_by).text("external_id", entity.external_id);
  Item item{key_of(context, entity.id), meta.take()};
  const auto enter = [&](std::string_view field, std::string_view partition, std::string_view sort) {
    const std::string* value = field.empty() ? nullptr : text_field(entity.value, field);
    if (!value || value->empty()) return;
    item.attributes.emplace(partition, index_partition(context, type_, field, *value));
    item.attributes.emplace(sort, entity.id);
  };
  enter(type_.index1_field, attribute::index1_partition, attribute::index1_sort);
  enter(type_.index2_field, attribute::index2_partition, attribute::index2_sort);
  item.attributes.emplace("fields", entity.value);
  return item;
}

Result<EntityStore::StoredFields> EntityStore::get(const TenantContext& context, const std::string& id) {
  const auto missing = [&] { return Error::not_found("there is no " + std::string(type_.name) + " '" + id + "'"); };
  if (!is_entity_id(id)) return missing();
  const Result<std::optional<Item>> found = store_.get(key_of(context, id));
  if (!found) return found.error();
  if (!*found) return missing();
  return entity_of(type_, **found);
}

Result<std::string> EntityStore::find_external(const TenantContext& context, const std::string& external_id) {
  const auto missing = [&] { return Error::not_found("no " + std::string(type_.name) + " has that external id"); };
  if (external_id.empty() || external_id.size() > 255) return missing();
  const Result<std::optional<Item>> found = store_.get(external_key_of(context, external_id));
  if (!found) return found.error();
  if (!*found) return missing();
  FieldReader fields("external id", (*found)->attributes);
  std::string id = fields.text("id");
  if (Status s = fields.status(); !s) return std::move(s).error();
  return id;
}

Result<EntityPage<Attributes>> EntityStore::list(const TenantContext& context, const FieldFilter& filter,
                                                 const PageRequest& request) {
  if (request.limit < 1 || request.limit > max_page) return Error::invalid("a page has 1 to 500 entries");
  Query query = query_for(context, type_, filter);
  query.after = request.cursor;
  EntityPage<Attributes> page;
  while (true) {
    // As many as still fit: then all that match are taken, and the store's token is ours.
    query.limit = request.limit - page.items.size();
    Result<Page> found = store_.query(query);
    if (!found) return std::move(found).error();
    for (const Item& item : found->items) {
      Result<StoredFields> entity = entity_of(type_, item);
      if (!entity) return std::move(entity).error();
      if (matches(entity->value, filter)) page.items.push_back(*std::move(entity));
    }
    page.next = std::move(found->next);
    if (page.next.empty() || page.items.size() == request.limit) return page;
    query.after = page.next;
  }
}

void EntityStore::claim_external(ChangeSet& changes, const std::string& external_id, const std::string& id) const {
  if (external_id.empty()) return;
  changes.add(PutItem{{external_key_of(changes.context(), external_id), {{"id", id}}}, Condition::item_missing()});
}

void EntityStore::audit(ChangeSet& changes, const char* what, const std::string& id, std::uint64_t before,
                        std::uint64_t after) const {
  const std::string type(type_.name);
  changes.add_audit({type + '.' + what, type, id, "done", before, after});
}

Result<EntityStore::StoredFields> EntityStore::create(ChangeSet& changes, std::string id, Attributes fields,
                                                      const std::string& external_id) {
  if (id.empty()) id = ids_.next();
  if (Status s = check_id("id", id); !s) return std::move(s).error();
  if (external_id.size() > 255) return Error::invalid("an external id has at most 255 bytes");
  StoredFields entity{
      id, 1, changes.moment(), changes.moment(), changes.context().actor, external_id, std::move(fields)};
  changes.add(PutItem{item_of(changes.context(), entity), Condition::item_missing()});
  claim_external(changes, external_id, id);
  audit(changes, "created", id, 0, 1);
  return entity;
}

Result<EntityStore::StoredFields> EntityStore::update(ChangeSet& changes, const StoredFields& current,
                                                      Attributes fields, const std::string& external_id) {
  if (external_id.size() > 255) return Error::invalid("an external id has at most 255 bytes");
  StoredFields entity = current;
  entity.version = current.version + 1;
  entity.updated_at = changes.moment();
  entity.updated_by = changes.context().actor;
  entity.external_id = external_id;
  entity.value = std::move(fields);
  const Condition unchanged = Condition::equal("version", static_cast<std::int64_t>(current.version));
  changes.add(PutItem{item_of(changes.context(), entity), unchanged});
  if (external_id != current.external_id) {
    if (!current.external_id.empty()) {
      changes.add(
          RemoveItem{external_key_of(changes.context(), current.external_id), Condition::equal("id", current.id)});
    }
    claim_external(changes, external_id, current.id);
  }
  audit(changes, "updated", current.id, current.version, entity.version);
  return entity;
}

void EntityStore::remove(ChangeSet& changes, const StoredFields& current) {
  const Condition unchanged = Condition::equal("version", static_cast<std::int64_t>(current.version));
  changes.add(RemoveItem{key_of(changes.context(), current.id), unchanged});
  if (!current.external_id.empty()) {
    changes.add(
        RemoveItem{external_key_of(changes.context(), current.external_id), Condition::equal("id", current.id)});
  }
  audit(changes, "deleted", current.id, current.version, 0);
}

Status EntityStore::execute(const ChangeSet& changes) {
  TransactionOutcome outcome = transactions_.execute(changes);
  if (outcome) return Done{};
  if (outcome.error().kind != ErrorKind::conflict) return std::move(outcome.status);
  return Error::conflict("the " + std::string(type_.name) +
                         " or its external id exists already, or was changed meanwhile");
}

}  // namespace dietz
