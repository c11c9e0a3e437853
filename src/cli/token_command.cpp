#include "cli/token_command.hpp"

#include "auth/jwt_verifier.hpp"
#include "auth/token_issuer.hpp"
#include "codec/instant_text.hpp"
#include "codec/json_writer.hpp"

#include <algorithm>
#include <utility>

namespace dietz {
namespace {

constexpr const char* local_name = "dietz";  // issuer and audience of the local issuer, where nothing else is chosen

/// The issuer's and the audience's name that count.
Result<TokenRules> rules_of(const Settings::Auth& auth) {
  TokenRules rules{.issuer = auth.issuer,
                   .audience = auth.audience,
                   .tenant_claim = auth.tenant_claim,
                   .roles_claim = auth.roles_claim};
  if (auth.local_issuer && rules.issuer.empty()) rules.issuer = local_name;
  if (auth.local_issuer && rules.audience.empty()) rules.audience = local_name;
  if (rules.issuer.empty()) return needs_setting("auth", "issuer");
  if (rules.audience.empty()) return needs_setting("auth", "audience");
  return rules;
}

class OneText : public KeySetSource {
 public:
  explicit OneText(std::string text) : text_(std::move(text)) {}
  Result<std::string> fetch() override { return text_; }

 private:
  std::string text_;
};

Result<std::string> key_set_text(const Settings& settings, Context& context, Instant at) {
  if (settings.auth.local_issuer) {
    const auto ring = load_keyring(settings, context);
    if (!ring) return ring.error();
    return ring->key_set(at);
  }
  if (!settings.auth.key_set_url.empty())
    return Error::invalid("this command asks no address; save the key set and name it as `[auth] key_set_file`");
  if (settings.auth.key_set_file.empty()) return needs_setting("auth", "key_set_file");
  const auto text = context.files.read(settings.auth.key_set_file);
  if (!text) return text.error();
  const auto checked = read_key_set((*text)->view(), context.service->keys);
  if (!checked) {
    Error error = checked.error();
    for (Problem& problem : error.problems) problem.origin.file = settings.auth.key_set_file;
    return error;
  }
  return std::string((*text)->view());
}

std::vector<std::string_view> names_of(Roles roles) {
  std::vector<std::string_view> names;
  for (const Role role : all_roles) {
    if (roles.has(role)) names.push_back(name_of(role));
  }
  return names;
}

std::string as_json(const TokenVerdict& verdict, const TokenRules& rules) {
  JsonWriter json;
  if (const auto* fault = std::get_if<TokenFault>(&verdict)) {
    json.begin_object().key("accepted").boolean(false).key("claims").null();
    json.key("reason").string(name_of(*fault)).key("detail").string(meaning_of(*fault)).end_object();
    return json.take();
  }
  const auto& principal = std::get<Principal>(verdict);
  json.begin_object().key("accepted").boolean(true).key("claims").begin_object();
  json.key("iss").string(rules.issuer).key("aud").string(rules.audience).key("sub").string(principal.subject);
  json.key("tenant").string(principal.tenant).key("roles").begin_array();
  for (const std::string_view name : names_of(principal.roles)) json.string(name);
  json.end_array().key("exp").integer(principal.expires.microseconds / 1'000'000).end_object();
  json.key("reason").null().end_object();
  return json.take();
}

std::string as_text(const TokenVerdict& verdict) {
  if (const auto* fault = std::get_if<TokenFault>(&verdict))
    return "refused: " + std::string(name_of(*fault)) + " (" + std::string(meaning_of(*fault)) + ")\n";
  const auto& principal = std::get<Principal>(verdict);
  std::string roles;
  for (const std::string_view name : names_of(principal.roles))
    roles += (roles.empty() ? "" : ", ") + std::string(name);
  return "accepted\nsubject  " + principal.subject + "\ntenant   " + principal.tenant + "\nroles    " +
         (roles.empty() ? "none" : roles) + "\nexpires  " + instant_text(principal.expires, InstantDigits::seconds) +
         "\n";
}

Outcome verify_lines(std::string_view text, JwtVerifier& verifier, const TokenRules& rules, Instant at) {
  Outcome outcome;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const TokenVerdict verdict = verifier.verify(line, at);
    if (std::holds_alternative<TokenFault>(verdict)) outcome.exit = Exit::found;
    outcome.result += as_json(verdict, rules);
  }
  return outcome;
}

}  // namespace

Outcome run_token(const TokenOptions& options, Context& context) {
  const ServiceTools& tools = *context.service;
  const auto settings = load_settings(options.config, context);
  if (!settings) return outcome_of(settings.error());
  if (!settings->auth.local_issuer) return outcome_of(needs_setting("auth", "local_issuer"));
  const auto rules = rules_of(settings->auth);
  if (!rules) return outcome_of(rules.error());
  const auto ring = load_keyring(*settings, context);
  if (!ring) return outcome_of(ring.error());
  const KeyringKey* key = ring->active(KeyUse::issuer);
  if (key == nullptr)
    return outcome_of(Error::invalid("the keyring has no issuer's key; `dietz keys rotate` makes one"));
  const auto signer = tools.keys.ed25519_signer(key->secret.view());
  if (!signer) return outcome_of(signer.error());
  TokenRequest request{.issuer = rules->issuer,
                       .audience = rules->audience,
                       .subject = options.subject,
                       .tenant = options.tenant,
                       .roles = {},
                       .tenant_claim = rules->tenant_claim,
                       .roles_claim = rules->roles_claim,
                       .issued = tools.now(),
                       .lifetime_seconds = options.lifetime_seconds};
  for (const std::string& name : options.roles) request.roles.push_back(*parse_role(name));
  const std::string token = issue_token(request, key->id, **signer);
  if (options.format == Format::text) return {Exit::done, token + "\n", {}};
  JsonWriter json;
  const Instant expires{request.issued.microseconds + request.lifetime_seconds * 1'000'000};
  json.begin_object()
      .key("token")
      .string(token)
      .key("expires")
      .string(instant_text(expires, InstantDigits::seconds))
      .end_object();
  return {Exit::done, json.take(), {}};
}

Outcome run_token_verify(const TokenVerifyOptions& options, Context& context) {
  const auto settings = load_settings(options.config, context);
  if (!settings) return outcome_of(settings.error());
  const auto rules = rules_of(settings->auth);
  if (!rules) return outcome_of(rules.error());
  const Instant at = options.at.empty() ? context.service->now() : *Instant::parse(options.at);
  const auto text = key_set_text(*settings, context, at);
  if (!text) return outcome_of(text.error());
  OneText source(*text);
  KeySetCache cache(source, context.service->keys);
  JwtVerifier verifier(cache, *rules);
  if (options.token == "-") {
    const auto lines = context.files.read("-");
    if (!lines) return outcome_of(lines.error());
    return verify_lines((*lines)->view(), verifier, *rules, at);
  }
  const TokenVerdict verdict = verifier.verify(options.token, at);
  Outcome outcome;
  outcome.exit = std::holds_alternative<TokenFault>(verdict) ? Exit::found : Exit::done;
  outcome.result = options.format == Format::json ? as_json(verdict, *rules) : as_text(verdict);
  return outcome;
}

}  // namespace dietz
