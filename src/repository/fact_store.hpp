#pragma once

#include "base/result.hpp"
#include "model/date.hpp"
#include "model/recorded_facts.hpp"
#include "repository/change_set.hpp"
#include "store/item_store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dietz {

/// Which facts are asked for: from a day to a day, both included, as known at a moment (`latest`: now).
struct FactRange {
  Date from = Date::min();
  Date to = Date::max();
  Instant known_at = Instant::latest();
};

template <class Fact>
struct FactPage {
  std::vector<Recorded<Fact>> items;
  std::string next;  ///< empty: there is no more
};

/// What all fact repositories do, without knowing the fact's type. A fact is never changed: a correction is a new item
/// beside the old one, which only learns from when on it was known to be otherwise.
class FactStore {
 public:
  using RecordedFields = Recorded<Attributes>;
  struct Entry {
    Date date;
    RecordedFields recorded;
  };
  struct Page {
    std::vector<Entry> entries;
    std::string next;
  };

  FactStore(std::string type, ItemStore& store) : type_(std::move(type)), store_(store) {}

  [[nodiscard]] Result<Page> list(const TenantContext& context, const std::string& parent, const FactRange& range,
                                  std::size_t limit, const std::string& cursor);
  /// All versions of a fact, the first one first. `name` is its id, or its date where a day has one fact.
  [[nodiscard]] Result<std::vector<Entry>> versions(const TenantContext& context, const std::string& parent,
                                                    const std::string& name);

  /// A first version; executing it conflicts if there is one.
  [[nodiscard]] Result<Entry> record(ChangeSet& changes, const std::string& parent, Date date, const std::string& id,
                                     Attributes fields);
  /// The next version, which may have another date.
  Entry correct(ChangeSet& changes, const std::string& parent, const Entry& current, Date date, Attributes fields);
  /// A next version that says there is no such fact.
  Entry reverse(ChangeSet& changes, const std::string& parent, const Entry& current);

 private:
  [[nodiscard]] ItemKey key_of(const TenantContext& context, const std::string& parent, const Entry& entry) const;
  [[nodiscard]] Item item_of(const TenantContext& context, const std::string& parent, const Entry& entry) const;
  /// Notes that the parent has facts of this kind, so that all of a tenant's partitions can be found.
  Status note_parent(ChangeSet& changes, const std::string& parent);
  Entry supersede(ChangeSet& changes, const std::string& parent, const Entry& current, Entry next);
  void audit(ChangeSet& changes, const char* what, const std::string& parent, const Entry& entry) const;

  const std::string type_;
  ItemStore& store_;
};

}  // namespace dietz
