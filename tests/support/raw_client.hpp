#pragma once

#include <algorithm>
#include <arpa/inet.h>
#include <cstdint>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace dietz::test {

/// A connection to a port of this machine that sends and receives bytes as they are.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient() { ::close(socket_); }

  [[nodiscard]] bool connected() const { return connected_; }

  /// False when the other side has closed before all was sent.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// Bytes until the other side closes, or nothing comes for a while; `closed()` tells which.
  std::string receive_all(int patience_ms = 1'000) {
    std::string text;
    while (receive_some(text, patience_ms)) {
    }
    return text;
  }

  /// One whole response with its body (as long as Content-Length says).
  std::string receive_response(int patience_ms = 5'000) {
    while (true) {
      const std::size_t end = held_.find("\r\n\r\n");
      if (end != std::string::npos) {
        const std::size_t size = end + 4 + length_of(std::string_view(held_).substr(0, end));
        if (held_.size() >= size) {
          std::string response = held_.substr(0, size);
          held_.erase(0, size);
          return response;
        }
      }
      if (!receive_some(held_, patience_ms)) return std::exchange(held_, {});
    }
  }
  [[nodiscard]] bool closed() const { return closed_; }

  static std::size_t length_of(std::string_view head) {
    const std::size_t at = head.find("Content-Length: ");
    return at == std::string_view::npos ? 0 : std::stoul(std::string(head.substr(at + 16, 12)));
  }

 private:
  bool receive_some(std::string& into, int patience_ms) {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, patience_ms) <= 0) return false;
    char buffer[16'384];
    const ssize_t got = ::recv(socket_, buffer, sizeof buffer, 0);
    if (got <= 0) {
      closed_ = true;
      return false;
    }
    into.append(buffer, static_cast<std::size_t>(got));
    return true;
  }

  int socket_;
  bool connected_ = false;
  bool closed_ = false;
  std::string held_;
};

/// The responses that stand in a text one behind the other, each cut by its length.
[[nodiscard]] inline std::vector<std::string> split_responses(std::string_view text) {
  std::vector<std::string> responses;
  while (!text.empty()) {
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string_view::npos) {
      responses.emplace_back(text);
      break;
    }
    const std::size_t size = end + 4 + RawClient::length_of(text.substr(0, end));
    responses.emplace_back(text.substr(0, size));
    text.remove_prefix(std::min(text.size(), size));
  }
  return responses;
}

/// The status of a response, or 0.
[[nodiscard]] inline int status_of(std::string_view response) {
  return response.starts_with("HTTP/1.1 ") && response.size() > 12 ? std::stoi(std::string(response.substr(9, 3))) : 0;
}

}  // namespace dietz::test
