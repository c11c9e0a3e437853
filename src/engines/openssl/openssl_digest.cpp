#include "engines/openssl/openssl_digest.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace dietz {
namespace {

void require(int outcome) {
  if (outcome != 1) throw std::runtime_error("OpenSSL can't compute SHA-256 on this machine");
}

class OpensslDigest : public Digest {
 public:
  OpensslDigest() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    require(context_ != nullptr ? EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) : 0);
  }
  void update(std::string_view bytes) override {
    require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
  }
  std::string finish() override {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned length = 0;
    require(EVP_DigestFinal_ex(context_.get(), bytes.data(), &length));
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
      text += digits[bytes[i] >> 4];
      text += digits[bytes[i] & 15];
    }
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::unique_ptr<Digest> OpensslDigestFactory::sha256() { return std::make_unique<OpensslDigest>(); }

}  // namespace dietz
