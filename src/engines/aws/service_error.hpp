#pragma once

#include "engines/aws/json_client.hpp"

namespace dietz::aws {

/// Reads an error answer in every form that services and their stand-ins use: `__type`, `code` or the header
/// `x-amzn-ErrorType`, with or without namespace and link; messages as `message`, `Message` or `errorMessage`; XML with
/// `<Code>`; a body that is none of these.
/// @param json the body, or null where it isn't JSON
[[nodiscard]] ServiceError read_service_error(const Response& response, const JsonValue* json);

[[nodiscard]] bool is_expired_credentials(const ServiceError& error);
[[nodiscard]] bool is_clock_skew(const ServiceError& error);

}  // namespace dietz::aws
