#pragma once

#include "model/instant.hpp"
#include "model/tenant.hpp"
#include "store/item.hpp"

#include <cstdint>
#include <string>

namespace dietz {

/// What happened, for the audit trail. Actor, tenant, request and time are those of the ChangeSet that carries it.
struct AuditEntry {
  std::string action;       ///< `portfolio.created`
  std::string entity_type;  ///< `portfolio`
  std::string entity_id;
  std::string outcome = "done";
  std::uint64_t version_before = 0;  ///< of the entity; 0: there was none
  std::uint64_t version_after = 0;
};

/// The item of an entry. It starts unsealed: a sealer gives it a place in the tenant's chain later.
[[nodiscard]] Item audit_item(const TenantContext& context, const AuditEntry& entry, Instant time,
                              const std::string& nonce);

}  // namespace dietz
