#pragma once

#include "http/message.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace dietz {

/// How the answer to one request is sent.
struct ResponseForm {
  std::string_view date;  ///< as HTTP writes it
  bool keep_alive = true;
  bool without_body = false;  ///< the answer to HEAD: the length is named, the body left out
};

/// The head of a response (RFC 9112), with Date, Content-Length and, where the connection ends, `Connection: close`. A
/// streamed response has no length and ends with the connection. A line break in a field's value becomes a blank, so
/// that no value can begin a field of its own.
[[nodiscard]] std::string head_text(const HttpResponse& response, const ResponseForm& form);

/// Whether the body is sent behind the head.
[[nodiscard]] bool sends_body(const HttpResponse& response, const ResponseForm& form);

/// A moment as the field `Date` has it: `Sun, 06 Nov 1994 08:49:37 GMT`.
[[nodiscard]] std::string http_date(std::int64_t seconds_since_1970);

}  // namespace dietz
