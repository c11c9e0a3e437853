#include "engines/openssl/openssl_cipher.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <stdexcept>

namespace dietz {
namespace {

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

constexpr std::size_t largest_text = std::numeric_limits<int>::max() / 2;

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes(char* text) { return reinterpret_cast<unsigned char*>(text); }

void require(bool worked) {
  if (!worked) throw std::runtime_error("OpenSSL can't do AES-256-GCM, HMAC-SHA-256 or random bytes on this machine");
}

Context new_context(const Secret& key, std::string_view nonce, bool encrypt) {
  Context context(EVP_CIPHER_CTX_new());
  require(context != nullptr);
  require(EVP_CipherInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes(key.view()), bytes(nonce),
                            encrypt ? 1 : 0) == 1);
  return context;
}

/// Feeds data that is bound (out = null) or turned.
void feed(EVP_CIPHER_CTX* context, unsigned char* out, std::string_view in) {
  if (in.empty()) return;
  int length = 0;
  require(EVP_CipherUpdate(context, out, &length, bytes(in), static_cast<int>(in.size())) == 1);
}

}  // namespace

Result<std::string> OpensslCipher::seal(const Secret& key, std::string_view nonce, std::string_view bound_data,
                                        std::string_view plaintext) const {
  if (key.size() != key_bytes) return Error::invalid("a key of AES-256 has 32 bytes");
  if (nonce.size() != nonce_bytes) return Error::invalid("a nonce has 12 bytes");
  if (plaintext.size() > largest_text || bound_data.size() > largest_text)
    return Error::invalid("the text is too long to seal");
  const Context context = new_context(key, nonce, true);
  std::string out(plaintext.size() + tag_bytes, '\0');
  feed(context.get(), nullptr, bound_data);
  feed(context.get(), bytes(out.data()), plaintext);
  int length = 0;
  require(EVP_CipherFinal_ex(context.get(), bytes(out.data()) + plaintext.size(), &length) == 1);
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, out.data() + plaintext.size()) == 1);
  return out;
}

std::optional<Secret> OpensslCipher::open(const Secret& key, std::string_view nonce, std::string_view bound_data,
                                          std::string_view ciphertext_and_tag) const {
  // EVP checks a tag of whatever length it is given, so the length is checked here.
  if (key.size() != key_bytes || nonce.size() != nonce_bytes || ciphertext_and_tag.size() < tag_bytes ||
      ciphertext_and_tag.size() > largest_text || bound_data.size() > largest_text) {
    return std::nullopt;
  }
  const std::string_view ciphertext = ciphertext_and_tag.substr(0, ciphertext_and_tag.size() - tag_bytes);
  std::string tag(ciphertext_and_tag.substr(ciphertext.size()));
  const Context context = new_context(key, nonce, false);
  Secret plaintext(ciphertext.size());
  feed(context.get(), nullptr, bound_data);
  feed(context.get(), bytes(plaintext.data()), ciphertext);
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()) == 1);
  int length = 0;
  std::array<unsigned char, tag_bytes> rest{};
  if (EVP_CipherFinal_ex(context.get(), rest.data(), &length) != 1) return std::nullopt;
  return plaintext;
}

std::string OpensslCipher::hmac_sha256(std::string_view key, std::string_view text) const {
  if (key.size() > largest_text) throw std::invalid_argument("a key of this length");
  std::string out(32, '\0');
  unsigned length = 0;
  require(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes(text), text.size(), bytes(out.data()),
               &length) != nullptr);
  return out;
}

Result<Secret> OpensslCipher::derive(std::string_view key, std::string_view salt, std::string_view purpose,
                                     std::size_t count) const {
  constexpr std::size_t block = 32;
  if (count > 255 * block) return Error::invalid("HKDF-SHA-256 gives at most 8160 bytes");
  const Secret extracted(hmac_sha256(salt, key));
  Secret derived(count);
  Secret previous;
  for (std::size_t done = 0, number = 1; done < count; done += block, ++number) {
    Secret input(previous.size() + purpose.size() + 1);
    previous.view().copy(input.data(), previous.size());
    purpose.copy(input.data() + previous.size(), purpose.size());
    input.data()[input.size() - 1] = static_cast<char>(number);
    previous = Secret(hmac_sha256(extracted.view(), input.view()));
    previous.view().copy(derived.data() + done, std::min(block, count - done));
  }
  return derived;
}

std::string OpensslCipher::random_bytes(std::size_t count) const {
  std::string out(count, '\0');
  require(count <= largest_text && RAND_bytes(bytes(out.data()), static_cast<int>(count)) == 1);
  return out;
}

Secret OpensslCipher::random_key() const {
  Secret key(key_bytes);
  require(RAND_priv_bytes(bytes(key.data()), static_cast<int>(key_bytes)) == 1);
  return key;
}

}  // namespace dietz
