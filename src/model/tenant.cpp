#include "model/tenant.hpp"

#include <algorithm>

namespace dietz {
namespace {

constexpr std::string_view platform_name = "platform";

bool may_stand_in_id(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

}  // namespace

bool is_entity_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), may_stand_in_id);
}

std::optional<TenantId> TenantId::parse(std::string_view text) {
  if (!is_entity_id(text) || text == platform_name) return std::nullopt;
  return TenantId(std::string(text));
}

TenantId TenantId::platform() { return TenantId(std::string(platform_name)); }

std::string_view name_of(TenantStatus status) { return status == TenantStatus::active ? "active" : "suspended"; }

std::optional<TenantStatus> parse_tenant_status(std::string_view text) {
  for (const TenantStatus status : {TenantStatus::active, TenantStatus::suspended}) {
    if (name_of(status) == text) return status;
  }
  return std::nullopt;
}

}  // namespace dietz
