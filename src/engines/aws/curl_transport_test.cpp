#include "engines/aws/transport.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <atomic>
#include <functional>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace dietz::aws {
namespace {

/// A server on a loopback port that hands each request, up to the end of its body, to a function and sends what that
/// returns. An empty answer closes the connection.
class LittleServer {
 public:
  using Handler = std::function<std::string(const std::string& request)>;

  explicit LittleServer(Handler handler) : handler_(std::move(handler)), listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(listener_, 8);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    base = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    thread_ = std::thread([this] { serve(); });
  }
  LittleServer(const LittleServer&) = delete;
  LittleServer& operator=(const LittleServer&) = delete;
  ~LittleServer() {
    ::shutdown(listener_, SHUT_RDWR);
    ::close(listener_);
    thread_.join();
  }

  std::string base;
  std::atomic<int> connections = 0;

 private:
  void serve() {
    for (;;) {
      const int connection = ::accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      ++connections;
      std::string text;
      char buffer[4096];
      for (;;) {
        const auto got = ::recv(connection, buffer, sizeof buffer, 0);
        if (got <= 0) break;
        text.append(buffer, static_cast<std::size_t>(got));
        if (!complete(text)) continue;
        const std::string answer = handler_(text);
        text.clear();
        if (answer.empty()) break;
        if (::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) break;
      }
      ::close(connection);
    }
  }
  static bool complete(const std::string& text) {
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    const std::size_t length = text.find("Content-Length: ");
    const std::size_t body = length == std::string::npos || length > end ? 0 : std::stoul(text.substr(length + 16));
    return text.size() >= end + 4 + body;
  }

  Handler handler_;
  int listener_;
  std::thread thread_;
};

constexpr std::chrono::milliseconds limit{2'000};

TEST(CurlTransport, a_request_goes_out_as_it_is_and_the_answer_comes_back) {
  std::string seen;
  LittleServer server([&](const std::string& request) {
    seen = request;
    return "HTTP/1.1 400 Bad Request\r\nX-One:  two \r\nContent-Length: 3\r\n\r\nbad";
  });
  const auto transport = make_curl_transport();
  const Request request{"POST",
                        "/a/../b%20c",
                        "x=1&y",
                        {{"X-Amz-Target", "T.Op"}, {"Content-Type", "application/x-amz-json-1.0"}},
                        std::string("{\0}", 3)};
  const Exchange exchange = transport->send(server.base, request, limit);
  ASSERT_EQ(exchange.outcome, Exchange::Outcome::answered);
  EXPECT_EQ(exchange.response.status, 400);
  EXPECT_EQ(exchange.response.body, "bad");
  EXPECT_EQ(exchange.response.header("x-ONE"), "two");
  EXPECT_EQ(seen.rfind("POST /a/../b%20c?x=1&y HTTP/1.1\r\n", 0), 0U) << seen;
  EXPECT_NE(seen.find("X-Amz-Target: T.Op\r\n"), std::string::npos);
  EXPECT_EQ(seen.find("Expect"), std::string::npos);
  EXPECT_TRUE(seen.ends_with(std::string("\r\n\r\n{\0}", 7)));
}

TEST(CurlTransport, connections_are_used_again) {
  LittleServer server([](const std::string&) { return "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"; });
  const auto transport = make_curl_transport();
  for (int i = 0; i < 5; ++i) ASSERT_EQ(transport->send(server.base, {}, limit).response.status, 200);
  EXPECT_EQ(server.connections, 1);
}

TEST(CurlTransport, each_method_is_sent_as_named) {
  std::string first_word;
  LittleServer server([&](const std::string& request) {
    first_word = request.substr(0, request.find(' '));
    return first_word == "HEAD" ? "HTTP/1.1 200 OK\r\n\r\n" : "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  });
  const auto transport = make_curl_transport();
  for (const std::string method : {"GET", "PUT", "POST", "DELETE", "HEAD"}) {
    EXPECT_EQ(transport->send(server.base, {method, "/", "", {}, method == "PUT" ? "x" : ""}, limit).response.status,
              200);
    EXPECT_EQ(first_word, method);
  }
}

TEST(CurlTransport, nobody_there_means_nothing_was_sent) {
  std::string base;
  {
    base = LittleServer([](const std::string&) { return ""; }).base;
  }
  EXPECT_EQ(make_curl_transport()->send(base, {}, limit).outcome, Exchange::Outcome::not_sent);
}

TEST(CurlTransport, no_answer_is_an_unknown_outcome) {
  LittleServer closes([](const std::string&) { return ""; });
  EXPECT_EQ(make_curl_transport()->send(closes.base, {}, limit).outcome, Exchange::Outcome::unknown);
  LittleServer stalls([](const std::string&) { return "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"; });
  const Exchange exchange = make_curl_transport()->send(stalls.base, {}, std::chrono::milliseconds(200));
  EXPECT_EQ(exchange.outcome, Exchange::Outcome::unknown);
  EXPECT_FALSE(exchange.problem.empty());
}

TEST(CurlTransport, redirects_are_not_followed) {
  LittleServer server([](const std::string&) {
    return "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
  });
  EXPECT_EQ(make_curl_transport()->send(server.base, {}, limit).response.status, 301);
}

TEST(CurlTransport, other_protocols_are_refused) {
  EXPECT_EQ(make_curl_transport()->send("file:///etc", {"GET", "/hostname", "", {}, ""}, limit).outcome,
            Exchange::Outcome::not_sent);
}

}  // namespace
}  // namespace dietz::aws
