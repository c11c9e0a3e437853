#pragma once

#include "base/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// Everything that can be configured, with its defaults. Each member is a key of the file: `[section] key`.
struct Settings {
  struct Server {
    std::string listen = "127.0.0.1:8080";
    std::string admin_listen = "127.0.0.1:8081";
    std::string tls_certificate;
    std::string tls_key;
  } server;
  struct Store {
    std::string engine = "sqlite";
    std::string data_dir = "data";
  } store;
  struct Auth {
    std::string key_set_file;
    std::string key_set_url;
    bool local_issuer = false;
    std::string issuer;
    std::string audience;
    std::string tenant_claim = "tenant";
    std::string roles_claim = "roles";
  } auth;
  struct Crypto {
    std::string keyring;
  } crypto;
  struct Limits {
    bool enabled = true;
  } limits;
};

using Environment = std::map<std::string, std::string, std::less<>>;

/// The settings of a file's text and the environment. `DIETZ_SECTION_KEY` overrides `[section] key`; true and false are
/// written out. Paths in the file are relative to its folder, those in the environment to the current one. Errors: what
/// is no TOML, unknown sections and keys (with the nearest name), also in the environment, wrong types, combinations
/// that can't be meant; each with its line.
[[nodiscard]] Result<Settings> read_settings(std::string_view text, const std::string& file,
                                             const Environment& environment);

/// The keys of the file with what they mean, for the manual and `--help`.
struct SettingInfo {
  std::string_view section;
  std::string_view key;
  std::string_view what;
};
[[nodiscard]] std::vector<SettingInfo> setting_table();

}  // namespace dietz
