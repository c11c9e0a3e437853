#include "auth/key_set.hpp"

#include "codec/base64url.hpp"
#include "codec/json_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dietz {
namespace {

using Kind = JsonValue::Kind;
using KeyResult = Result<std::shared_ptr<const VerifyingKey>>;

constexpr std::size_t most_keys = 1'000;
constexpr std::size_t longest_kid = 256;
// Members that only a private or symmetric key has (RFC 7518, section 6).
constexpr std::array<std::string_view, 8> secret_members = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"};

/// The text of a string member, or "" where it isn't there or no string.
std::string_view text_of(const JsonValue& jwk, std::string_view name) {
  const JsonValue* member = jwk.find(name);
  return member != nullptr && member->is(Kind::string) ? std::string_view(member->text()) : std::string_view();
}

bool is_text_if_there(const JsonValue& jwk, std::string_view name) {
  const JsonValue* member = jwk.find(name);
  return member == nullptr || member->is(Kind::string);
}

bool allows_verifying(const JsonValue& jwk) {
  const JsonValue* use = jwk.find("use");
  if (use != nullptr && !(use->is(Kind::string) && use->text() == "sig")) return false;
  const JsonValue* operations = jwk.find("key_ops");
  if (operations == nullptr) return true;
  return operations->is(Kind::array) &&
         std::any_of(operations->items().begin(), operations->items().end(),
                     [](const JsonValue& item) { return item.is(Kind::string) && item.text() == "verify"; });
}

/// The algorithm of a key of this family: what `alg` says if it is there, else the family's own.
std::optional<SignatureAlgorithm> algorithm_of(const JsonValue& jwk, SignatureAlgorithm usual) {
  if (jwk.find("alg") == nullptr) return usual;
  return parse_signature_algorithm(text_of(jwk, "alg"));
}

KeyResult rsa_key(const JsonValue& jwk, const SignatureKeys& keys) {
  const auto algorithm = algorithm_of(jwk, SignatureAlgorithm::rs256);
  const auto modulus = from_base64url(text_of(jwk, "n"));
  const auto exponent = from_base64url(text_of(jwk, "e"));
  if (!algorithm) return Error::invalid("its alg is not supported");
  if (!modulus || modulus->empty() || !exponent || exponent->empty()) return Error::invalid("n or e is no base64url");
  return keys.rsa(*algorithm, *modulus, *exponent);
}

KeyResult p256_key(const JsonValue& jwk, const SignatureKeys& keys) {
  if (text_of(jwk, "crv") != "P-256") return Error::invalid("its curve is not supported");
  if (algorithm_of(jwk, SignatureAlgorithm::es256) != SignatureAlgorithm::es256)
    return Error::invalid("its alg is not for P-256");
  const auto x = from_base64url(text_of(jwk, "x"));
  const auto y = from_base64url(text_of(jwk, "y"));
  if (!x || !y) return Error::invalid("x or y is no base64url");
  return keys.p256(*x, *y);
}

KeyResult ed25519_key(const JsonValue& jwk, const SignatureKeys& keys) {
  if (text_of(jwk, "crv") != "Ed25519") return Error::invalid("its curve is not supported");
  if (algorithm_of(jwk, SignatureAlgorithm::eddsa) != SignatureAlgorithm::eddsa)
    return Error::invalid("its alg is not for Ed25519");
  const auto x = from_base64url(text_of(jwk, "x"));
  if (!x) return Error::invalid("x is no base64url");
  return keys.ed25519(*x);
}

KeyResult key_of(const JsonValue& jwk, const SignatureKeys& keys) {
  for (const std::string_view name : secret_members) {
    if (jwk.find(name) != nullptr) return Error::invalid("it holds a secret: " + std::string(name));
  }
  if (!is_text_if_there(jwk, "alg")) return Error::invalid("its alg is no text");
  if (!allows_verifying(jwk)) return Error::invalid("use or key_ops does not allow to verify");
  const std::string_view kind = text_of(jwk, "kty");
  if (kind == "RSA") return rsa_key(jwk, keys);
  if (kind == "EC") return p256_key(jwk, keys);
  if (kind == "OKP") return ed25519_key(jwk, keys);
  return Error::invalid("its kty is not supported");
}

void take(const JsonValue& jwk, const SignatureKeys& keys, KeySet& set) {
  if (!jwk.is(Kind::object)) return set.refuse("", "it is no JSON object");
  std::string kid(text_of(jwk, "kid"));
  if (kid.empty() || kid.size() > longest_kid) return set.refuse("", "it has no kid of 1 to 256 bytes");
  auto key = key_of(jwk, keys);
  if (!key) return set.refuse(std::move(kid), key.error().message());
  set.add(std::move(kid), std::move(key).value());
}

/// Ids that several keys have, usable or not: which of them a token means can't be told.
std::vector<std::string> doubled_ids(const std::vector<JsonValue>& jwks) {
  std::vector<std::string> ids;
  for (const JsonValue& jwk : jwks) ids.emplace_back(text_of(jwk, "kid"));
  std::sort(ids.begin(), ids.end());
  std::vector<std::string> doubled;
  for (std::size_t i = 1; i < ids.size(); ++i) {
    if (ids[i] == ids[i - 1]) doubled.push_back(ids[i]);
  }
  return doubled;
}

}  // namespace

std::shared_ptr<const VerifyingKey> KeySet::find(std::string_view kid) const {
  const auto found = keys_.find(kid);
  return found == keys_.end() ? nullptr : found->second;
}

void KeySet::add(std::string kid, std::shared_ptr<const VerifyingKey> key) { keys_[std::move(kid)] = std::move(key); }

void KeySet::refuse(std::string kid, std::string reason) { refused_.push_back({std::move(kid), std::move(reason)}); }

Result<KeySet> read_key_set(std::string_view text, const SignatureKeys& keys) {
  auto read = read_json(text, {.entries = most_keys});
  if (!read) return std::move(read).error();
  if (!read->is(Kind::object)) return Error::invalid("a key set is a JSON object");
  KeySet set;
  if (read->find("kty") != nullptr && read->find("keys") == nullptr) {
    take(*read, keys, set);
    return set;
  }
  const JsonValue* list = read->find("keys");
  if (list == nullptr || !list->is(Kind::array)) return Error::invalid("a key set has a list named keys");
  const std::vector<std::string> doubled = doubled_ids(list->items());
  for (const JsonValue& jwk : list->items()) {
    const std::string kid(text_of(jwk, "kid"));
    if (!kid.empty() && std::binary_search(doubled.begin(), doubled.end(), kid)) {
      set.refuse(kid, "another key has the same kid");
    } else {
      take(jwk, keys, set);
    }
  }
  return set;
}

}  // namespace dietz
