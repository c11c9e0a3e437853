#pragma once

#include "base/result.hpp"
#include "model/instant.hpp"
#include "model/tenant.hpp"
#include "store/item.hpp"
#include "store/operations.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace dietz {

/// What was answered to a request with an Idempotency-Key, in the scope of its tenant and route.
struct IdempotencyRecord {
  std::string route;        ///< verb and pattern: `POST /v1/portfolios`
  std::string key;          ///< as the client sent it, up to 255 bytes
  std::string body_digest;  ///< of the request: another body under the same key is refused
  int status = 0;
  std::string content_type;
  std::string location;
  std::string body;  ///< of the answer, byte for byte
  friend bool operator==(const IdempotencyRecord&, const IdempotencyRecord&) = default;
};

inline constexpr std::int64_t idempotency_life_seconds = 48LL * 60 * 60;

[[nodiscard]] ItemKey idempotency_key(const TenantContext& context, const std::string& route, const std::string& key);

/// Writes the record, unless there is one that hasn't expired.
[[nodiscard]] PutItem put_record(const TenantContext& context, const IdempotencyRecord& record,
                                 std::int64_t now_seconds);

/// Errors: fatal, where the item is no record.
[[nodiscard]] Result<IdempotencyRecord> record_of(const Item& item);

}  // namespace dietz
