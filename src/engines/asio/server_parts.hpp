#pragma once

#include "engines/asio/event_loop.hpp"
#include "engines/asio/worker_pool.hpp"
#include "http/message.hpp"
#include "http/server_settings.hpp"

#include <atomic>
#include <cstdint>

namespace dietz {

/// What all connections of a server share.
struct ServerParts {
  HttpHandler& handler;
  const HttpServerSettings settings;
  WorkerPool workers;
  std::atomic<bool> stopping{false};
  std::atomic<std::uint64_t> connections{0};
  std::atomic<std::size_t> body_bytes{0};  ///< that bodies have or may come to have
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> shed{0};
  std::atomic<std::uint64_t> refused{0};

  ServerParts(HttpHandler& handler_, HttpServerSettings settings_)
      : handler(handler_), settings(std::move(settings_)), workers(settings.workers, settings.queue) {}
};

}  // namespace dietz
