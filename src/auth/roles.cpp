#include "auth/roles.hpp"

#include <algorithm>

namespace dietz {
namespace {

constexpr std::array<std::string_view, all_roles.size()> role_names = {
    "platform_admin", "admin", "manager", "analyst", "viewer", "auditor", "service"};
constexpr bool y = true;
constexpr bool n = false;

// clang-format off
constexpr std::array<PermissionRow, 20> table = {{
    //                                                                                            platform admin manager analyst viewer auditor service
    {Permission::manage_tenants,      "manage_tenants",      "create, change, suspend and delete tenants",    {y, n, n, n, n, n, n}},
    {Permission::view_tenant,         "view_tenant",         "see one's own tenant, its limits and usage",    {n, y, y, n, n, y, n}},
    {Permission::manage_clients,      "manage_clients",      "create and change clients",                     {n, y, y, n, n, n, n}},
    {Permission::view_personal_data,  "view_personal_data",  "see clients' personal data",                    {n, y, y, n, n, n, n}},
    {Permission::view_clients,        "view_clients",        "see clients, personal data masked",             {n, y, y, y, y, y, n}},
    {Permission::erase_personal_data, "erase_personal_data", "erase a client's personal data",                {n, y, n, n, n, n, n}},
    {Permission::manage_portfolios,   "manage_portfolios",   "create and change portfolios and their groups", {n, y, y, n, n, n, y}},
    {Permission::manage_securities,   "manage_securities",   "change securities, benchmarks, prices, rates",  {n, y, y, n, n, n, y}},
    {Permission::manage_transactions, "manage_transactions", "book, correct and reverse; set valuations",     {n, y, y, n, n, n, y}},
    {Permission::manage_policies,     "manage_policies",     "create and change policies",                    {n, y, y, n, n, n, y}},
    {Permission::import_data,         "import",              "import books",                                  {n, y, y, n, n, n, y}},
    {Permission::view_portfolios,     "view_portfolios",     "see portfolios and their groups",               {n, y, y, y, y, y, y}},
    {Permission::view_securities,     "view_securities",     "see securities, benchmarks, prices, rates",     {n, y, y, y, y, y, y}},
    {Permission::view_transactions,   "view_transactions",   "see transactions and valuations",               {n, y, y, y, y, y, y}},
    {Permission::view_policies,       "view_policies",       "see policies",                                  {n, y, y, y, y, y, y}},
    {Permission::view_performance,    "view_performance",    "see results, holdings and explanations",        {n, y, y, y, y, y, y}},
    {Permission::run_calculations,    "run_calculations",    "ask for calculations, cancel them",             {n, y, y, y, n, n, y}},
    {Permission::run_what_if,         "what_if",             "calculate on hypothetical data",                {n, y, y, y, n, n, y}},
    {Permission::rotate_keys,         "rotate_keys",         "change the tenant's data keys",                 {n, y, n, n, n, n, n}},
    {Permission::view_audit,          "view_audit",          "see the audit trail and its checkpoints",       {n, y, n, n, n, y, n}},
}};
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].permission) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the table follows the enum");

}  // namespace

std::span<const PermissionRow> permission_table() { return table; }

std::string_view name_of(Role role) { return role_names[static_cast<std::size_t>(role)]; }

std::optional<Role> parse_role(std::string_view name) {
  const auto found = std::find(role_names.begin(), role_names.end(), name);
  if (found == role_names.end()) return std::nullopt;
  return all_roles[static_cast<std::size_t>(found - role_names.begin())];
}

std::string_view name_of(Permission permission) { return table[static_cast<std::size_t>(permission)].name; }

bool may(Roles roles, Permission permission) {
  const PermissionRow& row = table[static_cast<std::size_t>(permission)];
  return std::any_of(all_roles.begin(), all_roles.end(),
                     [&](Role role) { return roles.has(role) && row.allowed[static_cast<std::size_t>(role)]; });
}

std::string roles_page() {
  std::string page =
      "# Roles and permissions\n\n"
      "A token's `roles` claim names one or more of these roles; a request is served if one of them has the permission "
      "that its route needs. Names that aren't in the table give nothing.\n\n"
      "`platform_admin` counts only in a token whose tenant is `platform`, and no other role counts there: a "
      "platform's "
      "administrator reads no tenant's data.\n\n"
      "| permission | allows to |";
  for (const std::string_view name : role_names) page += " " + std::string(name) + " |";
  page += "\n| --- | --- |";
  for (std::size_t i = 0; i < role_names.size(); ++i) page += " --- |";
  page += "\n";
  for (const PermissionRow& row : table) {
    page += "| " + std::string(row.name) + " | " + std::string(row.what) + " |";
    for (const bool allowed : row.allowed) page += allowed ? " yes |" : " |";
    page += "\n";
  }
  return page;
}

}  // namespace dietz
