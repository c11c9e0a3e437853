#pragma once

#include "base/result.hpp"
#include "http/message.hpp"
#include "http/server_settings.hpp"

#include <chrono>
#include <cstdint>
#include <memory>

namespace dietz {

/// A running HTTP/1.1 server. Connections are kept alive and may send requests ahead; their answers keep the order.
class HttpServer {
 public:
  /// What has happened so far, and how much there is now.
  struct Counts {
    std::uint64_t connections = 0;  ///< now
    std::uint64_t requests = 0;     ///< that were handed to the handler
    std::uint64_t shed = 0;         ///< answered 503 since too many were waiting
    std::uint64_t refused = 0;      ///< malformed, too large or too slow
  };

  virtual ~HttpServer() = default;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  [[nodiscard]] virtual Counts counts() const = 0;
  /// Takes what is connected already, finishes what is under way, closes each connection behind its answer, and ends.
  /// What is left after `grace` is cut off. Returns whether nothing had to be.
  virtual bool stop(std::chrono::milliseconds grace) = 0;
};

/// Listens and serves until it is stopped or destroyed; the handler must outlive it. Errors: `invalid` for an address
/// that isn't numeric or a certificate or key that can't be used, `retry` for an address that is taken.
[[nodiscard]] Result<std::unique_ptr<HttpServer>> start_http_server(HttpHandler& handler, HttpServerSettings settings);

}  // namespace dietz
