#pragma once

#include "auth/roles.hpp"
#include "model/instant.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace dietz {

/// Why a token isn't accepted. For logs and `dietz token verify`; whoever sent it learns only that it wasn't.
enum class TokenFault : std::uint8_t {
  too_large,           ///< more than 8 KiB
  malformed,           ///< not three parts of base64url, or header or claims are no JSON object
  algorithm,           ///< `alg` isn't one of RS256, PS256, ES256, EdDSA
  unknown_key,         ///< no `kid`, or none of the usable keys has it
  key_mismatch,        ///< the key is for another algorithm
  critical_extension,  ///< `crit` or `b64`: no extension is understood
  signature,           ///< it doesn't verify
  token_type,          ///< `typ` isn't JWT or at+jwt, or the content is a nested token
  issuer,              ///< `iss` is missing or another one
  audience,            ///< `aud` is missing or doesn't name this service
  expiry,              ///< `exp` is missing or no time
  expired,             ///< `exp` has passed
  not_yet_valid,       ///< `nbf` or `iat` lies ahead, or is no time
  subject,             ///< `sub` is missing, empty, or not printable text
  tenant,              ///< the tenant's claim is missing or no tenant's id
  roles,               ///< the roles' claim is no list of names
};

inline constexpr std::array all_token_faults = {
    TokenFault::too_large,     TokenFault::malformed,    TokenFault::algorithm,
    TokenFault::unknown_key,   TokenFault::key_mismatch, TokenFault::critical_extension,
    TokenFault::signature,     TokenFault::token_type,   TokenFault::issuer,
    TokenFault::audience,      TokenFault::expiry,       TokenFault::expired,
    TokenFault::not_yet_valid, TokenFault::subject,      TokenFault::tenant,
    TokenFault::roles};

/// The fault's name: `too_large`, `malformed`…
[[nodiscard]] std::string_view name_of(TokenFault fault);
/// What it means, as a sentence without a full stop.
[[nodiscard]] std::string_view meaning_of(TokenFault fault);

/// The tenant of platform administrators; no tenant can have this id.
constexpr std::string_view platform_tenant = "platform";

/// Whether a text can be a tenant's id: [A-Za-z0-9._-]{1,64}.
[[nodiscard]] bool is_tenant_id(std::string_view text);

/// What an accepted token says. Nothing else of it may be used.
struct Principal {
  std::string subject;
  std::string tenant;
  Roles roles;  ///< those that count: platform_admin only in the tenant `platform`, and nothing else there
  Instant expires;
};

/// An accepted token's principal, or why it wasn't accepted.
using TokenVerdict = std::variant<Principal, TokenFault>;

/// Checks bearer tokens. Thread-safe.
class TokenVerifier {
 public:
  virtual ~TokenVerifier() = default;
  [[nodiscard]] virtual TokenVerdict verify(std::string_view token, Instant now) = 0;
};

}  // namespace dietz
