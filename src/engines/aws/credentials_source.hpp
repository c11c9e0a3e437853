#pragma once

#include "base/result.hpp"
#include "engines/aws/transport.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dietz::aws {

/// Credentials and until when they work, in seconds since 1970; nothing for long-term keys.
struct TimedCredentials {
  Credentials keys;
  std::optional<std::int64_t> expires_at;
};

/// One place where credentials may be found.
class CredentialsSource {
 public:
  virtual ~CredentialsSource() = default;
  /// Errors: not_found, where this place isn't in use; anything else, where it is and can't answer.
  [[nodiscard]] virtual Result<TimedCredentials> load() = 0;
};

/// What a program may ask of its surroundings.
struct Surroundings {
  std::function<std::optional<std::string>(std::string_view name)> environment;
  std::function<std::optional<std::string>(const std::string& path)> file_text;
  std::function<std::int64_t()> now_seconds;
};

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN: what a Lambda function has.
[[nodiscard]] std::unique_ptr<CredentialsSource> environment_credentials(const Surroundings& surroundings);
/// `~/.aws/credentials` or AWS_SHARED_CREDENTIALS_FILE, the profile of AWS_PROFILE or `default`.
[[nodiscard]] std::unique_ptr<CredentialsSource> shared_file_credentials(const Surroundings& surroundings);
/// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or …_FULL_URI with its authorization token: ECS, EKS.
[[nodiscard]] std::unique_ptr<CredentialsSource> container_credentials(const Surroundings& surroundings,
                                                                       Transport& transport);
/// The metadata service of an EC2 instance, version 2 (with a session token); AWS_EC2_METADATA_DISABLED and
/// AWS_EC2_METADATA_SERVICE_ENDPOINT are minded.
[[nodiscard]] std::unique_ptr<CredentialsSource> instance_credentials(const Surroundings& surroundings,
                                                                      Transport& transport);

/// Asks the sources in order, keeps the first answer, and asks again five minutes before it expires. While new
/// credentials can't be had, the old ones serve until they expire. Safe to use from several threads.
class CachedCredentials {
 public:
  CachedCredentials(std::vector<std::unique_ptr<CredentialsSource>> sources, std::function<std::int64_t()> now_seconds);

  [[nodiscard]] Result<Credentials> get();
  /// AWS refused them as expired: the next `get` asks the sources.
  void forget();

 private:
  [[nodiscard]] Result<TimedCredentials> load();

  std::vector<std::unique_ptr<CredentialsSource>> sources_;
  std::function<std::int64_t()> now_seconds_;
  std::mutex mutex_;
  std::optional<TimedCredentials> kept_;
  std::int64_t next_attempt_ = 0;
};

/// All of the above in AWS's order: environment, shared file, container, instance.
[[nodiscard]] std::vector<std::unique_ptr<CredentialsSource>> usual_sources(const Surroundings& surroundings,
                                                                            Transport& transport);

}  // namespace dietz::aws
