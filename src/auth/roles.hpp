#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dietz {

/// What a token's `roles` claim may name.
enum class Role : std::uint8_t { platform_admin, admin, manager, analyst, viewer, auditor, service };

inline constexpr std::array all_roles = {Role::platform_admin, Role::admin,   Role::manager, Role::analyst,
                                         Role::viewer,         Role::auditor, Role::service};

/// What a request needs before it is served.
enum class Permission : std::uint8_t {
  manage_tenants,
  view_tenant,  ///< one's own: its limits and usage
  manage_clients,
  view_personal_data,
  view_clients,  ///< personal data masked
  erase_personal_data,
  manage_portfolios,
  manage_securities,
  manage_transactions,
  manage_policies,
  import_data,
  view_portfolios,
  view_securities,
  view_transactions,
  view_policies,
  view_performance,
  run_calculations,
  run_what_if,
  rotate_keys,
  view_audit,
};

/// One row of the table of roles.
struct PermissionRow {
  Permission permission;
  std::string_view name;
  std::string_view what;
  std::array<bool, all_roles.size()> allowed;  ///< by Role
};

/// Every permission once, in the order of the enum. The one place that says who may do what.
[[nodiscard]] std::span<const PermissionRow> permission_table();

[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] std::optional<Role> parse_role(std::string_view name);
[[nodiscard]] std::string_view name_of(Permission permission);

/// A set of roles.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr void add(Role role) { bits_ |= 1U << static_cast<unsigned>(role); }
  constexpr void remove(Role role) { bits_ &= ~(1U << static_cast<unsigned>(role)); }
  [[nodiscard]] constexpr bool has(Role role) const { return (bits_ >> static_cast<unsigned>(role) & 1U) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  friend constexpr bool operator==(Roles, Roles) = default;

 private:
  unsigned bits_ = 0;
};

/// Whether any of the roles has the permission.
[[nodiscard]] bool may(Roles roles, Permission permission);

/// The table as a page of the manual (Markdown), as docs/roles.md holds it.
[[nodiscard]] std::string roles_page();

}  // namespace dietz
