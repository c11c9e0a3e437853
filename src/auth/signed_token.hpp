#pragma once

#include "auth/key_set.hpp"
#include "auth/token.hpp"
#include "codec/json_reader.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace dietz {

/// A token whose signature was verified: its header, and its payload as bytes that nobody has looked at yet.
struct SignedToken {
  JsonValue header;
  std::string payload;
};

constexpr std::size_t most_token_bytes = 8'192;

/// Opens a compact JWS (RFC 7515): size and syntax first, then the signature with the key that `kid` names in the set.
/// The key fixes the algorithm; nothing in the token can bring a key, an address or an algorithm of its own: `jwk`,
/// `jku`, `x5c` and the like are never looked at.
[[nodiscard]] std::variant<SignedToken, TokenFault> open_signed_token(std::string_view token, const KeySet& keys);

}  // namespace dietz
