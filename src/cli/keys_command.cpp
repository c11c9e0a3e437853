#include "cli/keys_command.hpp"

#include "codec/base64url.hpp"
#include "codec/instant_text.hpp"
#include "codec/json_writer.hpp"

#include <algorithm>
#include <utility>

namespace dietz {
namespace {

/// A key's state: `active`, or `retired` with the time.
std::string state_of(const KeyringKey& key) {
  return key.retired ? "retired " + instant_text(*key.retired, InstantDigits::seconds) : "active";
}

std::string as_json(const Keyring& ring) {
  JsonWriter json;
  json.begin_object().key("keys").begin_array();
  for (const KeyringKey& key : ring.keys()) {
    json.begin_object().key("id").string(key.id).key("use").string(name_of(key.use));
    json.key("algorithm").string(algorithm_of(key.use)).key("state").string(key.retired ? "retired" : "active");
    json.key("created").string(instant_text(key.created, InstantDigits::seconds)).key("retired");
    key.retired ? json.string(instant_text(*key.retired, InstantDigits::seconds)) : json.null();
    json.key("public_key");
    key.public_key.empty() ? json.null() : json.string(to_base64url(key.public_key));
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string as_text(const Keyring& ring) {
  std::string text;
  for (const KeyringKey& key : ring.keys()) {
    std::string id = key.id;
    id.resize(std::max<std::size_t>(id.size(), 24), ' ');
    std::string algorithm(algorithm_of(key.use));
    algorithm.resize(8, ' ');
    text +=
        id + " " + algorithm + " " + instant_text(key.created, InstantDigits::seconds) + "  " + state_of(key) + "\n";
  }
  return text;
}

Outcome listing(const Keyring& ring, const KeysOptions& options) {
  return {Exit::done, options.format == Format::json ? as_json(ring) : as_text(ring), {}};
}

Outcome create(const Settings& settings, const KeysOptions& options, Context& context) {
  const ServiceTools& tools = *context.service;
  if (settings.crypto.keyring.empty()) return outcome_of(needs_setting("crypto", "keyring"));
  Keyring ring;
  ring.add(KeyUse::wrapping, tools.now(), tools.keys);
  if (settings.auth.local_issuer) ring.add(KeyUse::issuer, tools.now(), tools.keys);
  const Status written = tools.secrets.create(settings.crypto.keyring, ring.text().view());
  return written ? listing(ring, options) : outcome_of(written.error());
}

Outcome rotate(const Settings& settings, const KeysOptions& options, Context& context) {
  const ServiceTools& tools = *context.service;
  auto ring = load_keyring(settings, context);
  if (!ring) return outcome_of(ring.error());
  ring->add(KeyUse::wrapping, tools.now(), tools.keys);
  if (settings.auth.local_issuer || ring->active(KeyUse::issuer) != nullptr)
    ring->add(KeyUse::issuer, tools.now(), tools.keys);
  const Status written = tools.secrets.replace(settings.crypto.keyring, ring->text().view());
  return written ? listing(*ring, options) : outcome_of(written.error());
}

}  // namespace

Outcome run_keys(const KeysOptions& options, Context& context) {
  const auto settings = load_settings(options.config, context);
  if (!settings) return outcome_of(settings.error());
  if (options.action == KeysAction::create) return create(*settings, options, context);
  if (options.action == KeysAction::rotate) return rotate(*settings, options, context);
  const auto ring = load_keyring(*settings, context);
  return ring ? listing(*ring, options) : outcome_of(ring.error());
}

}  // namespace dietz
