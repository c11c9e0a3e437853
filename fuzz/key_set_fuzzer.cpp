#include "auth/key_set.hpp"
#include "engines/openssl/openssl_signature_keys.hpp"
#include "fuzzing.hpp"
#include "keyring/keyring.hpp"

#include <string>

using namespace dietz;
using fuzz::ensure;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const OpensslSignatureKeys keys;
  const std::string_view text = fuzz::text_of(data, size);
  const auto set = read_key_set(text, keys);
  if (set) {
    for (const KeySet::Refused& refused : set->refused()) ensure(!refused.reason.empty(), "a refusal says why");
    for (const char* kid : {"a", "rsa-1", "ec-1", "ed-1"}) {
      const auto key = set->find(kid);
      if (!key) continue;
      ensure(!key->verifies("message", ""), "no key takes an empty signature");
      ensure(!key->verifies("message", std::string(64, '\0')), "no key takes a signature of zeros");
      ensure(!key->verifies("message", std::string(256, '\0')), "no key takes a signature of zeros");
    }
  }
  const auto ring = Keyring::read(text);
  if (ring) {
    const auto again = Keyring::read(ring->text().view());
    ensure(again.ok() && again->text().view() == ring->text().view(),
           "a keyring that is written again reads back the same");
  }
  return 0;
}
