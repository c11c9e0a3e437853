#pragma once

#include "base/result.hpp"
#include "repository/fact_store.hpp"
#include "repository/keys.hpp"
#include "repository/transaction_manager.hpp"

#include <string>
#include <utility>
#include <vector>

namespace dietz {

/// How a fact becomes fields and the other way; specialised for each in facts.hpp.
template <class Fact>
struct FactTraits;

/// The facts of one kind of a tenant, append-only: each has versions, and every read may ask what was known at a
/// moment. `parent` is the portfolio's or security's id, or the pair `EUR-USD`. A fact's name is its id, or its date
/// where there is one a day. Functions with a ChangeSet only add to it. Thread-safe.
///
/// Errors: not_found; conflict (it exists, or another correction was quicker); invalid; the store's otherwise.
template <class Fact>
class FactRepository {
 public:
  using Traits = FactTraits<Fact>;

  FactRepository(ItemStore& store, TransactionManager& transactions, IdSource& ids)
      : facts_(Traits::type, store), transactions_(transactions), ids_(ids) {}

  /// Facts in the order of dates, then ids.
  [[nodiscard]] Result<FactPage<Fact>> list(const TenantContext& context, const std::string& parent,
                                            const FactRange& range = {}, std::size_t limit = 100,
                                            const std::string& cursor = {}) {
    if (Status s = check_id("parent", parent); !s) return std::move(s).error();
    Result<FactStore::Page> found = facts_.list(context, parent, range, limit, cursor);
    if (!found) return std::move(found).error();
    FactPage<Fact> page;
    page.next = std::move(found->next);
    for (const FactStore::Entry& entry : found->entries) {
      Result<Recorded<Fact>> fact = typed(parent, entry);
      if (!fact) return std::move(fact).error();
      page.items.push_back(*std::move(fact));
    }
    return page;
  }
  /// Everything that was ever said about a fact, first things first; reversals are there too. Errors: not_found.
  [[nodiscard]] Result<std::vector<Recorded<Fact>>> versions(const TenantContext& context, const std::string& parent,
                                                             const std::string& name) {
    Result<std::vector<FactStore::Entry>> found = entries(context, parent, name);
    if (!found) return std::move(found).error();
    std::vector<Recorded<Fact>> versions;
    for (const FactStore::Entry& entry : *found) {
      Result<Recorded<Fact>> fact = typed(parent, entry);
      if (!fact) return std::move(fact).error();
      versions.push_back(*std::move(fact));
    }
    return versions;
  }
  /// A fact as it was known at a moment. Errors: not_found, also where it had been reversed by then.
  [[nodiscard]] Result<Recorded<Fact>> get(const TenantContext& context, const std::string& parent,
                                           const std::string& name, Instant known_at = Instant::latest()) {
    Result<std::vector<Recorded<Fact>>> all = versions(context, parent, name);
    if (!all) return std::move(all).error();
    for (auto it = all->rbegin(); it != all->rend(); ++it) {
      if (it->recorded_at > known_at) continue;
      if (it->reversed) break;
      return std::move(*it);
    }
    return missing(name);
  }

  /// A new fact with an id of its own, or the first of its day.
  [[nodiscard]] Result<Recorded<Fact>> record(ChangeSet& changes, const Fact& fact) {
    const std::string parent = Traits::parent_of(fact);
    if (Status s = check(parent, fact); !s) return std::move(s).error();
    const std::string id = Traits::one_a_day ? std::string() : ids_.next();
    Result<FactStore::Entry> entry = facts_.record(changes, parent, fact.date, id, Traits::fields_of(fact));
    if (!entry) return std::move(entry).error();
    return typed(parent, *entry);
  }
  /// What is now known instead of the current version of a fact; the parent stays.
  [[nodiscard]] Result<Recorded<Fact>> correct(ChangeSet& changes, const std::string& name, const Fact& fact) {
    const std::string parent = Traits::parent_of(fact);
    if (Status s = check(parent, fact); !s) return std::move(s).error();
    if (Traits::one_a_day && fact.date.to_string() != name)
      return Error::invalid("a fact of a day can't move to another");
    Result<FactStore::Entry> current = latest(changes.context(), parent, name);
    if (!current) return std::move(current).error();
    return typed(parent, facts_.correct(changes, parent, *current, fact.date, Traits::fields_of(fact)));
  }
  /// There never was such a fact. Errors: not_found, also where it is reversed already.
  [[nodiscard]] Result<Recorded<Fact>> reverse(ChangeSet& changes, const std::string& parent, const std::string& name) {
    Result<FactStore::Entry> current = latest(changes.context(), parent, name);
    if (!current) return std::move(current).error();
    if (current->recorded.reversed) return missing(name);
    return typed(parent, facts_.reverse(changes, parent, *current));
  }
  /// Of a day with one fact: records it, or corrects what is there; the same again changes nothing.
  [[nodiscard]] Result<Recorded<Fact>> put(ChangeSet& changes, const Fact& fact) requires(Traits::one_a_day) {
    const std::string parent = Traits::parent_of(fact);
    if (Status s = check(parent, fact); !s) return std::move(s).error();
    Result<FactStore::Entry> current = latest(changes.context(), parent, fact.date.to_string());
    if (!current) {
      if (current.error().kind == ErrorKind::not_found) return record(changes, fact);
      return std::move(current).error();
    }
    Attributes fields = Traits::fields_of(fact);
    if (!current->recorded.reversed && current->recorded.fact == fields) return typed(parent, *current);
    return typed(parent, facts_.correct(changes, parent, *current, fact.date, std::move(fields)));
  }
  /// Executes a ChangeSet of this repository's changes only; one without changes is done.
  [[nodiscard]] Status execute(const ChangeSet& changes) {
    if (changes.operations().empty()) return Done{};
    return std::move(transactions_.execute(changes).status);
  }

 private:
  static Error missing(const std::string& name) {
    return Error::not_found(std::string("there is no ") + Traits::type + " '" + name + "'");
  }
  static Status check(const std::string& parent, const Fact& fact) {
    if (Status s = check_id(std::string(Traits::type) + "'s parent", parent); !s) return s;
    return Traits::check(fact);
  }
  static Result<Recorded<Fact>> typed(const std::string& parent, const FactStore::Entry& entry) {
    Result<Fact> fact = Traits::of(parent, entry.date, entry.recorded.fact);
    if (!fact) return std::move(fact).error();
    const FactStore::RecordedFields& r = entry.recorded;
    const std::string name = Traits::one_a_day ? entry.date.to_string() : r.id;
    return Recorded<Fact>{*std::move(fact), name, r.version, r.recorded_at, r.superseded_at, r.reversed, r.actor};
  }
  Result<std::vector<FactStore::Entry>> entries(const TenantContext& context, const std::string& parent,
                                                const std::string& name) {
    if (!is_entity_id(parent) || !is_entity_id(name)) return missing(name);
    Result<std::vector<FactStore::Entry>> found = facts_.versions(context, parent, name);
    if (found && found->empty()) return missing(name);
    return found;
  }
  Result<FactStore::Entry> latest(const TenantContext& context, const std::string& parent, const std::string& name) {
    Result<std::vector<FactStore::Entry>> found = entries(context, parent, name);
    if (!found) return std::move(found).error();
    return std::move(found->back());
  }

  FactStore facts_;
  TransactionManager& transactions_;
  IdSource& ids_;
};

}  // namespace dietz
