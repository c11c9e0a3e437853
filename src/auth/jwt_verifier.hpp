#pragma once

#include "auth/key_set_cache.hpp"
#include "auth/token_claims.hpp"

#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>

namespace dietz {

/// Checks JSON Web Tokens against an issuer's key set. A token that was accepted is remembered for a minute, as long as
/// the key set stays the same and the token doesn't expire: signatures cost more than most requests.
class JwtVerifier : public TokenVerifier {
 public:
  static constexpr std::size_t most_remembered = 4'000;
  static constexpr std::int64_t remembered_seconds = 60;

  /// The cache of keys must outlive the verifier.
  JwtVerifier(KeySetCache& keys, TokenRules rules);
  [[nodiscard]] TokenVerdict verify(std::string_view token, Instant now) override;

 private:
  struct Remembered {
    Principal principal;
    std::shared_ptr<const KeySet> keys;
    Instant verified;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  [[nodiscard]] const Principal* recall(std::string_view token, const KeySet* keys, Instant now) const;
  void remember(std::string_view token, const Principal& principal, std::shared_ptr<const KeySet> keys, Instant now);

  KeySetCache& keys_;
  const TokenRules rules_;
  mutable std::shared_mutex guard_;
  std::unordered_map<std::string, Remembered, Hash, std::equal_to<>> remembered_;
};

}  // namespace dietz
