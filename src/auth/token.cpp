#include "auth/token.hpp"

#include <algorithm>

namespace dietz {
namespace {

struct FaultText {
  std::string_view name;
  std::string_view meaning;
};

constexpr std::array<FaultText, all_token_faults.size()> fault_texts = {{
    {"too_large", "the token is longer than 8192 bytes"},
    {"malformed", "the token is not three parts of base64url that hold JSON objects and a signature"},
    {"algorithm", "the header's alg is not one of RS256, PS256, ES256 and EdDSA"},
    {"unknown_key", "the header's kid names none of the usable keys"},
    {"key_mismatch", "the key that kid names is for another algorithm than alg"},
    {"critical_extension", "the header has crit or b64, and no extension is understood"},
    {"signature", "the signature does not verify"},
    {"token_type", "the header's typ is not JWT or at+jwt, or cty is given"},
    {"issuer", "iss is not the configured issuer"},
    {"audience", "aud does not name the configured audience, or holds something that is no text"},
    {"expiry", "exp is missing or no time"},
    {"expired", "exp has passed"},
    {"not_yet_valid", "nbf or iat lies ahead or is no time"},
    {"subject", "sub is missing, empty, too long, or holds control characters"},
    {"tenant", "the tenant's claim is missing or no tenant's id"},
    {"roles", "the roles' claim is no list of names"},
}};

constexpr std::size_t longest_tenant_id = 64;

bool may_be_in_an_id(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

}  // namespace

std::string_view name_of(TokenFault fault) { return fault_texts[static_cast<std::size_t>(fault)].name; }

std::string_view meaning_of(TokenFault fault) { return fault_texts[static_cast<std::size_t>(fault)].meaning; }

bool is_tenant_id(std::string_view text) {
  return !text.empty() && text.size() <= longest_tenant_id && std::all_of(text.begin(), text.end(), may_be_in_an_id);
}

}  // namespace dietz
