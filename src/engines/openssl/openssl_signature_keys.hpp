#pragma once

#include "crypto/signature.hpp"

namespace dietz {

/// Keys and signatures by OpenSSL.
class OpensslSignatureKeys : public SignatureKeys {
 public:
  [[nodiscard]] Result<std::shared_ptr<const VerifyingKey>> rsa(SignatureAlgorithm algorithm, std::string_view modulus,
                                                                std::string_view exponent) const override;
  [[nodiscard]] Result<std::shared_ptr<const VerifyingKey>> p256(std::string_view x, std::string_view y) const override;
  [[nodiscard]] Result<std::shared_ptr<const VerifyingKey>> ed25519(std::string_view public_key) const override;
  [[nodiscard]] Ed25519Pair new_ed25519() const override;
  [[nodiscard]] Result<std::shared_ptr<const SigningKey>> ed25519_signer(std::string_view private_key) const override;
  [[nodiscard]] std::string random_bytes(std::size_t count) const override;
};

}  // namespace dietz
