#include "engines/openssl/openssl_digest.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

TEST(OpensslDigest, gives_the_known_answers_of_fips_180) {
  OpensslDigestFactory factory;
  EXPECT_EQ(factory.sha256()->finish(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const auto digest = factory.sha256();
  digest->update("a");
  digest->update("bc");
  EXPECT_EQ(digest->finish(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace dietz
