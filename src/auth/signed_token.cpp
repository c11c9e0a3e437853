#include "auth/signed_token.hpp"

#include "codec/base64url.hpp"

#include <optional>
#include <utility>

namespace dietz {
namespace {

using Kind = JsonValue::Kind;

struct Parts {
  std::string_view header;
  std::string_view payload;
  std::string_view signature;
  std::string_view signed_text;
};

std::optional<Parts> split(std::string_view token) {
  const std::size_t first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) return std::nullopt;
  return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1),
               token.substr(0, second)};
}

std::optional<JsonValue> read_header(std::string_view part) {
  const auto text = from_base64url(part);
  if (!text) return std::nullopt;
  auto header = read_json(*text, {.bytes = most_token_bytes, .depth = 8});
  if (!header || !header->is(Kind::object)) return std::nullopt;
  return std::move(header).value();
}

}  // namespace

std::variant<SignedToken, TokenFault> open_signed_token(std::string_view token, const KeySet& keys) {
  if (token.size() > most_token_bytes) return TokenFault::too_large;
  const auto parts = split(token);
  if (!parts) return TokenFault::malformed;
  auto header = read_header(parts->header);
  if (!header) return TokenFault::malformed;
  const JsonValue* name = header->find("alg");
  if (name == nullptr || !name->is(Kind::string)) return TokenFault::algorithm;
  const auto algorithm = parse_signature_algorithm(name->text());
  if (!algorithm) return TokenFault::algorithm;
  if (header->find("crit") != nullptr || header->find("b64") != nullptr) return TokenFault::critical_extension;
  auto payload = from_base64url(parts->payload);
  const auto signature = from_base64url(parts->signature);
  if (!payload || !signature) return TokenFault::malformed;
  const JsonValue* kid = header->find("kid");
  if (kid == nullptr || !kid->is(Kind::string)) return TokenFault::unknown_key;
  const auto key = keys.find(kid->text());
  if (!key) return TokenFault::unknown_key;
  if (key->algorithm() != *algorithm) return TokenFault::key_mismatch;
  if (!key->verifies(parts->signed_text, *signature)) return TokenFault::signature;
  return SignedToken{*std::move(header), *std::move(payload)};
}

}  // namespace dietz
