#pragma once

#include "base/result.hpp"
#include "http/server_settings.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace dietz {

/// TLS 1.2 and 1.3 for a server, with forward secrecy and authenticated ciphers only, and HTTP/1.1 as the only protocol
/// to choose (ALPN).
[[nodiscard]] Result<std::unique_ptr<boost::asio::ssl::context>> make_tls_context(const TlsFiles& files);

}  // namespace dietz
