#include "codec/base64url.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

TEST(Base64url, gives_the_known_answers_of_rfc_4648) {
  EXPECT_EQ(to_base64url(""), "");
  EXPECT_EQ(to_base64url("f"), "Zg");
  EXPECT_EQ(to_base64url("fo"), "Zm8");
  EXPECT_EQ(to_base64url("foobar"), "Zm9vYmFy");
  EXPECT_EQ(to_base64url("\x03\xEC\xFF\xE0\xC1"), "A-z_4ME");  // RFC 7515, appendix C
  EXPECT_EQ(from_base64url("A-z_4ME"), "\x03\xEC\xFF\xE0\xC1");
}

TEST(Base64url, reads_back_what_it_wrote) {
  std::string bytes;
  for (int i = 0; i < 600; ++i) {
    bytes += static_cast<char>(i * 7 % 256);
    EXPECT_EQ(from_base64url(to_base64url(bytes)), bytes);
  }
}

TEST(Base64url, has_one_spelling_for_each_value) {
  for (const char* text : {"Zg==", "Zh", "Zm9", "Z", "Zm9vY", "Zm 9v", "Zm9v\n", "Zm+v", "Zm/v", "\xC3\xA9"})
    EXPECT_EQ(from_base64url(text), std::nullopt) << text;
}

}  // namespace
}  // namespace dietz
