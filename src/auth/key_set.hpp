#pragma once

#include "base/result.hpp"
#include "crypto/signature.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// The public keys of an issuer, by `kid`.
class KeySet {
 public:
  /// A key that was left out, and why.
  struct Refused {
    std::string kid;
    std::string reason;
  };

  /// The key of exactly this id, or null.
  [[nodiscard]] std::shared_ptr<const VerifyingKey> find(std::string_view kid) const;
  [[nodiscard]] std::size_t size() const { return keys_.size(); }
  [[nodiscard]] const std::vector<Refused>& refused() const { return refused_; }

  void add(std::string kid, std::shared_ptr<const VerifyingKey> key);
  void refuse(std::string kid, std::string reason);

 private:
  std::map<std::string, std::shared_ptr<const VerifyingKey>, std::less<>> keys_;
  std::vector<Refused> refused_;
};

/// Reads a JWK set (RFC 7517), or one JWK as a set of one. A key is usable if it is public, for signatures, of at least
/// 2,048 bits (RSA), on P-256 or Ed25519, and named by a `kid` that no other key of the set has; others are left out
/// with a reason and harm nothing. Without `alg`, an RSA key is for RS256, a P-256 key for ES256, an Ed25519 key for
/// EdDSA. Errors: the text is no JSON object with a list `keys`, or over its limits (1 MiB, 1,000 keys).
[[nodiscard]] Result<KeySet> read_key_set(std::string_view text, const SignatureKeys& keys);

}  // namespace dietz
