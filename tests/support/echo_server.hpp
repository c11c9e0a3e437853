#pragma once

#include "engines/asio/http_server.hpp"
#include "support/raw_client.hpp"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace dietz::test {

/// Answers with what it was asked, `/slow` only when it is let, `/throw` not at all, `/stream` without an end.
class EchoHandler : public HttpHandler {
 public:
  HttpResponse handle(const HttpRequest& request) override {
    if (request.path == "/throw") throw std::runtime_error("bad");
    if (request.path == "/slow") wait();
    HttpResponse response;
    if (request.path == "/stream") {
      response.stream = [this](const std::shared_ptr<HttpStream>& stream) {
        const std::lock_guard lock(guard_);
        streams.push_back(stream);
        change_.notify_all();
      };
      return response;
    }
    if (request.path == "/big")
      response.body = std::string(20'000'000, 'b');
    else
      response.body = request.method + " " + request.path + " " + request.body;
    ++handled;
    return response;
  }
  HttpResponse refuse(int status, std::string_view reason) override {
    HttpResponse response;
    response.status = status;
    response.body = reason;
    return response;
  }
  std::size_t body_limit(const HttpRequest& head) const override { return head.path == "/import" ? 1'000'000 : 1'000; }
  bool is_immediate(const HttpRequest& head) const override { return head.path == "/now"; }

  void wait_for_slow(int count) {
    std::unique_lock lock(guard_);
    change_.wait(lock, [&] { return waiting_ >= count; });
  }
  void let_slow_go() {
    const std::lock_guard lock(guard_);
    released_ = true;
    change_.notify_all();
  }
  std::shared_ptr<HttpStream> first_stream() {
    std::unique_lock lock(guard_);
    change_.wait(lock, [&] { return !streams.empty(); });
    return streams.front();
  }

  std::atomic<int> handled{0};
  std::vector<std::shared_ptr<HttpStream>> streams;

 private:
  void wait() {
    std::unique_lock lock(guard_);
    ++waiting_;
    change_.notify_all();
    change_.wait(lock, [&] { return released_; });
  }
  std::mutex guard_;
  std::condition_variable change_;
  int waiting_ = 0;
  bool released_ = false;
};

[[nodiscard]] inline std::unique_ptr<HttpServer> started(HttpHandler& handler, HttpServerSettings settings = {}) {
  auto server = start_http_server(handler, std::move(settings));
  if (!server) throw std::runtime_error(server.error().message());
  return std::move(server).value();
}

[[nodiscard]] inline std::string get(const std::string& path, const std::string& more = "") {
  return "GET " + path + " HTTP/1.1\r\nHost: h\r\n" + more + "\r\n";
}

[[nodiscard]] inline std::string body_of(const std::string& response) {
  return response.substr(response.find("\r\n\r\n") + 4);
}

}  // namespace dietz::test
