#include "repository/tenant_erasure.hpp"

#include "repository/keys.hpp"
#include "store/item_rules.hpp"

#include <utility>

namespace dietz {
namespace {

constexpr std::string_view tenant_part = "{tenant}#";

/// What follows the tenant in partitions that have no further part.
bool is_plain(std::string_view pattern) {
  return pattern.starts_with(tenant_part) && pattern.find('{', 1) == std::string_view::npos;
}

}  // namespace

Result<std::size_t> TenantErasure::empty(const std::string& partition) {
  std::size_t removed = 0;
  while (true) {
    // Always the first page: the one before is gone.
    const Result<Page> page = store_.query({.partition = partition, .limit = max_operations});
    if (!page) return page.error();
    if (!page->items.empty()) {
      StoreTransaction transaction;
      for (const Item& item : page->items) transaction.operations.emplace_back(RemoveItem{item.key, {}});
      const TransactionOutcome outcome = store_.transact(transaction);
      if (!outcome) return outcome.error();
      removed += page->items.size();
    }
    if (page->next.empty()) return removed;
  }
}

Result<std::size_t> TenantErasure::empty_facts(const TenantContext& context) {
  std::size_t removed = 0;
  Query parents{.partition = partition_of(context, "fact-parent")};
  while (true) {
    Result<Page> page = store_.query(parents);
    if (!page) return std::move(page).error();
    for (const Item& parent : page->items) {
      // Its sort key is `type#parent`, which is how the partition of its facts goes on.
      const Result<std::size_t> facts = empty(partition_of(context, parent.key.sort));
      if (!facts) return facts;
      removed += *facts;
    }
    if (page->next.empty()) return removed;
    parents.after = std::move(page->next);
  }
}

Result<std::size_t> TenantErasure::erase(const TenantContext& context) {
  Result<std::size_t> removed = empty_facts(context);
  if (!removed) return removed;
  for (const KeyRow& row : key_table()) {
    if (!is_plain(row.partition)) continue;
    const Result<std::size_t> more = empty(partition_of(context, row.partition.substr(tenant_part.size())));
    if (!more) return more;
    *removed += *more;
  }
  if (Status s = series_.remove_tenant(context.tenant.text()); !s) return std::move(s).error();
  return removed;
}

}  // namespace dietz
