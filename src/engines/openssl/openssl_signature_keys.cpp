#include "engines/openssl/openssl_signature_keys.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <stdexcept>
#include <utility>

namespace dietz {
namespace {

template <auto release>
struct Releaser {
  template <class T>
  void operator()(T* held) const {
    release(held);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Releaser<&EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Releaser<&EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Releaser<&EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Releaser<&BN_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Releaser<&ECDSA_SIG_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, Releaser<&OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Releaser<&OSSL_PARAM_free>>;

constexpr std::size_t coordinate_bytes = 32;
constexpr std::size_t ed25519_key_bytes = 32;
constexpr std::size_t ed25519_signature_bytes = 64;
constexpr std::size_t most_exponent_bytes = 8;
// The order of P-256's base point (FIPS 186-4, D.1.2.3).
constexpr const char* p256_order = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

template <class T>
T owned(T held, const char* what) {
  if (held == nullptr) throw std::runtime_error(std::string("OpenSSL can't ") + what);
  return held;
}

void require(int outcome, const char* what) {
  if (outcome != 1) throw std::runtime_error(std::string("OpenSSL can't ") + what);
}

Number number_of(std::string_view bytes) {
  return owned(Number(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr)), "hold a number");
}

/// A public key of named parts, checked; null where the parts are no valid key.
Key key_of(const char* type, OSSL_PARAM* parts) {
  const auto maker = owned(KeyContext(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr)), "make a key");
  EVP_PKEY* made = nullptr;
  if (EVP_PKEY_fromdata_init(maker.get()) != 1 ||
      EVP_PKEY_fromdata(maker.get(), &made, EVP_PKEY_PUBLIC_KEY, parts) != 1) {
    ERR_clear_error();
    return nullptr;
  }
  Key key(made);
  const auto checker = owned(KeyContext(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr)), "check a key");
  if (EVP_PKEY_public_check(checker.get()) == 1) return key;
  ERR_clear_error();
  return nullptr;
}

bool one_shot_verify(EVP_PKEY* key, const EVP_MD* digest, bool pss, std::string_view message,
                     std::string_view signature) {
  const auto context = owned(DigestContext(EVP_MD_CTX_new()), "verify");
  EVP_PKEY_CTX* parameters = nullptr;  // belongs to the context
  require(EVP_DigestVerifyInit(context.get(), &parameters, digest, nullptr, key), "verify with a key");
  if (pss) {
    require(EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING), "use PSS");
    require(EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST), "use PSS");
    require(EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, EVP_sha256()), "use PSS");
  }
  const bool good =
      EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(message), message.size()) == 1;
  if (!good) ERR_clear_error();
  return good;
}

class RsaKey : public VerifyingKey {
 public:
  RsaKey(Key key, SignatureAlgorithm algorithm) : key_(std::move(key)), algorithm_(algorithm) {}
  SignatureAlgorithm algorithm() const override { return algorithm_; }
  bool verifies(std::string_view message, std::string_view signature) const override {
    if (signature.size() != static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()))) return false;
    return one_shot_verify(key_.get(), EVP_sha256(), algorithm_ == SignatureAlgorithm::ps256, message, signature);
  }

 private:
  Key key_;
  SignatureAlgorithm algorithm_;
};

class P256Key : public VerifyingKey {
 public:
  explicit P256Key(Key key) : key_(std::move(key)) {
    BIGNUM* order = nullptr;
    if (BN_hex2bn(&order, p256_order) == 0) throw std::runtime_error("OpenSSL can't hold a number");
    order_.reset(order);
  }
  SignatureAlgorithm algorithm() const override { return SignatureAlgorithm::es256; }
  bool verifies(std::string_view message, std::string_view signature) const override {
    if (signature.size() != 2 * coordinate_bytes) return false;
    Number r = number_of(signature.substr(0, coordinate_bytes));
    Number s = number_of(signature.substr(coordinate_bytes));
    if (!in_range(r) || !in_range(s)) return false;
    const auto both = owned(EcdsaSignature(ECDSA_SIG_new()), "hold a signature");
    require(ECDSA_SIG_set0(both.get(), r.release(), s.release()), "hold a signature");
    unsigned char* der = nullptr;
    const int length = i2d_ECDSA_SIG(both.get(), &der);
    if (length <= 0) throw std::runtime_error("OpenSSL can't encode a signature");
    const std::string encoded(reinterpret_cast<const char*>(der), static_cast<std::size_t>(length));
    OPENSSL_free(der);
    return one_shot_verify(key_.get(), EVP_sha256(), false, message, encoded);
  }

 private:
  [[nodiscard]] bool in_range(const Number& part) const {
    return BN_is_zero(part.get()) == 0 && BN_cmp(part.get(), order_.get()) < 0;
  }
  Key key_;
  Number order_;
};

class Ed25519Key : public VerifyingKey {
 public:
  explicit Ed25519Key(Key key) : key_(std::move(key)) {}
  SignatureAlgorithm algorithm() const override { return SignatureAlgorithm::eddsa; }
  bool verifies(std::string_view message, std::string_view signature) const override {
    if (signature.size() != ed25519_signature_bytes) return false;
    return one_shot_verify(key_.get(), nullptr, false, message, signature);
  }

 private:
  Key key_;
};

class Ed25519Signer : public SigningKey {
 public:
  explicit Ed25519Signer(Key key) : key_(std::move(key)) {}
  std::string sign(std::string_view message) const override {
    const auto context = owned(DigestContext(EVP_MD_CTX_new()), "sign");
    require(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()), "sign");
    std::string signature(ed25519_signature_bytes, '\0');
    std::size_t length = signature.size();
    require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length,
                           bytes_of(message), message.size()),
            "sign");
    return signature;
  }

 private:
  Key key_;
};

}  // namespace

Result<std::shared_ptr<const VerifyingKey>> OpensslSignatureKeys::rsa(SignatureAlgorithm algorithm,
                                                                      std::string_view modulus,
                                                                      std::string_view exponent) const {
  if (algorithm != SignatureAlgorithm::rs256 && algorithm != SignatureAlgorithm::ps256)
    return Error::invalid("an RSA key can't be used with " + std::string(name_of(algorithm)));
  if (modulus.size() > most_rsa_bits / 8) return Error::invalid("the modulus has more than 8192 bits");
  const Number n = number_of(modulus);
  if (BN_num_bits(n.get()) < least_rsa_bits) return Error::invalid("the modulus has fewer than 2048 bits");
  if (BN_is_odd(n.get()) == 0) return Error::invalid("the modulus is even");
  if (exponent.size() > most_exponent_bytes) return Error::invalid("the exponent has more than 8 bytes");
  const Number e = number_of(exponent);
  if (BN_is_odd(e.get()) == 0 || BN_is_one(e.get()) != 0) return Error::invalid("the exponent is even or 1");
  const auto builder = owned(ParameterBuilder(OSSL_PARAM_BLD_new()), "make a key");
  require(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()), "make a key");
  require(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()), "make a key");
  const auto parts = owned(Parameters(OSSL_PARAM_BLD_to_param(builder.get())), "make a key");
  Key key = key_of("RSA", parts.get());
  if (!key) return Error::invalid("modulus and exponent are no RSA key");
  return std::shared_ptr<const VerifyingKey>(std::make_shared<RsaKey>(std::move(key), algorithm));
}

Result<std::shared_ptr<const VerifyingKey>> OpensslSignatureKeys::p256(std::string_view x, std::string_view y) const {
  if (x.size() != coordinate_bytes || y.size() != coordinate_bytes)
    return Error::invalid("a coordinate on P-256 has 32 bytes");
  const std::string point = "\x04" + std::string(x) + std::string(y);  // uncompressed (SEC 1, 2.3.3)
  const auto builder = owned(ParameterBuilder(OSSL_PARAM_BLD_new()), "make a key");
  require(OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0), "make a key");
  require(OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()),
          "make a key");
  const auto parts = owned(Parameters(OSSL_PARAM_BLD_to_param(builder.get())), "make a key");
  Key key = key_of("EC", parts.get());
  if (!key) return Error::invalid("the point is not on P-256");
  return std::shared_ptr<const VerifyingKey>(std::make_shared<P256Key>(std::move(key)));
}

Result<std::shared_ptr<const VerifyingKey>> OpensslSignatureKeys::ed25519(std::string_view public_key) const {
  if (public_key.size() != ed25519_key_bytes) return Error::invalid("a public key of Ed25519 has 32 bytes");
  Key key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes_of(public_key), public_key.size()));
  if (!key) return Error::invalid("not a public key of Ed25519");
  return std::shared_ptr<const VerifyingKey>(std::make_shared<Ed25519Key>(std::move(key)));
}

Ed25519Pair OpensslSignatureKeys::new_ed25519() const {
  const auto key = owned(Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")), "make a key of Ed25519");
  Ed25519Pair pair{std::string(ed25519_key_bytes, '\0'), std::string(ed25519_key_bytes, '\0')};
  std::size_t length = ed25519_key_bytes;
  require(EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char*>(pair.public_key.data()), &length),
          "give out a key");
  length = ed25519_key_bytes;
  require(EVP_PKEY_get_raw_private_key(key.get(), reinterpret_cast<unsigned char*>(pair.private_key.data()), &length),
          "give out a key");
  return pair;
}

Result<std::shared_ptr<const SigningKey>> OpensslSignatureKeys::ed25519_signer(std::string_view private_key) const {
  if (private_key.size() != ed25519_key_bytes) return Error::invalid("a private key of Ed25519 has 32 bytes");
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(private_key), private_key.size()));
  if (!key) return Error::invalid("not a private key of Ed25519");
  return std::shared_ptr<const SigningKey>(std::make_shared<Ed25519Signer>(std::move(key)));
}

std::string OpensslSignatureKeys::random_bytes(std::size_t count) const {
  std::string bytes(count, '\0');
  require(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)), "give random bytes");
  return bytes;
}

}  // namespace dietz
