#pragma once

#include "engines/aws/signature_v4.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dietz::aws {

struct Response {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  /// The value of a header whatever its case; "" where there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// What became of one attempt to send a request.
struct Exchange {
  enum class Outcome {
    answered,  ///< `response` holds the answer
    not_sent,  ///< nothing reached the other side: safe to send again
    unknown,   ///< it may have been done or not
  };
  Outcome outcome = Outcome::unknown;
  Response response;
  std::string problem;  ///< of the transport, where there is no answer
};

/// Sends requests over HTTP. Safe to use from several threads.
class Transport {
 public:
  virtual ~Transport() = default;
  /// @param base `https://dynamodb.eu-central-1.amazonaws.com`, without a path
  [[nodiscard]] virtual Exchange send(const std::string& base, const Request& request,
                                      std::chrono::milliseconds time_limit) = 0;
};

/// By libcurl: HTTP/1.1, connections kept for the next request, TLS 1.2 or later with the host's name checked, no
/// redirects, answers up to 32 MiB.
[[nodiscard]] std::unique_ptr<Transport> make_curl_transport();

}  // namespace dietz::aws
