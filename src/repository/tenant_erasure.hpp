#pragma once

#include "base/result.hpp"
#include "model/tenant.hpp"
#include "series/series_store.hpp"
#include "store/item_store.hpp"

#include <cstddef>
#include <string>

namespace dietz {

/// Removes everything of a tenant for good: entities, facts in all versions, answers, audit records, what waits in the
/// outbox, and series. Its own record in the list of tenants stays with whoever asked. Nothing may be written for the
/// tenant any more. It can be interrupted and called again.
class TenantErasure {
 public:
  TenantErasure(ItemStore& store, SeriesStore& series) : store_(store), series_(series) {}

  /// Tells how many items were removed. Errors: those of the stores.
  [[nodiscard]] Result<std::size_t> erase(const TenantContext& context);

 private:
  Result<std::size_t> empty(const std::string& partition);
  Result<std::size_t> empty_facts(const TenantContext& context);

  ItemStore& store_;
  SeriesStore& series_;
};

}  // namespace dietz
