#pragma once

#include "base/result.hpp"
#include "crypto/secret.hpp"
#include "crypto/signature.hpp"
#include "model/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// What a key of the program is for.
enum class KeyUse {
  issuer,    ///< signs tokens: Ed25519
  wrapping,  ///< wraps data keys: AES-256
};

struct KeyringKey {
  std::string id;
  KeyUse use = KeyUse::issuer;
  Instant created;
  std::optional<Instant> retired;  ///< when a newer key took its place
  std::string public_key;          ///< of an issuer's key: 32 bytes
  Secret secret;                   ///< 32 bytes
};

/// The keys of one file, the newest of a use being the active one. Retired wrapping keys are kept, since something may
/// still be wrapped with them; a retired issuer's key is trusted for a day, as long as a token may live, and then left
/// out.
class Keyring {
 public:
  static constexpr std::int64_t retired_trust_seconds = 86'400;

  /// Reads the text of a keyring file. Errors: anything that isn't exactly one, with the place in it; the message never
  /// holds a part of a key.
  [[nodiscard]] static Result<Keyring> read(std::string_view text);
  [[nodiscard]] Secret text() const;

  /// Makes a key and retires the active one of its use.
  void add(KeyUse use, Instant now, const SignatureKeys& keys);
  /// The active key of a use, or null.
  [[nodiscard]] const KeyringKey* active(KeyUse use) const;
  [[nodiscard]] const std::vector<KeyringKey>& keys() const { return keys_; }
  /// The issuer's public keys that are trusted now, as a JWK set.
  [[nodiscard]] std::string key_set(Instant now) const;

 private:
  std::vector<KeyringKey> keys_;
};

[[nodiscard]] std::string_view name_of(KeyUse use);
/// The algorithm's name in RFC 7518 and RFC 8037.
[[nodiscard]] std::string_view algorithm_of(KeyUse use);

}  // namespace dietz
