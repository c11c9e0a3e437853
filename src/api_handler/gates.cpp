#include "api_handler/gates.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {

std::optional<std::int64_t> TokenBuckets::refuse_for(std::string_view tenant, Instant now) {
  const auto rate = rates_.rate_of(tenant);
  if (!rate) return std::nullopt;
  const std::lock_guard lock(guard_);
  Bucket& bucket = buckets_.try_emplace(std::string(tenant), Bucket{rate->burst, now}).first->second;
  // A clock that was set back fills nothing, and starts to count again from there.
  const double passed =
      static_cast<double>(std::max<std::int64_t>(0, now.microseconds - bucket.filled.microseconds)) / 1e6;
  bucket.tokens = std::min(rate->burst, bucket.tokens + passed * rate->per_second);
  bucket.filled = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return std::nullopt;
  }
  constexpr double longest_wait = 3'600;
  const double wait = rate->per_second > 0 ? (1 - bucket.tokens) / rate->per_second : longest_wait;
  return static_cast<std::int64_t>(std::ceil(std::clamp(wait, 1.0, longest_wait)));
}

}  // namespace dietz
