#pragma once

#include "crypto/cipher.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// Where a sealed text stands. It is bound into the seal, so that a ciphertext moved to another tenant, entity or field
/// can't be opened there.
struct FieldPlace {
  std::string_view tenant;
  std::string_view entity_type;
  std::string_view entity_id;
  std::string_view field;
};

/// A key that seals fields, with the name by which a sealed text asks for it.
struct FieldKey {
  std::string id;
  std::uint32_t version = 1;
  Secret key;
};

/// Which key a sealed text needs.
struct KeyName {
  std::string id;
  std::uint32_t version = 0;
  friend bool operator==(const KeyName&, const KeyName&) = default;
};

/// Seals a text: format version 1, algorithm 1 (AES-256-GCM), key id, key version, a fresh random nonce, ciphertext and
/// tag. Bound data: format, tenant, entity type, entity id, field, key id and version, each with its length in front.
/// Errors: invalid, for a key of another size or an id longer than 255 bytes.
[[nodiscard]] Result<std::string> seal_field(const Cipher& cipher, const FieldKey& key, const FieldPlace& place,
                                             std::string_view plaintext);

/// The key's name in a sealed text; nothing for bytes that aren't one, or of an unknown format or algorithm.
[[nodiscard]] std::optional<KeyName> key_name_of(std::string_view sealed);

/// The text again. Nothing for whatever is wrong, without a hint at what: a changed bit, another place, another key.
[[nodiscard]] std::optional<Secret> open_field(const Cipher& cipher, const FieldKey& key, const FieldPlace& place,
                                               std::string_view sealed);

/// A keyed digest of a text, to find equal values without opening them: 64 hexadecimal digits. The key belongs to one
/// tenant and is none that seals.
[[nodiscard]] std::string blind_index(const Cipher& cipher, const Secret& index_key, std::string_view entity_type,
                                      std::string_view field, std::string_view normalized_text);

}  // namespace dietz
