#pragma once

#include "auth/roles.hpp"
#include "crypto/signature.hpp"
#include "model/instant.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace dietz {

/// What a token of the local issuer is to say.
struct TokenRequest {
  std::string issuer;
  std::string audience;
  std::string subject;
  std::string tenant;
  std::vector<Role> roles;
  std::string tenant_claim = "tenant";
  std::string roles_claim = "roles";
  Instant issued;
  std::int64_t lifetime_seconds = 3'600;
};

/// A token (RFC 7519) signed with Ed25519, whose header names the key by `kid`.
[[nodiscard]] std::string issue_token(const TokenRequest& request, const std::string& kid, const SigningKey& key);

}  // namespace dietz
