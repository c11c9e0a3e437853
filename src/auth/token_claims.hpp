#pragma once

#include "auth/signed_token.hpp"

namespace dietz {

/// What a service expects of its tokens.
struct TokenRules {
  std::string issuer;
  std::string audience;
  std::string tenant_claim = "tenant";
  std::string roles_claim = "roles";
  /// How far the clocks of issuer and service may lie apart.
  std::int64_t leeway_seconds = 60;
};

/// Checks the type and the claims of a token whose signature was verified (RFC 7519, RFC 9068). Texts are compared
/// exactly. A time may have a fraction; it counts with the leeway: accepted while now < exp + leeway, and from
/// nbf - leeway and iat - leeway on.
[[nodiscard]] TokenVerdict check_claims(const SignedToken& token, const TokenRules& rules, Instant now);

}  // namespace dietz
