#include "crypto/sealed_field.hpp"

#include <array>

namespace dietz {
namespace {

constexpr char format_version = 1;
constexpr char aes_256_gcm = 1;
constexpr std::size_t longest_key_id = 255;

void append_number(std::string& out, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(number >> static_cast<unsigned>(shift) & 0xffU);
}

void append_with_length(std::string& out, std::string_view text) {
  append_number(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

std::string bound_data(const FieldPlace& place, std::string_view key_id, std::uint32_t key_version) {
  std::string out;
  for (const std::string_view part :
       {std::string_view("dietz-field-1"), place.tenant, place.entity_type, place.entity_id, place.field, key_id}) {
    append_with_length(out, part);
  }
  append_number(out, key_version);
  return out;
}

struct Parts {
  KeyName key;
  std::string_view nonce;
  std::string_view ciphertext_and_tag;
};

std::optional<Parts> parts_of(std::string_view sealed) {
  if (sealed.size() < 3 || sealed[0] != format_version || sealed[1] != aes_256_gcm) return std::nullopt;
  const auto id_bytes = static_cast<std::size_t>(static_cast<unsigned char>(sealed[2]));
  sealed.remove_prefix(3);
  if (sealed.size() < id_bytes + 4 + Cipher::nonce_bytes + Cipher::tag_bytes) return std::nullopt;
  Parts parts;
  parts.key.id = sealed.substr(0, id_bytes);
  sealed.remove_prefix(id_bytes);
  for (int i = 0; i < 4; ++i) {
    parts.key.version = parts.key.version << 8U | static_cast<unsigned char>(sealed[static_cast<std::size_t>(i)]);
  }
  sealed.remove_prefix(4);
  parts.nonce = sealed.substr(0, Cipher::nonce_bytes);
  parts.ciphertext_and_tag = sealed.substr(Cipher::nonce_bytes);
  return parts;
}

}  // namespace

Result<std::string> seal_field(const Cipher& cipher, const FieldKey& key, const FieldPlace& place,
                               std::string_view plaintext) {
  if (key.id.size() > longest_key_id) return Error::invalid("a key's id has at most 255 bytes");
  const std::string nonce = cipher.random_bytes(Cipher::nonce_bytes);
  auto ciphertext = cipher.seal(key.key, nonce, bound_data(place, key.id, key.version), plaintext);
  if (!ciphertext.ok()) return ciphertext.error();
  std::string sealed = {format_version, aes_256_gcm, static_cast<char>(key.id.size())};
  sealed += key.id;
  append_number(sealed, key.version);
  return sealed + nonce + *ciphertext;
}

std::optional<KeyName> key_name_of(std::string_view sealed) {
  auto parts = parts_of(sealed);
  if (!parts) return std::nullopt;
  return std::move(parts->key);
}

std::optional<Secret> open_field(const Cipher& cipher, const FieldKey& key, const FieldPlace& place,
                                 std::string_view sealed) {
  const auto parts = parts_of(sealed);
  if (!parts || parts->key != KeyName{key.id, key.version}) return std::nullopt;
  return cipher.open(key.key, parts->nonce, bound_data(place, key.id, key.version), parts->ciphertext_and_tag);
}

std::string blind_index(const Cipher& cipher, const Secret& index_key, std::string_view entity_type,
                        std::string_view field, std::string_view normalized_text) {
  std::string text;
  for (const std::string_view part : {std::string_view("dietz-index-1"), entity_type, field, normalized_text})
    append_with_length(text, part);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const char c : cipher.hmac_sha256(index_key.view(), text)) {
    hex += digits[static_cast<unsigned char>(c) >> 4U];
    hex += digits[static_cast<unsigned char>(c) & 15U];
  }
  return hex;
}

}  // namespace dietz
