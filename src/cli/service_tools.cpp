#include "cli/service_tools.hpp"

#include <utility>

namespace dietz {

Result<Settings> load_settings(const std::string& config, Context& context) {
  const Environment& environment = context.service->environment;
  if (config.empty()) return read_settings("", "environment", environment);
  const auto text = context.files.read(config);
  if (!text) return text.error();
  return read_settings((*text)->view(), config, environment);
}

Error needs_setting(std::string_view section, std::string_view key) {
  std::string variable = "DIETZ_" + std::string(section) + "_" + std::string(key);
  for (char& c : variable) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return Error::invalid("the setting `[" + std::string(section) + "] " + std::string(key) +
                        "` is needed: in the file of --config or as " + variable);
}

Result<Keyring> load_keyring(const Settings& settings, Context& context) {
  const std::string& file = settings.crypto.keyring;
  if (file.empty()) return needs_setting("crypto", "keyring");
  const auto text = context.service->secrets.read(file);
  if (!text) return text.error();
  auto ring = Keyring::read(text->view());
  if (ring) return ring;
  Error error = ring.error();
  for (Problem& problem : error.problems) problem.origin.file = file;
  return error;
}

}  // namespace dietz
