#pragma once

#include "cli/context.hpp"
#include "cli/outcome.hpp"
#include "config/settings.hpp"
#include "crypto/secret_files.hpp"
#include "crypto/signature.hpp"
#include "keyring/keyring.hpp"
#include "model/instant.hpp"

#include <functional>

namespace dietz {

/// What the commands of the service need of the world besides.
struct ServiceTools {
  SecretFiles& secrets;
  const SignatureKeys& keys;
  Environment environment;
  std::function<Instant()> now;
};

/// The settings of `--config` ("" for none) and the environment.
[[nodiscard]] Result<Settings> load_settings(const std::string& config, Context& context);

/// The keyring that the settings name. Errors name the file.
[[nodiscard]] Result<Keyring> load_keyring(const Settings& settings, Context& context);

/// What is to be said where a setting is needed that nobody chose.
[[nodiscard]] Error needs_setting(std::string_view section, std::string_view key);

}  // namespace dietz
