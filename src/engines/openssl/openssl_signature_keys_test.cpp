#include "engines/openssl/openssl_signature_keys.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

TEST(OpensslSignatureKeys, signs_what_it_verifies_and_nothing_else) {
  const OpensslSignatureKeys keys;
  const Ed25519Pair pair = keys.new_ed25519();
  EXPECT_NE(pair.public_key, keys.new_ed25519().public_key);
  const auto signer = keys.ed25519_signer(pair.private_key);
  const auto verifier = keys.ed25519(pair.public_key);
  ASSERT_TRUE(signer.ok() && verifier.ok());
  std::string signature = (*signer)->sign("message");
  EXPECT_TRUE((*verifier)->verifies("message", signature));
  EXPECT_FALSE((*verifier)->verifies("messagE", signature));
  for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
    std::string flipped = signature;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE((*verifier)->verifies("message", flipped)) << bit;
  }
  EXPECT_FALSE((*verifier)->verifies("message", signature + '\0'));
  EXPECT_FALSE((*verifier)->verifies("message", ""));
}

TEST(OpensslSignatureKeys, refuses_parts_that_are_no_safe_key) {
  const OpensslSignatureKeys keys;
  const std::string odd_2048 = '\x80' + std::string(254, '\x01') + '\x01';
  EXPECT_FALSE(keys.rsa(SignatureAlgorithm::rs256, odd_2048.substr(1), "\x03").ok());
  EXPECT_FALSE(keys.rsa(SignatureAlgorithm::rs256, std::string(1'025, '\x81'), "\x03").ok());
  EXPECT_FALSE(keys.rsa(SignatureAlgorithm::rs256, odd_2048, "\x01").ok());
  EXPECT_FALSE(keys.rsa(SignatureAlgorithm::rs256, odd_2048, "\x04").ok());
  EXPECT_FALSE(keys.rsa(SignatureAlgorithm::rs256, odd_2048, std::string(9, '\x03')).ok());
  EXPECT_FALSE(keys.rsa(SignatureAlgorithm::es256, odd_2048, "\x03").ok());
  EXPECT_FALSE(keys.p256(std::string(32, '\x01'), std::string(32, '\x02')).ok());
  EXPECT_FALSE(keys.p256(std::string(31, '\x01'), std::string(32, '\x02')).ok());
  EXPECT_FALSE(keys.p256(std::string(32, '\0'), std::string(32, '\0')).ok());
  EXPECT_FALSE(keys.ed25519("short").ok());
  EXPECT_FALSE(keys.ed25519_signer("short").ok());
}

TEST(OpensslSignatureKeys, gives_random_bytes_of_any_number) {
  const OpensslSignatureKeys keys;
  EXPECT_EQ(keys.random_bytes(0), "");
  EXPECT_EQ(keys.random_bytes(33).size(), 33U);
  EXPECT_NE(keys.random_bytes(16), keys.random_bytes(16));
}

}  // namespace
}  // namespace dietz
