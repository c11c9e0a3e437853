#include "config/settings.hpp"

#include "base/utf8.hpp"
#include "codec/ascii_toml.hpp"
#include "codec/problem_list.hpp"
#include "codec/shown_text.hpp"
#include "codec/toml.hpp"

#include <algorithm>
#include <array>

namespace dietz {
namespace {

enum class Kind { text, path, flag };

/// One key: where it stands in the file, and which member it sets.
struct Key {
  std::string_view section;
  std::string_view name;
  Kind kind;
  std::string& (*text)(Settings&);
  bool& (*flag)(Settings&);
  std::string_view what;
};

constexpr auto no_text = nullptr;
constexpr auto no_flag = nullptr;

const std::array<Key, 15> keys = {{
    {"server", "listen", Kind::text, [](Settings& s) -> std::string& { return s.server.listen; }, no_flag,
     "address and port of the API"},
    {"server", "admin_listen", Kind::text, [](Settings& s) -> std::string& { return s.server.admin_listen; }, no_flag,
     "address and port of metrics"},
    {"server", "tls_certificate", Kind::path, [](Settings& s) -> std::string& { return s.server.tls_certificate; },
     no_flag, "PEM file of the certificate and its chain; without it, plain HTTP"},
    {"server", "tls_key", Kind::path, [](Settings& s) -> std::string& { return s.server.tls_key; }, no_flag,
     "PEM file of the certificate's key"},
    {"store", "engine", Kind::text, [](Settings& s) -> std::string& { return s.store.engine; }, no_flag,
     "what keeps the data"},
    {"store", "data_dir", Kind::path, [](Settings& s) -> std::string& { return s.store.data_dir; }, no_flag,
     "folder of the data"},
    {"auth", "key_set_file", Kind::path, [](Settings& s) -> std::string& { return s.auth.key_set_file; }, no_flag,
     "JWK set with the issuer's public keys"},
    {"auth", "key_set_url", Kind::text, [](Settings& s) -> std::string& { return s.auth.key_set_url; }, no_flag,
     "address of the JWK set"},
    {"auth", "local_issuer", Kind::flag, no_text, [](Settings& s) -> bool& { return s.auth.local_issuer; },
     "tokens are issued by `dietz token` with the keyring's key"},
    {"auth", "issuer", Kind::text, [](Settings& s) -> std::string& { return s.auth.issuer; }, no_flag,
     "what `iss` must be"},
    {"auth", "audience", Kind::text, [](Settings& s) -> std::string& { return s.auth.audience; }, no_flag,
     "what `aud` must name"},
    {"auth", "tenant_claim", Kind::text, [](Settings& s) -> std::string& { return s.auth.tenant_claim; }, no_flag,
     "the claim with the tenant's id"},
    {"auth", "roles_claim", Kind::text, [](Settings& s) -> std::string& { return s.auth.roles_claim; }, no_flag,
     "the claim with the list of roles"},
    {"crypto", "keyring", Kind::path, [](Settings& s) -> std::string& { return s.crypto.keyring; }, no_flag,
     "file of the keys, readable by its owner only"},
    {"limits", "enabled", Kind::flag, no_text, [](Settings& s) -> bool& { return s.limits.enabled; },
     "whether tenants are held to the limits of their tier"},
}};

std::vector<std::string_view> section_names() {
  std::vector<std::string_view> names;
  for (const Key& key : keys) {
    if (names.empty() || names.back() != key.section) names.push_back(key.section);
  }
  return names;
}

std::vector<std::string_view> key_names(std::string_view section) {
  std::vector<std::string_view> names;
  for (const Key& key : keys) {
    if (key.section == section) names.push_back(key.name);
  }
  return names;
}

const Key* find_key(std::string_view section, std::string_view name) {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [&](const Key& key) { return key.section == section && key.name == name; });
  return found == keys.end() ? nullptr : &*found;
}

std::string in_folder_of(const std::string& file, const std::string& path) {
  const std::size_t slash = file.rfind('/');
  if (path.empty() || path.starts_with('/') || slash == std::string::npos) return path;
  return file.substr(0, slash + 1) + path;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

class SettingsReader {
 public:
  explicit SettingsReader(const std::string& file) : file_(file), problems_(file) {}

  void read(const toml::table& table) {
    const std::vector<std::string_view> sections = section_names();
    for (const auto& [name, node] : table) {
      const std::string section = text_of_ascii_toml(name.str());
      const std::size_t line = name.source().begin.line;
      if (std::find(sections.begin(), sections.end(), section) == sections.end()) {
        problems_.add(line, {}, "unknown section " + shown(section) + did_you_mean(section, sections));
      } else if (const toml::table* inner = node.as_table()) {
        for (const auto& [key, value] : *inner)
          read_entry(section, text_of_ascii_toml(key.str()), value, key.source().begin.line);
      } else {
        problems_.add(line, section, "must be a section, [" + section + "]");
      }
    }
  }

  void read(const Environment& environment) {
    for (const auto& [name, value] : environment) {
      for (const std::string_view section : section_names()) {
        const std::string prefix = "DIETZ_" + upper(section) + "_";
        if (name.starts_with(prefix)) read_variable(section, name, name.substr(prefix.size()), value);
      }
    }
  }

  Result<Settings> finish() {
    const Settings::Auth& auth = settings_.auth;
    const int sources = !auth.key_set_file.empty() + !auth.key_set_url.empty() + auth.local_issuer;
    if (sources > 1) problems_.add(0, "auth", "only one of key_set_file, key_set_url and local_issuer can be chosen");
    if (settings_.server.tls_certificate.empty() != settings_.server.tls_key.empty())
      problems_.add(0, "server", "tls_certificate and tls_key are only useful together");
    if (!problems_.empty()) return problems_.error();
    return settings_;
  }

  ProblemList& problems() { return problems_; }

 private:
  void read_entry(const std::string& section, const std::string& name, const toml::node& node, std::size_t line) {
    const Key* key = find_key(section, name);
    if (key == nullptr)
      return problems_.add(
          line, {}, "unknown key " + shown(name) + " in [" + section + "]" + did_you_mean(name, key_names(section)));
    if (key->kind == Kind::flag) {
      const auto value = node.value_exact<bool>();
      if (!value) return problems_.add(line, name, "must be true or false");
      key->flag(settings_) = *value;
      return;
    }
    const auto value = node.value_exact<std::string>();
    if (!value) return problems_.add(line, name, "must be text in quotes");
    const std::string text = text_of_ascii_toml(*value);
    key->text(settings_) = key->kind == Kind::path ? in_folder_of(file_, text) : text;
  }

  void read_variable(std::string_view section, const std::string& variable, const std::string& name,
                     const std::string& value) {
    for (const Key& key : keys) {
      if (key.section != section || upper(key.name) != name) continue;
      if (key.kind != Kind::flag) {
        key.text(settings_) = value;
      } else if (value == "true" || value == "false") {
        key.flag(settings_) = value == "true";
      } else {
        problems_.add(0, variable, "must be true or false, not " + shown(value));
      }
      return;
    }
    std::vector<std::string> known;
    for (const std::string_view each : key_names(section))
      known.push_back("DIETZ_" + upper(section) + "_" + upper(each));
    const std::vector<std::string_view> names(known.begin(), known.end());
    problems_.add(0, variable, "no setting has this name" + did_you_mean(variable, names));
  }

  std::string file_;
  ProblemList problems_;
  Settings settings_;
};

}  // namespace

Result<Settings> read_settings(std::string_view text, const std::string& file, const Environment& environment) {
  SettingsReader reader(file);
  if (const std::size_t bad = find_invalid_utf8(text); bad != std::string_view::npos) {
    reader.problems().add(1 + count_lines(text.substr(0, bad)), {}, "is not valid UTF-8");
    return reader.finish();
  }
  if (const std::size_t bad = find_control_character(text); bad != std::string_view::npos) {
    reader.problems().add(1 + count_lines(text.substr(0, bad)), {}, "holds a control character");
    return reader.finish();
  }
  const toml::parse_result parsed = toml::parse(toml_in_ascii(without_byte_order_mark(text)), file);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    reader.problems().add(error.source().begin.line, {}, one_line(text_of_ascii_toml(error.description())));
    return reader.finish();
  }
  reader.read(parsed.table());
  reader.read(environment);
  return reader.finish();
}

std::vector<SettingInfo> setting_table() {
  std::vector<SettingInfo> table;
  for (const Key& key : keys) table.push_back({key.section, key.name, key.what});
  return table;
}

}  // namespace dietz
