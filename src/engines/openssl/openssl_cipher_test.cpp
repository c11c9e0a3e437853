#include "engines/openssl/openssl_cipher.hpp"

#include "crypto/sealed_field.hpp"
#include "support/family_count.hpp"
#include "support/json.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <type_traits>

namespace dietz {
namespace {

using test::Json;

static_assert(!std::is_copy_constructible_v<Secret>);

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

/// Calls `check(group, test)` for each test of a file of Wycheproof.
template <class Check>
void for_each_test(const std::string& file, Check check) {
  const Json all = test::JsonReader(test::read_text(test::shared_file("vectors/wycheproof/" + file))).read();
  for (const Json& group : all["testGroups"].items) {
    for (const Json& t : group["tests"].items) check(group, t);
  }
}

TEST(OpensslCipher, opens_what_is_valid_and_nothing_else) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("wycheproof/aes_gcm");
  const OpensslCipher cipher;
  for_each_test("aes_gcm_test.json", [&](const Json& group, const Json& t) {
    const Secret key(from_hex(t["key"].text));
    const std::string nonce = from_hex(t["iv"].text);
    const std::string bound = from_hex(t["aad"].text);
    const std::string message = from_hex(t["msg"].text);
    const std::string sealed = from_hex(t["ct"].text) + from_hex(t["tag"].text);
    const auto opened = cipher.open(key, nonce, bound, sealed);
    const auto again = cipher.seal(key, nonce, bound, message);
    const bool ours = group["keySize"].text == "256" && group["ivSize"].text == "96" && group["tagSize"].text == "128";
    // Other sizes of key and nonce are no part of the product: they must be refused, whatever the vector says of them.
    const bool right = !ours ? !opened && !again.ok()
                       : t["result"].text == "valid"
                           ? opened && opened->view() == message && again.ok() && *again == sealed
                           : !opened;
    EXPECT_TRUE(count.ran(right)) << t["tcId"].text;
  });
}

TEST(OpensslCipher, hmac_is_that_of_the_vectors) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("wycheproof/hmac_sha256");
  const OpensslCipher cipher;
  for_each_test("hmac_sha256_test.json", [&](const Json& /*group*/, const Json& t) {
    const std::string expected = from_hex(t["tag"].text);
    // The vectors with short tags hold the first half of the whole.
    const std::string made =
        cipher.hmac_sha256(from_hex(t["key"].text), from_hex(t["msg"].text)).substr(0, expected.size());
    EXPECT_TRUE(count.ran(same_bytes(made, expected) == (t["result"].text == "valid"))) << t["tcId"].text;
  });
}

TEST(OpensslCipher, keys_are_derived_as_in_the_vectors) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("wycheproof/hkdf_sha256");
  const OpensslCipher cipher;
  for_each_test("hkdf_sha256_test.json", [&](const Json& /*group*/, const Json& t) {
    const auto derived = cipher.derive(from_hex(t["ikm"].text), from_hex(t["salt"].text), from_hex(t["info"].text),
                                       static_cast<std::size_t>(t["size"].as_int()));
    const bool right =
        t["result"].text == "valid" ? derived.ok() && derived->view() == from_hex(t["okm"].text) : !derived.ok();
    EXPECT_TRUE(count.ran(right)) << t["tcId"].text;
  });
}

FieldKey field_key(const OpensslCipher& cipher) { return {"subject-7", 3, cipher.random_key()}; }
constexpr FieldPlace place{"acme", "client", "c-1", "email"};

TEST(SealedField, the_text_comes_back_where_it_was_sealed) {
  const OpensslCipher cipher;
  const FieldKey key = field_key(cipher);
  for (const std::string text : {"", "a", "jürgen@example.com"}) {
    const auto sealed = seal_field(cipher, key, place, text);
    ASSERT_TRUE(sealed.ok());
    EXPECT_EQ(key_name_of(*sealed), (KeyName{"subject-7", 3}));
    const auto opened = open_field(cipher, key, place, *sealed);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->view(), text);
    EXPECT_TRUE(text.empty() || sealed->find(text) == std::string::npos);
  }
}

TEST(SealedField, a_text_moved_anywhere_else_stays_shut) {
  const OpensslCipher cipher;
  const FieldKey key = field_key(cipher);
  const std::string sealed = *seal_field(cipher, key, place, "secret");
  for (const FieldPlace& other :
       {FieldPlace{"acm", "eclient", "c-1", "email"}, FieldPlace{"other", "client", "c-1", "email"},
        FieldPlace{"acme", "account", "c-1", "email"}, FieldPlace{"acme", "client", "c-2", "email"},
        FieldPlace{"acme", "client", "c-1", "phone"}, FieldPlace{"acme", "client", "c-1email", ""}}) {
    EXPECT_FALSE(open_field(cipher, key, other, sealed));
  }
  const FieldKey renamed{"subject-8", 3, key.key.copy()};
  const FieldKey newer{"subject-7", 4, key.key.copy()};
  EXPECT_FALSE(open_field(cipher, renamed, place, sealed));
  EXPECT_FALSE(open_field(cipher, newer, place, sealed));
}

TEST(SealedField, each_flipped_bit_and_each_cut_is_found) {
  const OpensslCipher cipher;
  const FieldKey key = field_key(cipher);
  const std::string sealed = *seal_field(cipher, key, place, "secret");
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    std::string changed = sealed;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(open_field(cipher, key, place, changed)) << bit;
  }
  for (std::size_t length = 0; length < sealed.size(); ++length) {
    EXPECT_FALSE(open_field(cipher, key, place, sealed.substr(0, length))) << length;
  }
  EXPECT_FALSE(open_field(cipher, key, place, sealed + "x"));
}

TEST(SealedField, equal_texts_look_different_and_are_found_by_their_index) {
  const OpensslCipher cipher;
  const FieldKey key = field_key(cipher);
  std::set<std::string> sealed;
  for (int i = 0; i < 100; ++i) sealed.insert(*seal_field(cipher, key, place, "same"));
  EXPECT_EQ(sealed.size(), 100U);
  const Secret index_key = cipher.random_key();
  EXPECT_EQ(blind_index(cipher, index_key, "client", "email", "a@b"),
            blind_index(cipher, index_key, "client", "email", "a@b"));
  EXPECT_NE(blind_index(cipher, index_key, "client", "email", "a@b"),
            blind_index(cipher, index_key, "client", "phone", "a@b"));
  EXPECT_NE(blind_index(cipher, index_key, "client", "email", "a@b"),
            blind_index(cipher, cipher.random_key(), "client", "email", "a@b"));
}

TEST(Secret, moves_leave_nothing_behind) {
  Secret first(std::string_view("0123456789abcdef"));
  const Secret second = std::move(first);
  EXPECT_EQ(second.view(), "0123456789abcdef");
  EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move): that is the claim
}

}  // namespace
}  // namespace dietz
