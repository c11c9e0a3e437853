#pragma once

#include "base/result.hpp"
#include "crypto/secret.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// Symmetric cryptography of one strength: AES-256-GCM with nonces of 96 bits and tags of 128 bits (NIST SP 800-38D),
/// HMAC-SHA-256 (RFC 2104), HKDF-SHA-256 (RFC 5869), and the system's random generator. Thread-safe.
class Cipher {
 public:
  static constexpr std::size_t key_bytes = 32;
  static constexpr std::size_t nonce_bytes = 12;
  static constexpr std::size_t tag_bytes = 16;
  virtual ~Cipher() = default;

  /// The ciphertext with its tag behind it. A nonce must never be used twice with one key.
  /// Errors: invalid, for a key or nonce of another size.
  [[nodiscard]] virtual Result<std::string> seal(const Secret& key, std::string_view nonce, std::string_view bound_data,
                                                 std::string_view plaintext) const = 0;
  /// Nothing where anything at all is wrong; no byte of the plaintext leaves before the tag is checked.
  [[nodiscard]] virtual std::optional<Secret> open(const Secret& key, std::string_view nonce,
                                                   std::string_view bound_data,
                                                   std::string_view ciphertext_and_tag) const = 0;
  /// 32 bytes.
  [[nodiscard]] virtual std::string hmac_sha256(std::string_view key, std::string_view text) const = 0;
  /// Another key out of one, bound to a purpose. Errors: invalid, for more than 255 × 32 bytes.
  [[nodiscard]] virtual Result<Secret> derive(std::string_view key, std::string_view salt, std::string_view purpose,
                                              std::size_t bytes) const = 0;
  [[nodiscard]] virtual std::string random_bytes(std::size_t count) const = 0;
  [[nodiscard]] virtual Secret random_key() const = 0;
};

}  // namespace dietz
