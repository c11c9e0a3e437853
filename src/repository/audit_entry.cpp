#include "repository/audit_entry.hpp"

#include "repository/keys.hpp"

namespace dietz {

Item audit_item(const TenantContext& context, const AuditEntry& entry, Instant time, const std::string& nonce) {
  const std::string sort = sortable(time) + key_separator + nonce;
  const std::string entity = entry.entity_type + key_separator + entry.entity_id;
  Attributes attributes = {
      {"time", time.microseconds},
      {"actor", context.actor},
      {"request_id", context.request_id},
      {"action", entry.action},
      {"entity_type", entry.entity_type},
      {"entity_id", entry.entity_id},
      {"outcome", entry.outcome},
      {"version_before", static_cast<std::int64_t>(entry.version_before)},
      {"version_after", static_cast<std::int64_t>(entry.version_after)},
      {std::string(attribute::index1_partition), partition_of(context, "audit", entity)},
      {std::string(attribute::index1_sort), sort},
      {std::string(attribute::index2_partition), partition_of(context, "audit-unsealed")},
      {std::string(attribute::index2_sort), sort},
  };
  return {{partition_of(context, "audit"), sort}, std::move(attributes)};
}

}  // namespace dietz
