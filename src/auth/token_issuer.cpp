#include "auth/token_issuer.hpp"

#include "codec/base64url.hpp"
#include "codec/json_writer.hpp"

namespace dietz {
namespace {

std::string as_part(JsonWriter& writer) {
  std::string text = writer.take();
  text.pop_back();  // the line feed
  return to_base64url(text);
}

}  // namespace

std::string issue_token(const TokenRequest& request, const std::string& kid, const SigningKey& key) {
  JsonWriter header;
  header.begin_object().key("alg").string(name_of(SignatureAlgorithm::eddsa)).key("kid").string(kid);
  header.key("typ").string("JWT").end_object();
  JsonWriter claims;
  claims.begin_object().key("iss").string(request.issuer).key("aud").string(request.audience);
  claims.key("sub").string(request.subject).key(request.tenant_claim).string(request.tenant);
  claims.key(request.roles_claim).begin_array();
  for (const Role role : request.roles) claims.string(name_of(role));
  const std::int64_t issued = request.issued.microseconds / 1'000'000;
  claims.end_array().key("iat").integer(issued).key("exp").integer(issued + request.lifetime_seconds).end_object();
  const std::string signed_text = as_part(header) + "." + as_part(claims);
  return signed_text + "." + to_base64url(key.sign(signed_text));
}

}  // namespace dietz
