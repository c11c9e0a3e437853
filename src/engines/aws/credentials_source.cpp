#include "engines/aws/credentials_source.hpp"

#include "codec/json_reader.hpp"
#include "model/instant.hpp"

#include <chrono>

namespace dietz::aws {
namespace {

constexpr std::chrono::milliseconds metadata_time_limit{1'000};
constexpr std::int64_t renew_before_seconds = 300;
constexpr std::int64_t wait_after_failure_seconds = 10;

Error absent(std::string_view place) { return Error::not_found("no AWS credentials in " + std::string(place)); }

Error out_of_reach(std::string_view place, std::string_view why) {
  return {ErrorKind::retry, {{{}, std::string(place) + " gave no AWS credentials: " + std::string(why)}}};
}

class EnvironmentSource : public CredentialsSource {
 public:
  explicit EnvironmentSource(const Surroundings& surroundings) : environment_(surroundings.environment) {}

  Result<TimedCredentials> load() override {
    const auto id = environment_("AWS_ACCESS_KEY_ID");
    const auto secret = environment_("AWS_SECRET_ACCESS_KEY");
    if (!id || id->empty()) return absent("the environment");
    if (!secret || secret->empty()) return Error::invalid("AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY isn't");
    return TimedCredentials{{*id, *secret, environment_("AWS_SESSION_TOKEN").value_or("")}, {}};
  }

 private:
  decltype(Surroundings::environment) environment_;
};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// The three keys of one `[profile]` of the shared file, whose other lines don't matter here.
TimedCredentials profile_of(std::string_view text, std::string_view profile) {
  TimedCredentials found;
  bool inside = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = trimmed(text.substr(begin, end - begin));
    begin = end + 1;
    if (line.empty() || line.front() == '#' || line.front() == ';') continue;
    if (line.front() == '[') {
      inside = line.back() == ']' && trimmed(line.substr(1, line.size() - 2)) == profile;
      continue;
    }
    const std::size_t equals = line.find('=');
    if (!inside || equals == std::string_view::npos) continue;
    const std::string_view key = trimmed(line.substr(0, equals));
    const std::string value(trimmed(line.substr(equals + 1)));
    if (key == "aws_access_key_id") found.keys.access_key_id = value;
    if (key == "aws_secret_access_key") found.keys.secret_access_key = value;
    if (key == "aws_session_token") found.keys.session_token = value;
  }
  return found;
}

class SharedFileSource : public CredentialsSource {
 public:
  explicit SharedFileSource(const Surroundings& surroundings) : surroundings_(surroundings) {}

  Result<TimedCredentials> load() override {
    const auto named = surroundings_.environment("AWS_SHARED_CREDENTIALS_FILE");
    const auto home = surroundings_.environment("HOME");
    if (!named && !home) return absent("the shared file");
    const std::string path = named ? *named : *home + "/.aws/credentials";
    const auto text = surroundings_.file_text(path);
    if (!text) return absent(path);
    const auto chosen = surroundings_.environment("AWS_PROFILE");
    const std::string profile = chosen.value_or("default");
    TimedCredentials found = profile_of(*text, profile);
    if (!found.keys.access_key_id.empty() && !found.keys.secret_access_key.empty()) return found;
    if (chosen) return Error::invalid(path + ": profile '" + profile + "' has no access key");
    return absent(path);
  }

 private:
  Surroundings surroundings_;
};

Request get(std::string path, std::vector<std::pair<std::string, std::string>> headers = {}) {
  return {"GET", std::move(path), "", std::move(headers), ""};
}

/// `{"AccessKeyId": …, "SecretAccessKey": …, "Token": …, "Expiration": "2026-01-31T17:00:00Z"}`
Result<TimedCredentials> from_metadata(std::string_view place, const std::string& body) {
  const auto json = read_json(body);
  if (!json.ok()) return out_of_reach(place, "its answer is no JSON");
  const auto text = [&](std::string_view name) {
    const JsonValue* value = json->find(name);
    return value != nullptr && value->is(JsonValue::Kind::string) ? value->text() : std::string();
  };
  TimedCredentials found{{text("AccessKeyId"), text("SecretAccessKey"), text("Token")}, {}};
  if (found.keys.access_key_id.empty() || found.keys.secret_access_key.empty())
    return out_of_reach(place, "its answer holds no keys");
  const auto expiration = Instant::parse(text("Expiration"));
  if (!expiration) return out_of_reach(place, "its answer doesn't say when the keys expire");
  found.expires_at = expiration->microseconds / 1'000'000;
  return found;
}

Result<TimedCredentials> ask(Transport& transport, std::string_view place, const std::string& base,
                             const Request& request) {
  const Exchange exchange = transport.send(base, request, metadata_time_limit);
  if (exchange.outcome != Exchange::Outcome::answered) return out_of_reach(place, exchange.problem);
  if (exchange.response.status != 200) return out_of_reach(place, "status " + std::to_string(exchange.response.status));
  return from_metadata(place, exchange.response.body);
}

class ContainerSource : public CredentialsSource {
 public:
  ContainerSource(const Surroundings& surroundings, Transport& transport)
      : surroundings_(surroundings), transport_(transport) {}

  Result<TimedCredentials> load() override {
    constexpr std::string_view place = "the container's endpoint";
    std::string base = "http://169.254.170.2";
    std::string path;
    if (const auto relative = surroundings_.environment("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")) {
      path = *relative;
    } else if (const auto full = surroundings_.environment("AWS_CONTAINER_CREDENTIALS_FULL_URI")) {
      const std::size_t scheme = full->find("://");
      const std::size_t slash = scheme == std::string::npos ? scheme : full->find('/', scheme + 3);
      base = full->substr(0, slash);
      path = slash == std::string::npos ? "/" : full->substr(slash);
      if (!may_be_asked(base))
        return Error::invalid("AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https nor on this host");
    } else {
      return absent(place);
    }
    std::vector<std::pair<std::string, std::string>> headers;
    if (const auto token = authorization()) headers.emplace_back("Authorization", *token);
    return ask(transport_, place, base, get(path, std::move(headers)));
  }

 private:
  /// Keys travel in the clear over http: only to this host and the two addresses that AWS names.
  static bool may_be_asked(std::string_view base) {
    if (base.starts_with("https://")) return true;
    if (!base.starts_with("http://")) return false;
    std::string_view host = base.substr(7);
    if (host.starts_with("[")) {
      host = host.substr(0, host.find(']') + 1);
      return host == "[::1]" || host == "[fd00:ec2::23]";
    }
    host = host.substr(0, host.find(':'));
    return host == "127.0.0.1" || host == "localhost" || host == "169.254.170.2" || host == "169.254.170.23";
  }

  std::optional<std::string> authorization() const {
    if (const auto file = surroundings_.environment("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")) {
      const auto text = surroundings_.file_text(*file);
      if (text) return std::string(trimmed(text->substr(0, text->find('\n'))));
    }
    return surroundings_.environment("AWS_CONTAINER_AUTHORIZATION_TOKEN");
  }

  Surroundings surroundings_;
  Transport& transport_;
};

class InstanceSource : public CredentialsSource {
 public:
  InstanceSource(const Surroundings& surroundings, Transport& transport)
      : surroundings_(surroundings), transport_(transport) {}

  Result<TimedCredentials> load() override {
    constexpr std::string_view place = "the instance's metadata service";
    if (surroundings_.environment("AWS_EC2_METADATA_DISABLED") == "true") return absent(place);
    const std::string base =
        surroundings_.environment("AWS_EC2_METADATA_SERVICE_ENDPOINT").value_or("http://169.254.169.254");
    const Request for_token{"PUT", "/latest/api/token", "", {{"X-aws-ec2-metadata-token-ttl-seconds", "21600"}}, ""};
    const Exchange token = transport_.send(base, for_token, metadata_time_limit);
    if (token.outcome != Exchange::Outcome::answered || token.response.status != 200) return absent(place);
    const std::pair<std::string, std::string> header{"X-aws-ec2-metadata-token", token.response.body};
    const std::string folder = "/latest/meta-data/iam/security-credentials/";
    const Exchange role = transport_.send(base, get(folder, {header}), metadata_time_limit);
    if (role.outcome != Exchange::Outcome::answered) return out_of_reach(place, role.problem);
    if (role.response.status != 200) return absent(place);  // an instance without a role
    const std::string name(trimmed(role.response.body.substr(0, role.response.body.find('\n'))));
    return ask(transport_, place, base, get(folder + uri_encode(name, false), {header}));
  }

 private:
  Surroundings surroundings_;
  Transport& transport_;
};

}  // namespace

std::unique_ptr<CredentialsSource> environment_credentials(const Surroundings& surroundings) {
  return std::make_unique<EnvironmentSource>(surroundings);
}
std::unique_ptr<CredentialsSource> shared_file_credentials(const Surroundings& surroundings) {
  return std::make_unique<SharedFileSource>(surroundings);
}
std::unique_ptr<CredentialsSource> container_credentials(const Surroundings& surroundings, Transport& transport) {
  return std::make_unique<ContainerSource>(surroundings, transport);
}
std::unique_ptr<CredentialsSource> instance_credentials(const Surroundings& surroundings, Transport& transport) {
  return std::make_unique<InstanceSource>(surroundings, transport);
}

std::vector<std::unique_ptr<CredentialsSource>> usual_sources(const Surroundings& surroundings, Transport& transport) {
  std::vector<std::unique_ptr<CredentialsSource>> sources;
  sources.push_back(environment_credentials(surroundings));
  sources.push_back(shared_file_credentials(surroundings));
  sources.push_back(container_credentials(surroundings, transport));
  sources.push_back(instance_credentials(surroundings, transport));
  return sources;
}

CachedCredentials::CachedCredentials(std::vector<std::unique_ptr<CredentialsSource>> sources,
                                     std::function<std::int64_t()> now_seconds)
    : sources_(std::move(sources)), now_seconds_(std::move(now_seconds)) {}

Result<TimedCredentials> CachedCredentials::load() {
  for (const auto& source : sources_) {
    auto found = source->load();
    if (found.ok() || found.error().kind != ErrorKind::not_found) return found;
  }
  return Error::not_found("no AWS credentials in the environment, the shared file, the container or the instance");
}

Result<Credentials> CachedCredentials::get() {
  const std::scoped_lock lock(mutex_);
  const std::int64_t now = now_seconds_();
  const bool still_works = kept_ && (!kept_->expires_at || now < *kept_->expires_at);
  const bool due = !kept_ || (kept_->expires_at && now >= *kept_->expires_at - renew_before_seconds);
  if (still_works && (!due || now < next_attempt_)) return kept_->keys;
  auto found = load();
  if (found.ok()) {
    kept_ = *found;
    next_attempt_ = 0;
    return kept_->keys;
  }
  next_attempt_ = now + wait_after_failure_seconds;
  if (still_works) return kept_->keys;
  return found.error();
}

void CachedCredentials::forget() {
  const std::scoped_lock lock(mutex_);
  kept_.reset();
}

}  // namespace dietz::aws
