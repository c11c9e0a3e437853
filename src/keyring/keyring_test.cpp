#include "keyring/keyring.hpp"

#include "support/mark_keys.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

constexpr std::int64_t second = 1'000'000;
Instant at(std::int64_t seconds) { return {seconds * second}; }

TEST(Keyring, reads_back_what_it_wrote) {
  const test::MarkKeys keys;
  Keyring ring;
  ring.add(KeyUse::wrapping, at(100), keys);
  ring.add(KeyUse::issuer, at(101), keys);
  ring.add(KeyUse::issuer, at(200), keys);
  const auto read = Keyring::read(ring.text().view());
  ASSERT_TRUE(read.ok()) << read.error().message();
  ASSERT_EQ(read->keys().size(), 3U);
  EXPECT_EQ(read->text().view(), ring.text().view());
  EXPECT_EQ(read->keys()[1].retired, at(200));
  EXPECT_EQ(read->active(KeyUse::issuer)->created, at(200));
  EXPECT_EQ(read->active(KeyUse::wrapping)->secret.size(), 32U);
}

TEST(Keyring, trusts_a_retired_issuers_key_for_a_day) {
  const test::MarkKeys keys;
  Keyring ring;
  ring.add(KeyUse::issuer, at(100), keys);
  const std::string first = ring.active(KeyUse::issuer)->id;
  ring.add(KeyUse::issuer, at(200), keys);
  const std::string second_id = ring.active(KeyUse::issuer)->id;
  EXPECT_NE(ring.key_set(at(200 + 86'399)).find(first), std::string::npos);
  EXPECT_EQ(ring.key_set(at(200 + 86'400)).find(first), std::string::npos);
  EXPECT_NE(ring.key_set(at(200 + 86'400)).find(second_id), std::string::npos);
}

TEST(Keyring, publishes_no_secret) {
  const test::MarkKeys keys;
  Keyring ring;
  ring.add(KeyUse::wrapping, at(100), keys);
  EXPECT_EQ(ring.key_set(at(100)), "{\"keys\":[]}\n");
}

TEST(Keyring, says_where_a_file_is_wrong_without_showing_a_key) {
  const auto problems = [](std::string_view text) {
    const auto read = Keyring::read(text);
    std::string all;
    if (read) return all;
    for (const Problem& problem : read.error().problems) all += problem.origin.column + ": " + problem.message + "\n";
    return all;
  };
  EXPECT_EQ(problems(R"({"version": 2, "keys": []})"), "/version: must be a whole number from 1 to 1\n");
  EXPECT_EQ(problems(R"({"version": 1, "keys": [{"id": "a", "use": "wrapping", "created": 1, "secret": "c2VjcmV0"}]})"),
            "/keys/0/secret: must be 32 bytes as base64url\n");
  EXPECT_EQ(problems(R"({"version": 1, "keys": [], "more": 1})"), "/more: is not a known field\n");
  EXPECT_NE(problems("{"), "");
}

}  // namespace
}  // namespace dietz
