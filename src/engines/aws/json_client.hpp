#pragma once

#include "codec/json_reader.hpp"
#include "engines/aws/credentials_source.hpp"
#include "engines/aws/transport.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <variant>

namespace dietz::aws {

/// Why a service did nothing, or why nobody knows whether it did.
struct ServiceError {
  enum class Kind {
    throttled,    ///< too many calls; nothing was done
    unavailable,  ///< the service is in trouble or out of reach; nothing was done
    unknown,      ///< no answer: it may have been done
    denied,       ///< credentials missing, wrong, or without the permission
    refused,      ///< the service's own word, by `code`: a failed condition, a malformed call, …
  };
  Kind kind = Kind::unknown;
  int status = 0;
  std::string code;     ///< without namespace: `ConditionalCheckFailedException`
  std::string message;  ///< of the service or the transport
  JsonValue body;       ///< of the answer, where it is JSON: `CancellationReasons` stand there
};

/// A service's name for signing and how its calls are named.
struct ServiceProtocol {
  std::string service;        ///< `dynamodb`
  std::string target_prefix;  ///< `DynamoDB_20120810`
  std::string content_type;   ///< `application/x-amz-json-1.0`
};

struct ClientSettings {
  std::string region;
  /// By service; `https://SERVICE.REGION.amazonaws.com` where there is none.
  std::map<std::string, std::string> endpoints;
  int most_attempts = 4;
  std::chrono::milliseconds first_delay{25};
  std::chrono::milliseconds longest_delay{5'000};
  std::chrono::milliseconds time_limit{10'000};  ///< of one attempt
};

/// What the client needs from outside, so that a test can decide it.
struct ClientWorld {
  std::function<std::int64_t()> now_seconds;
  std::function<double()> random;  ///< in [0, 1)
  std::function<void(std::chrono::milliseconds)> sleep;
};

/// Calls to AWS's JSON services. It signs, sends, reads errors in whatever form they come, and tries again: with full
/// jitter, within a budget that all calls share (a service in trouble gets no storm of retries), and only where trying
/// again can't do the work twice. Safe to use from several threads.
class JsonClient {
 public:
  JsonClient(ClientSettings settings, Transport& transport, CachedCredentials& credentials, ClientWorld world);

  using Answer = std::variant<JsonValue, ServiceError>;
  /// @param repeatable doing it twice is the same as once: reads, writes with a client token
  [[nodiscard]] Answer call(const ServiceProtocol& protocol, const std::string& operation, const std::string& body,
                            bool repeatable);

 private:
  [[nodiscard]] std::string endpoint_of(const std::string& service) const;
  [[nodiscard]] Answer attempt(const ServiceProtocol& protocol, const std::string& operation, const std::string& body);
  void learn_clock(const Response& response);
  [[nodiscard]] bool spend_retry();
  void earn_retry();

  ClientSettings settings_;
  Transport& transport_;
  CachedCredentials& credentials_;
  ClientWorld world_;
  std::mutex mutex_;
  std::int64_t clock_offset_ = 0;  ///< seconds that the service's clock is ahead of ours
  int retry_budget_;
};

/// An error's code without its namespace and link: `com.amazonaws.dynamodb.v20120810#Xyz:http://…` is `Xyz`.
[[nodiscard]] std::string plain_error_code(std::string_view text);

}  // namespace dietz::aws
