#include "auth/token_claims.hpp"
#include "codec/base64url.hpp"
#include "fuzzing.hpp"

#include <string>

using namespace dietz;
using fuzz::ensure;

namespace {

/// Finds every signature right, so that the claims are reached.
class TrustingKey : public VerifyingKey {
 public:
  explicit TrustingKey(SignatureAlgorithm algorithm) : algorithm_(algorithm) {}
  SignatureAlgorithm algorithm() const override { return algorithm_; }
  bool verifies(std::string_view, std::string_view) const override { return true; }

 private:
  SignatureAlgorithm algorithm_;
};

KeySet trusting_keys() {
  KeySet keys;
  keys.add("rs", std::make_shared<TrustingKey>(SignatureAlgorithm::rs256));
  keys.add("ed", std::make_shared<TrustingKey>(SignatureAlgorithm::eddsa));
  return keys;
}

/// A token as it is, or, with a line break in it, one made of a header and claims.
std::string token_of(std::string_view input) {
  const std::size_t line_end = input.find('\n');
  if (line_end == std::string_view::npos) return std::string(input);
  return to_base64url(input.substr(0, line_end)) + "." + to_base64url(input.substr(line_end + 1)) + ".AAAA";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const KeySet keys = trusting_keys();
  static const TokenRules rules{.issuer = "us", .audience = "api"};
  const Instant now{1'800'000'000'000'000};
  const std::string token = token_of(fuzz::text_of(data, size));
  const auto opened = open_signed_token(token, keys);
  const auto* fault = std::get_if<TokenFault>(&opened);
  if (fault != nullptr) {
    ensure(!name_of(*fault).empty() && !meaning_of(*fault).empty(), "a fault has a name and a meaning");
    return 0;
  }
  const auto& signed_token = std::get<SignedToken>(opened);
  ensure(token.size() <= most_token_bytes, "a token has at most 8192 bytes");
  ensure(signed_token.header.find("crit") == nullptr, "no extension is understood");
  const auto verdict = check_claims(signed_token, rules, now);
  if (const auto* principal = std::get_if<Principal>(&verdict)) {
    ensure(is_tenant_id(principal->tenant), "an accepted token names a tenant");
    ensure(!principal->subject.empty(), "an accepted token names a subject");
    ensure(principal->expires.microseconds + (rules.leeway_seconds + 1) * 1'000'000 > now.microseconds,
           "an accepted token lives");
    ensure(!principal->roles.has(Role::platform_admin) || principal->tenant == platform_tenant,
           "the platform's role counts in its tenant only");
  }
  return 0;
}
