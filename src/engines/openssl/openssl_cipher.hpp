#pragma once

#include "crypto/cipher.hpp"

namespace dietz {

/// Cipher by OpenSSL 3. It throws where OpenSSL itself is broken, never for what a caller passes.
class OpensslCipher : public Cipher {
 public:
  [[nodiscard]] Result<std::string> seal(const Secret& key, std::string_view nonce, std::string_view bound_data,
                                         std::string_view plaintext) const override;
  [[nodiscard]] std::optional<Secret> open(const Secret& key, std::string_view nonce, std::string_view bound_data,
                                           std::string_view ciphertext_and_tag) const override;
  [[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view text) const override;
  [[nodiscard]] Result<Secret> derive(std::string_view key, std::string_view salt, std::string_view purpose,
                                      std::size_t bytes) const override;
  [[nodiscard]] std::string random_bytes(std::size_t count) const override;
  [[nodiscard]] Secret random_key() const override;
};

}  // namespace dietz
