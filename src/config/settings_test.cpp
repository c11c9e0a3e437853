#include "config/settings.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

/// All problems as `LINE: column: message`, or "".
std::vector<std::string> problems(std::string_view text, const Environment& environment = {}) {
  const auto read = read_settings(text, "etc/dietz.toml", environment);
  std::vector<std::string> found;
  if (read) return found;
  for (const Problem& problem : read.error().problems)
    found.push_back(std::to_string(problem.origin.line) + ": " + problem.origin.column + ": " + problem.message);
  return found;
}

TEST(Settings, have_defaults_for_everything) {
  const auto read = read_settings("", "dietz.toml", {});
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->server.listen, "127.0.0.1:8080");
  EXPECT_EQ(read->server.admin_listen, "127.0.0.1:8081");
  EXPECT_EQ(read->store.engine, "sqlite");
  EXPECT_EQ(read->auth.tenant_claim, "tenant");
  EXPECT_TRUE(read->limits.enabled);
}

TEST(Settings, are_read_with_paths_beside_the_file) {
  const auto read = read_settings(
      "[auth]\nkey_set_file = \"keys.json\"\nissuer = \"https://is\u00DFuer~\"\ntenant_claim = "
      "\"tid\"\n[crypto]\nkeyring = \"/abs/ring\"\n"
      "[limits]\nenabled = false\n",
      "etc/dietz.toml", {});
  ASSERT_TRUE(read.ok()) << read.error().message();
  EXPECT_EQ(read->auth.key_set_file, "etc/keys.json");
  EXPECT_EQ(read->auth.issuer, "https://is\u00DFuer~");
  EXPECT_EQ(read->auth.tenant_claim, "tid");
  EXPECT_EQ(read->crypto.keyring, "/abs/ring");
  EXPECT_FALSE(read->limits.enabled);
}

TEST(Settings, are_overridden_by_the_environment) {
  const auto read = read_settings("[auth]\nissuer = \"a\"\n", "etc/dietz.toml",
                                  {{"DIETZ_AUTH_ISSUER", "b"},
                                   {"DIETZ_AUTH_LOCAL_ISSUER", "true"},
                                   {"DIETZ_CRYPTO_KEYRING", "ring"},
                                   {"DIETZ_CASES", "300"},
                                   {"HOME", "/"}});
  ASSERT_TRUE(read.ok()) << read.error().message();
  EXPECT_EQ(read->auth.issuer, "b");
  EXPECT_TRUE(read->auth.local_issuer);
  EXPECT_EQ(read->crypto.keyring, "ring") << "relative to the current folder";
}

TEST(Settings, name_what_is_wrong_with_its_line_and_the_nearest_name) {
  EXPECT_EQ(problems("[auth]\nisuer = \"x\"\n[sever]\n[server]\nlisten = 80\n[limits]\nenabled = \"yes\"\n"),
            (std::vector<std::string>{"2: : unknown key 'isuer' in [auth]; did you mean 'issuer'?",
                                      "3: : unknown section 'sever'; did you mean 'server'?",
                                      "5: listen: must be text in quotes", "7: enabled: must be true or false"}));
  EXPECT_EQ(problems("auth = 1\n"), (std::vector<std::string>{"1: auth: must be a section, [auth]"}));
  EXPECT_EQ(
      problems("", {{"DIETZ_AUTH_ISUER", "x"}, {"DIETZ_LIMITS_ENABLED", "1"}}),
      (std::vector<std::string>{"0: DIETZ_AUTH_ISUER: no setting has this name; did you mean 'DIETZ_AUTH_ISSUER'?",
                                "0: DIETZ_LIMITS_ENABLED: must be true or false, not '1'"}));
  for (const char* text : {"[auth\n", "[= 1]", "[ .a]", "a.=1", "= 1", "[[", "\"", "a = [1", "a = {b = }"})
    EXPECT_EQ(problems(text).size(), 1U) << text;
  EXPECT_EQ(problems("\xFF").size(), 1U);
}

TEST(Settings, refuse_combinations_that_cannot_be_meant) {
  EXPECT_EQ(problems("[auth]\nlocal_issuer = true\nkey_set_file = \"k\"\n").size(), 1U);
  EXPECT_EQ(problems("[server]\ntls_key = \"k\"\n").size(), 1U);
}

TEST(Settings, tell_what_every_key_means) {
  for (const SettingInfo& info : setting_table()) EXPECT_FALSE(info.what.empty()) << info.section << "." << info.key;
}

}  // namespace
}  // namespace dietz
