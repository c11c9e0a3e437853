#include "keyring/keyring.hpp"

#include "codec/base64url.hpp"
#include "codec/json_fields.hpp"
#include "codec/json_writer.hpp"

#include <array>
#include <utility>

namespace dietz {
namespace {

using Need = JsonFields::Need;

constexpr std::size_t key_bytes = 32;
constexpr std::int64_t second = 1'000'000;
constexpr std::array<std::string_view, 2> use_names = {"issuer", "wrapping"};
constexpr std::int64_t format_version = 1;
constexpr std::int64_t latest = 253'402'300'799;

std::int64_t seconds_of(Instant moment) { return moment.microseconds / second; }

/// 32 bytes of a base64url member. The problem doesn't show what stands there.
std::optional<std::string> bytes_of(JsonFields& fields, std::string_view name) {
  const auto text = fields.text(name, Need::required);
  if (!text) return std::nullopt;
  auto bytes = from_base64url(*text);
  if (bytes && bytes->size() == key_bytes) return bytes;
  fields.refuse(name, "must be 32 bytes as base64url");
  return std::nullopt;
}

std::optional<KeyringKey> read_key(const JsonValue& item, const std::string& pointer,
                                   std::vector<FieldProblem>& problems) {
  const std::size_t before = problems.size();
  JsonFields fields(item, pointer, problems);
  KeyringKey key;
  key.id = fields.text("id", Need::required, 64).value_or("");
  key.use = fields.choice("use", use_names, Need::required) == use_names[0] ? KeyUse::issuer : KeyUse::wrapping;
  key.created = {fields.integer("created", 0, latest, Need::required).value_or(0) * second};
  if (const auto retired = fields.integer("retired", 0, latest)) key.retired = Instant{*retired * second};
  if (key.use == KeyUse::issuer) key.public_key = bytes_of(fields, "public").value_or("");
  key.secret = Secret(std::string_view(bytes_of(fields, "secret").value_or("")));
  fields.refuse_others();
  if (problems.size() > before) return std::nullopt;
  return key;
}

}  // namespace

std::string_view name_of(KeyUse use) { return use_names[static_cast<std::size_t>(use)]; }

std::string_view algorithm_of(KeyUse use) { return use == KeyUse::issuer ? "EdDSA" : "A256GCM"; }

Result<Keyring> Keyring::read(std::string_view text) {
  const auto document = read_json(text);
  if (!document) return document.error();
  std::vector<FieldProblem> problems;
  JsonFields fields(*document, "", problems);
  Keyring ring;
  fields.integer("version", format_version, format_version, Need::required);
  const JsonValue* list = fields.array("keys", Need::required);
  fields.refuse_others();
  if (list != nullptr) {
    for (std::size_t i = 0; i < list->items().size(); ++i) {
      if (auto key = read_key(list->items()[i], "/keys/" + std::to_string(i), problems))
        ring.keys_.push_back(*std::move(key));
    }
  }
  if (problems.empty()) return ring;
  Error error{ErrorKind::invalid, {}};
  for (const FieldProblem& problem : problems) error.problems.push_back({{"", 0, problem.pointer}, problem.reason});
  return error;
}

Secret Keyring::text() const {
  JsonWriter json;
  json.begin_object().key("version").integer(format_version).key("keys").begin_array();
  for (const KeyringKey& key : keys_) {
    json.begin_object().key("id").string(key.id).key("use").string(name_of(key.use));
    json.key("created").integer(seconds_of(key.created));
    if (key.retired) json.key("retired").integer(seconds_of(*key.retired));
    if (key.use == KeyUse::issuer) json.key("public").string(to_base64url(key.public_key));
    json.key("secret").string(to_base64url(key.secret.view())).end_object();
  }
  json.end_array().end_object();
  return Secret(json.take());
}

void Keyring::add(KeyUse use, Instant now, const SignatureKeys& keys) {
  for (KeyringKey& key : keys_) {
    if (key.use == use && !key.retired) key.retired = now;
  }
  KeyringKey key;
  key.use = use;
  key.created = now;
  key.id = std::string(name_of(use)) + "-" + to_base64url(keys.random_bytes(9));
  if (use == KeyUse::issuer) {
    const Ed25519Pair pair = keys.new_ed25519();
    key.public_key = pair.public_key;
    key.secret = Secret(std::string_view(pair.private_key));
  } else {
    key.secret = Secret(std::string_view(keys.random_bytes(key_bytes)));
  }
  keys_.push_back(std::move(key));
}

const KeyringKey* Keyring::active(KeyUse use) const {
  for (const KeyringKey& key : keys_) {
    if (key.use == use && !key.retired) return &key;
  }
  return nullptr;
}

std::string Keyring::key_set(Instant now) const {
  JsonWriter json;
  json.begin_object().key("keys").begin_array();
  for (const KeyringKey& key : keys_) {
    if (key.use != KeyUse::issuer) continue;
    if (key.retired && seconds_of(now) - seconds_of(*key.retired) >= retired_trust_seconds) continue;
    json.begin_object().key("kty").string("OKP").key("crv").string("Ed25519").key("kid").string(key.id);
    json.key("use").string("sig").key("alg").string(algorithm_of(key.use));
    json.key("x").string(to_base64url(key.public_key)).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace dietz
