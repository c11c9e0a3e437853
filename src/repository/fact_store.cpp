#include "repository/fact_store.hpp"

#include "repository/fields.hpp"
#include "repository/keys.hpp"

#include <algorithm>
#include <utility>

namespace dietz {
namespace {

constexpr std::size_t max_page = 1000;
/// Stands where a day has one fact, which needs no id.
constexpr std::string_view only_one = "-";

/// What a fact is called among those of its parent, whatever its version.
std::string name_of(const FactStore::Entry& entry) {
  return entry.recorded.id == only_one ? entry.date.to_string() : entry.recorded.id;
}

Result<FactStore::Entry> entry_of(const std::string& type, const Item& item) {
  FieldReader fields(type, item.attributes);
  FactStore::Entry entry;
  entry.date = fields.required("date", fields.date("date"));
  entry.recorded.id = fields.text("id");
  entry.recorded.version = static_cast<std::uint32_t>(fields.integer("version"));
  entry.recorded.recorded_at = {fields.integer("recorded_at")};
  if (item.attributes.contains("superseded_at"))
    entry.recorded.superseded_at = Instant{fields.integer("superseded_at")};
  entry.recorded.reversed = fields.boolean("reversed");
  entry.recorded.actor = fields.text("actor");
  entry.recorded.fact = fields.map("fields");
  if (Status s = fields.status(); !s) return std::move(s).error();
  return entry;
}

bool is_known(const FactStore::RecordedFields& recorded, Instant known_at) {
  if (recorded.reversed || recorded.recorded_at > known_at) return false;
  return !recorded.superseded_at || *recorded.superseded_at > known_at;
}

}  // namespace

ItemKey FactStore::key_of(const TenantContext& context, const std::string& parent, const Entry& entry) const {
  return {partition_of(context, type_, parent), entry.date.to_string() + key_separator + entry.recorded.id +
                                                    key_separator + sortable(entry.recorded.version)};
}

Item FactStore::item_of(const TenantContext& context, const std::string& parent, const Entry& entry) const {
  const RecordedFields& recorded = entry.recorded;
  Item item{key_of(context, parent, entry), {}};
  item.attributes = {
      {"date", entry.date.to_string()},
      {"id", recorded.id},
      {"version", static_cast<std::int64_t>(recorded.version)},
      {"recorded_at", recorded.recorded_at.microseconds},
      {"actor", recorded.actor},
      {"fields", recorded.fact},
      {std::string(attribute::index1_partition), partition_of(context, type_, parent) + key_separator + name_of(entry)},
      {std::string(attribute::index1_sort), sortable(recorded.version)},
  };
  if (recorded.reversed) item.attributes.emplace("reversed", true);
  return item;
}

Result<FactStore::Page> FactStore::list(const TenantContext& context, const std::string& parent, const FactRange& range,
                                        std::size_t limit, const std::string& cursor) {
  if (limit < 1 || limit > max_page) return Error::invalid("a page has 1 to 1,000 facts");
  Page page;
  if (range.to < range.from) return page;
  // '$' follows '#': every key of the last day lies below it.
  Query query{.partition = partition_of(context, type_, parent),
              .range = SortRange::between(range.from.to_string(), range.to.to_string() + '$'),
              .after = cursor};
  while (true) {
    query.limit = limit - page.entries.size();
    Result<dietz::Page> found = store_.query(query);
    if (!found) return std::move(found).error();
    for (const Item& item : found->items) {
      Result<Entry> entry = entry_of(type_, item);
      if (!entry) return std::move(entry).error();
      if (is_known(entry->recorded, range.known_at)) page.entries.push_back(*std::move(entry));
    }
    page.next = std::move(found->next);
    if (page.next.empty() || page.entries.size() == limit) return page;
    query.after = page.next;
  }
}

Result<std::vector<FactStore::Entry>> FactStore::versions(const TenantContext& context, const std::string& parent,
                                                          const std::string& name) {
  std::vector<Entry> versions;
  Query query{.index = ItemIndex::first, .partition = partition_of(context, type_, parent) + key_separator + name};
  while (true) {
    Result<dietz::Page> found = store_.query(query);
    if (!found) return std::move(found).error();
    for (const Item& item : found->items) {
      Result<Entry> entry = entry_of(type_, item);
      if (!entry) return std::move(entry).error();
      versions.push_back(*std::move(entry));
    }
    if (found->next.empty()) return versions;
    query.after = std::move(found->next);
  }
}

void FactStore::audit(ChangeSet& changes, const char* what, const std::string& parent, const Entry& entry) const {
  const std::uint64_t version = entry.recorded.version;
  changes.add_audit({type_ + '.' + what, type_, parent + '/' + name_of(entry), "done", version - 1, version});
}

Status FactStore::note_parent(ChangeSet& changes, const std::string& parent) {
  const ItemKey key{partition_of(changes.context(), "fact-parent"), type_ + key_separator + parent};
  const auto is_note = [&](const TransactionOperation& operation) { return dietz::key_of(operation) == key; };
  if (std::any_of(changes.operations().begin(), changes.operations().end(), is_note)) return Done{};
  const Result<std::optional<Item>> noted = store_.get(key);
  if (!noted) return noted.error();
  if (!*noted) changes.add(PutItem{{key, {}}, {}});
  return Done{};
}

Result<FactStore::Entry> FactStore::record(ChangeSet& changes, const std::string& parent, Date date,
                                           const std::string& id, Attributes fields) {
  if (Status s = note_parent(changes, parent); !s) return std::move(s).error();
  Entry entry{date,
              {std::move(fields), id.empty() ? std::string(only_one) : id, 1, changes.moment(), std::nullopt, false,
               changes.context().actor}};
  changes.add(PutItem{item_of(changes.context(), parent, entry), Condition::item_missing()});
  audit(changes, "recorded", parent, entry);
  return entry;
}

FactStore::Entry FactStore::supersede(ChangeSet& changes, const std::string& parent, const Entry& current, Entry next) {
  next.recorded.id = current.recorded.id;
  next.recorded.version = current.recorded.version + 1;
  next.recorded.actor = changes.context().actor;
  // Two versions of the same microsecond would both be known at it, or neither.
  next.recorded.recorded_at = std::max(changes.moment(), Instant{current.recorded.recorded_at.microseconds + 1});
  changes.add(UpdateItem{key_of(changes.context(), parent, current),
                         {Change::set("superseded_at", next.recorded.recorded_at.microseconds)},
                         Condition::all_of({Condition::item_exists(), Condition::lacks("superseded_at")})});
  changes.add(PutItem{item_of(changes.context(), parent, next), Condition::item_missing()});
  return next;
}

FactStore::Entry FactStore::correct(ChangeSet& changes, const std::string& parent, const Entry& current, Date date,
                                    Attributes fields) {
  Entry next{date, {}};
  next.recorded.fact = std::move(fields);
  next = supersede(changes, parent, current, std::move(next));
  audit(changes, "corrected", parent, next);
  return next;
}

FactStore::Entry FactStore::reverse(ChangeSet& changes, const std::string& parent, const Entry& current) {
  Entry next{current.date, {}};
  next.recorded.fact = current.recorded.fact;
  next.recorded.reversed = true;
  next = supersede(changes, parent, current, std::move(next));
  audit(changes, "reversed", parent, next);
  return next;
}

}  // namespace dietz
