#include "auth/roles.hpp"

#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <map>

namespace dietz {
namespace {

/// The table once more, written independently: for each permission, the initials of the roles that have it, in the
/// order platform_admin, admin, manager, analyst, viewer, auditor, service.
const std::map<std::string, std::string> expected = {
    {"manage_tenants", "P......"},
    {"view_tenant", ".AM..U."},
    {"manage_clients", ".AM...."},
    {"view_personal_data", ".AM...."},
    {"view_clients", ".AMNVU."},
    {"erase_personal_data", ".A....."},
    {"manage_portfolios", ".AM...S"},
    {"manage_securities", ".AM...S"},
    {"manage_transactions", ".AM...S"},
    {"manage_policies", ".AM...S"},
    {"import", ".AM...S"},
    {"view_portfolios", ".AMNVUS"},
    {"view_securities", ".AMNVUS"},
    {"view_transactions", ".AMNVUS"},
    {"view_policies", ".AMNVUS"},
    {"view_performance", ".AMNVUS"},
    {"run_calculations", ".AMN..S"},
    {"what_if", ".AMN..S"},
    {"rotate_keys", ".A....."},
    {"view_audit", ".A...U."},
};

TEST(Roles, may_do_what_the_table_says_cell_by_cell) {
  std::size_t cells = 0;
  for (const PermissionRow& row : permission_table()) {
    const auto found = expected.find(std::string(row.name));
    ASSERT_NE(found, expected.end()) << row.name;
    for (const Role role : all_roles) {
      Roles roles;
      roles.add(role);
      EXPECT_EQ(may(roles, row.permission), found->second[static_cast<std::size_t>(role)] != '.')
          << row.name << " " << name_of(role);
      ++cells;
    }
  }
  EXPECT_EQ(cells, expected.size() * 7);
}

TEST(Roles, may_do_what_any_of_them_may) {
  Roles roles;
  EXPECT_TRUE(roles.empty());
  EXPECT_FALSE(may(roles, Permission::view_portfolios));
  roles.add(Role::viewer);
  EXPECT_FALSE(may(roles, Permission::view_audit));
  roles.add(Role::auditor);
  EXPECT_TRUE(may(roles, Permission::view_audit));
  roles.remove(Role::auditor);
  EXPECT_FALSE(may(roles, Permission::view_audit));
}

TEST(Roles, have_exactly_their_names) {
  for (const Role role : all_roles) EXPECT_EQ(parse_role(name_of(role)), role);
  for (const char* name : {"", "Admin", "ADMIN", "admin ", "root"}) EXPECT_EQ(parse_role(name), std::nullopt) << name;
}

TEST(Roles, stand_in_the_manual_as_in_the_table) {
  EXPECT_EQ(roles_page(), test::read_text(std::string(DIETZ_SOURCE_DIR) + "/docs/roles.md"));
}

}  // namespace
}  // namespace dietz
