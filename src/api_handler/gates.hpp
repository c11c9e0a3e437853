#pragma once

#include "model/instant.hpp"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dietz {

/// Whether a tenant may use the service. Thread-safe.
class TenantGate {
 public:
  virtual ~TenantGate() = default;
  /// False for a tenant that is unknown or suspended. Not asked for the tenant `platform`.
  [[nodiscard]] virtual bool is_active(std::string_view tenant) = 0;
};

/// How many requests a tenant may send. Thread-safe.
class RateLimiter {
 public:
  virtual ~RateLimiter() = default;
  /// Counts a request; the seconds to wait, at least 1, where it is one too many.
  [[nodiscard]] virtual std::optional<std::int64_t> refuse_for(std::string_view tenant, Instant now) = 0;
};

/// How many requests a tenant's bucket takes: so many a second for ever, and a burst on top of it.
struct RequestRate {
  double per_second = 0;
  double burst = 0;
};

/// What each tenant may send, by its tier. Thread-safe.
class RequestRates {
 public:
  virtual ~RequestRates() = default;
  /// Nothing for no limit.
  [[nodiscard]] virtual std::optional<RequestRate> rate_of(std::string_view tenant) = 0;
};

/// One bucket a tenant, filled evenly: a tenant that is too loud waits, and takes nothing from the others.
class TokenBuckets : public RateLimiter {
 public:
  /// The rates must outlive the buckets.
  explicit TokenBuckets(RequestRates& rates) : rates_(rates) {}
  [[nodiscard]] std::optional<std::int64_t> refuse_for(std::string_view tenant, Instant now) override;

 private:
  struct Bucket {
    double tokens;
    Instant filled;
  };
  RequestRates& rates_;
  std::mutex guard_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace dietz
