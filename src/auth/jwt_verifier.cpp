#include "auth/jwt_verifier.hpp"

#include <mutex>
#include <utility>

namespace dietz {
namespace {
constexpr std::int64_t second = 1'000'000;
}  // namespace

JwtVerifier::JwtVerifier(KeySetCache& keys, TokenRules rules) : keys_(keys), rules_(std::move(rules)) {}

TokenVerdict JwtVerifier::verify(std::string_view token, Instant now) {
  if (token.size() > most_token_bytes) return TokenFault::too_large;
  auto keys = keys_.current(now);
  {
    const std::shared_lock lock(guard_);
    if (const Principal* principal = recall(token, keys.get(), now)) return *principal;
  }
  auto opened = open_signed_token(token, *keys);
  if (const auto* fault = std::get_if<TokenFault>(&opened); fault != nullptr && *fault == TokenFault::unknown_key) {
    auto renewed = keys_.renewed(now);
    if (renewed != keys) {
      keys = std::move(renewed);
      opened = open_signed_token(token, *keys);
    }
  }
  if (const auto* fault = std::get_if<TokenFault>(&opened)) return *fault;
  TokenVerdict verdict = check_claims(std::get<SignedToken>(opened), rules_, now);
  if (const auto* principal = std::get_if<Principal>(&verdict)) remember(token, *principal, std::move(keys), now);
  return verdict;
}

const Principal* JwtVerifier::recall(std::string_view token, const KeySet* keys, Instant now) const {
  const auto found = remembered_.find(token);
  if (found == remembered_.end()) return nullptr;
  const Remembered& held = found->second;
  const bool fresh =
      now >= held.verified && now.microseconds - held.verified.microseconds < remembered_seconds * second;
  const bool expired = now.microseconds >= held.principal.expires.microseconds + rules_.leeway_seconds * second;
  return held.keys.get() == keys && fresh && !expired ? &held.principal : nullptr;
}

void JwtVerifier::remember(std::string_view token, const Principal& principal, std::shared_ptr<const KeySet> keys,
                           Instant now) {
  const std::unique_lock lock(guard_);
  if (remembered_.size() >= most_remembered) remembered_.clear();
  remembered_.insert_or_assign(std::string(token), Remembered{principal, std::move(keys), now});
}

}  // namespace dietz
