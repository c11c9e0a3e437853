#pragma once

#include "http/request_reader.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace dietz {

/// PEM files of a server's certificate (with its chain) and key.
struct TlsFiles {
  std::string certificate;
  std::string key;
};

/// How a server listens, and what it bears at most.
struct HttpServerSettings {
  std::string address = "127.0.0.1";  ///< numeric
  std::uint16_t port = 0;             ///< 0: any free one
  std::optional<TlsFiles> tls;        ///< without it, plain HTTP

  HttpLimits limits;
  std::size_t loops = 1;                 ///< threads that read and write
  std::size_t workers = 4;               ///< threads that handle requests
  std::size_t queue = 256;               ///< requests that wait for a worker; more are answered 503
  std::size_t connections = 4'096;       ///< more are answered 503 and closed
  std::size_t body_bytes = 268'435'456;  ///< of all bodies that are being read or handled; more are answered 503
  std::size_t requests_per_connection = 100'000;
  std::size_t unread_stream_bytes = 1'048'576;  ///< of one stream; a reader that is further behind is cut off

  std::chrono::milliseconds handshake_timeout{10'000};
  std::chrono::milliseconds head_timeout{10'000};  ///< from a request's first byte to its head's last
  std::chrono::milliseconds body_timeout{60'000};  ///< from the head's last byte to the body's last
  std::chrono::milliseconds idle_timeout{60'000};  ///< between requests
  std::chrono::milliseconds write_timeout{30'000};
  std::chrono::milliseconds queue_timeout{1'000};  ///< a request that waited longer is answered 503
  std::chrono::milliseconds closing_idle{250};     ///< how long a stop waits for a request on an idle connection
};

}  // namespace dietz
