#pragma once

#include "base/result.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// The signatures that a token may carry, by their names in RFC 7518 and RFC 8037.
enum class SignatureAlgorithm : std::uint8_t {
  rs256,  ///< RSASSA-PKCS1-v1_5 with SHA-256
  ps256,  ///< RSASSA-PSS with SHA-256, MGF1 with SHA-256, a salt of 32 bytes
  es256,  ///< ECDSA on P-256 with SHA-256, r and s as 32 bytes each
  eddsa,  ///< Ed25519
};

inline constexpr std::array all_signature_algorithms = {SignatureAlgorithm::rs256, SignatureAlgorithm::ps256,
                                                        SignatureAlgorithm::es256, SignatureAlgorithm::eddsa};

[[nodiscard]] constexpr std::string_view name_of(SignatureAlgorithm algorithm) {
  constexpr std::array<std::string_view, 4> names = {"RS256", "PS256", "ES256", "EdDSA"};
  return names[static_cast<std::size_t>(algorithm)];
}

/// The algorithm of exactly this name.
[[nodiscard]] constexpr std::optional<SignatureAlgorithm> parse_signature_algorithm(std::string_view name) {
  for (const SignatureAlgorithm algorithm : all_signature_algorithms) {
    if (name_of(algorithm) == name) return algorithm;
  }
  return std::nullopt;
}

/// A public key together with the one algorithm it may be used with. Thread-safe.
class VerifyingKey {
 public:
  virtual ~VerifyingKey() = default;
  [[nodiscard]] virtual SignatureAlgorithm algorithm() const = 0;
  /// False also for a signature of the wrong length or with parts out of range.
  [[nodiscard]] virtual bool verifies(std::string_view message, std::string_view signature) const = 0;
};

/// A private key of Ed25519. Thread-safe.
class SigningKey {
 public:
  virtual ~SigningKey() = default;
  [[nodiscard]] virtual std::string sign(std::string_view message) const = 0;
};

/// The two halves of a key of Ed25519, 32 bytes each (RFC 8032).
struct Ed25519Pair {
  std::string public_key;
  std::string private_key;
};

/// Makes keys of their parts; integers are big-endian bytes. Thread-safe. Errors are `invalid`: parts that are no safe
/// key, such as a modulus below 2,048 or above 8,192 bits, an exponent below 3 or even, a point off the curve.
class SignatureKeys {
 public:
  static constexpr int least_rsa_bits = 2'048;
  static constexpr int most_rsa_bits = 8'192;

  virtual ~SignatureKeys() = default;
  /// `algorithm` is rs256 or ps256.
  [[nodiscard]] virtual Result<std::shared_ptr<const VerifyingKey>> rsa(SignatureAlgorithm algorithm,
                                                                        std::string_view modulus,
                                                                        std::string_view exponent) const = 0;
  /// Coordinates of 32 bytes each.
  [[nodiscard]] virtual Result<std::shared_ptr<const VerifyingKey>> p256(std::string_view x,
                                                                         std::string_view y) const = 0;
  [[nodiscard]] virtual Result<std::shared_ptr<const VerifyingKey>> ed25519(std::string_view public_key) const = 0;

  [[nodiscard]] virtual Ed25519Pair new_ed25519() const = 0;
  [[nodiscard]] virtual Result<std::shared_ptr<const SigningKey>> ed25519_signer(
      std::string_view private_key) const = 0;
  /// Bytes of the operating system's generator.
  [[nodiscard]] virtual std::string random_bytes(std::size_t count) const = 0;
};

}  // namespace dietz
