#include "engines/openssl/openssl_signature_keys.hpp"
#include "support/family_count.hpp"
#include "support/json.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace dietz {
namespace {

using test::Json;
using KeyResult = Result<std::shared_ptr<const VerifyingKey>>;

std::string from_hex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
  return bytes;
}

/// A hex integer without the zero byte that keeps it positive.
std::string integer_from_hex(std::string_view text) {
  std::string bytes = from_hex(text);
  while (bytes.size() > 1 && bytes[0] == '\0') bytes.erase(0, 1);
  return bytes;
}

/// Runs every case of a Wycheproof file with the key that `key_of` makes of its group.
void check_family(const std::string& name, const std::function<KeyResult(const Json& group)>& key_of) {
  test::FamilyCount count("wycheproof/" + name);
  const Json file = test::JsonReader(test::read_text(test::shared_file("vectors/wycheproof/" + name + ".json"))).read();
  for (const Json& group : file["testGroups"].items) {
    const KeyResult key = key_of(group);
    for (const Json& vector : group["tests"].items) {
      const bool verified = key && (*key)->verifies(from_hex(vector["msg"].text), from_hex(vector["sig"].text));
      const std::string& expected = vector["result"].text;
      EXPECT_TRUE(count.ran(expected == "acceptable" || verified == (expected == "valid")))
          << name << " " << vector["tcId"].text << " " << vector["comment"].text;
    }
  }
}

KeyResult rsa_of(const Json& group, SignatureAlgorithm algorithm) {
  return OpensslSignatureKeys().rsa(algorithm, integer_from_hex(group["publicKey"]["modulus"].text),
                                    integer_from_hex(group["publicKey"]["publicExponent"].text));
}

TEST(Signatures, agree_with_wycheproof_on_rsa) {
  DIETZ_NEEDS_SHARED();
  for (const char* name : {"rsa_signature_2048_sha256_test", "rsa_signature_3072_sha256_test"})
    check_family(name, [](const Json& group) { return rsa_of(group, SignatureAlgorithm::rs256); });
  check_family("rsa_pss_2048_sha256_mgf1_32_test",
               [](const Json& group) { return rsa_of(group, SignatureAlgorithm::ps256); });
}

TEST(Signatures, agree_with_wycheproof_on_p256_and_ed25519) {
  DIETZ_NEEDS_SHARED();
  check_family("ecdsa_secp256r1_sha256_p1363_test", [](const Json& group) -> KeyResult {
    const std::string point = from_hex(group["publicKey"]["uncompressed"].text);
    return OpensslSignatureKeys().p256(point.substr(1, 32), point.substr(33));
  });
  check_family("ed25519_test", [](const Json& group) {
    return OpensslSignatureKeys().ed25519(from_hex(group["publicKey"]["pk"].text));
  });
}

}  // namespace
}  // namespace dietz
