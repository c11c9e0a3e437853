#include "auth/token_claims.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace dietz {
namespace {

using Kind = JsonValue::Kind;

constexpr std::size_t longest_subject = 256;
constexpr std::size_t most_roles = 64;
constexpr double latest_time = 253'402'300'799.0;  // 9999-12-31T23:59:59Z
constexpr std::int64_t second = 1'000'000;

/// A NumericDate (RFC 7519, section 2) in seconds since 1970, or nothing where the claim is no number or lies beyond
/// the years that have four digits.
std::optional<double> time_of(const JsonValue& claim) {
  if (!claim.is(Kind::number)) return std::nullopt;
  const std::string& text = claim.text();
  double seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!(seconds >= -latest_time && seconds <= latest_time)) return std::nullopt;
  return seconds;
}

bool is_accepted_type(const JsonValue& header) {
  if (header.find("cty") != nullptr) return false;
  const JsonValue* type = header.find("typ");
  return type == nullptr || (type->is(Kind::string) && (type->text() == "JWT" || type->text() == "at+jwt"));
}

bool is_text(const JsonValue* claim, std::string_view expected) {
  return claim != nullptr && claim->is(Kind::string) && claim->text() == expected;
}

bool names_audience(const JsonValue* claim, std::string_view audience) {
  if (claim == nullptr) return false;
  if (claim->is(Kind::string)) return claim->text() == audience;
  if (!claim->is(Kind::array)) return false;
  const auto& items = claim->items();
  return std::all_of(items.begin(), items.end(), [](const JsonValue& item) { return item.is(Kind::string); }) &&
         std::any_of(items.begin(), items.end(), [&](const JsonValue& item) { return item.text() == audience; });
}

/// The roles that a claim names, those that count in this tenant; nothing where it is no list of names.
std::optional<Roles> roles_of(const JsonValue* claim, std::string_view tenant) {
  Roles roles;
  if (claim == nullptr) return roles;
  if (!claim->is(Kind::array) || claim->items().size() > most_roles) return std::nullopt;
  for (const JsonValue& item : claim->items()) {
    if (!item.is(Kind::string)) return std::nullopt;
    if (const auto role = parse_role(item.text())) {
      const bool for_platform = *role == Role::platform_admin;
      if (for_platform == (tenant == platform_tenant)) roles.add(*role);
    }
  }
  return roles;
}

/// What is wrong with the times, if anything.
std::optional<TokenFault> time_fault(const JsonValue& claims, const TokenRules& rules, double now) {
  const auto leeway = static_cast<double>(rules.leeway_seconds);
  const JsonValue* expiry = claims.find("exp");
  const auto expires = expiry == nullptr ? std::nullopt : time_of(*expiry);
  if (!expires) return TokenFault::expiry;
  if (!(now < *expires + leeway)) return TokenFault::expired;
  for (const std::string_view name : {"nbf", "iat"}) {
    const JsonValue* claim = claims.find(name);
    if (claim == nullptr) continue;
    const auto from = time_of(*claim);
    if (!from || now < *from - leeway) return TokenFault::not_yet_valid;
  }
  return std::nullopt;
}

}  // namespace

TokenVerdict check_claims(const SignedToken& token, const TokenRules& rules, Instant now) {
  if (!is_accepted_type(token.header)) return TokenFault::token_type;
  const auto claims = read_json(token.payload, {.bytes = most_token_bytes, .depth = 16});
  if (!claims || !claims->is(Kind::object)) return TokenFault::malformed;
  if (!is_text(claims->find("iss"), rules.issuer)) return TokenFault::issuer;
  if (!names_audience(claims->find("aud"), rules.audience)) return TokenFault::audience;
  const double seconds = static_cast<double>(now.microseconds) / static_cast<double>(second);
  if (const auto fault = time_fault(*claims, rules, seconds)) return *fault;
  const JsonValue* subject = claims->find("sub");
  if (subject == nullptr || !subject->is(Kind::string) || subject->text().empty() ||
      subject->text().size() > longest_subject ||
      std::any_of(subject->text().begin(), subject->text().end(),
                  [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }))
    return TokenFault::subject;
  const JsonValue* tenant = claims->find(rules.tenant_claim);
  if (tenant == nullptr || !tenant->is(Kind::string) || !is_tenant_id(tenant->text())) return TokenFault::tenant;
  const auto roles = roles_of(claims->find(rules.roles_claim), tenant->text());
  if (!roles) return TokenFault::roles;
  const auto expires = static_cast<std::int64_t>(*time_of(*claims->find("exp"))) * second;
  return Principal{subject->text(), tenant->text(), *roles, Instant{expires}};
}

}  // namespace dietz
