#include "auth/token.hpp"

#include "support/shared.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

TEST(TokenFault, stands_in_the_manual_with_its_meaning) {
  const std::string page = test::read_text(std::string(DIETZ_SOURCE_DIR) + "/docs/tokens.md");
  for (const TokenFault fault : all_token_faults) {
    const std::string row = "| `" + std::string(name_of(fault)) + "` | " + std::string(meaning_of(fault)) + " |";
    EXPECT_NE(page.find(row), std::string::npos) << row;
  }
}

TEST(TenantId, is_letters_digits_and_three_marks) {
  for (const char* id : {"a", "A-1_b.c", "platform"}) EXPECT_TRUE(is_tenant_id(id)) << id;
  for (const char* id : {"", "a b", "a/b", "a#b", "*", "\xC3\xA4", "a\n"}) EXPECT_FALSE(is_tenant_id(id)) << id;
  EXPECT_TRUE(is_tenant_id(std::string(64, 'a')));
  EXPECT_FALSE(is_tenant_id(std::string(65, 'a')));
}

}  // namespace
}  // namespace dietz
