#include "support/echo_server.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace dietz {
namespace {

using namespace std::chrono_literals;
using test::EchoHandler;
using test::get;
using test::RawClient;
using test::started;
using test::status_of;

TEST(HttpServer, finishes_what_is_under_way_when_it_stops) {
  EchoHandler handler;
  const auto server = started(handler);
  RawClient busy(server->port());
  busy.send(get("/slow"));
  handler.wait_for_slow(1);
  RawClient idle(server->port());
  RawClient kept(server->port());
  kept.send(get("/now"));
  kept.receive_response();
  std::atomic<bool> all_finished{false};
  std::thread stopper([&] { all_finished = server->stop(10s); });
  std::this_thread::sleep_for(50ms);
  kept.send(get("/at-the-last-moment"));
  const std::string last = kept.receive_response();
  EXPECT_EQ(status_of(last), 200);
  EXPECT_NE(last.find("Connection: close"), std::string::npos);
  EXPECT_EQ(idle.receive_all(3'000), "");
  EXPECT_TRUE(idle.closed());
  RawClient refused(server->port());
  EXPECT_FALSE(refused.connected());
  handler.let_slow_go();
  EXPECT_EQ(status_of(busy.receive_response()), 200);
  stopper.join();
  EXPECT_TRUE(all_finished);
}

TEST(HttpServer, cuts_off_what_is_left_after_the_grace) {
  EchoHandler handler;
  const auto server = started(handler);
  RawClient busy(server->port());
  busy.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab");
  while (server->counts().connections == 0) std::this_thread::sleep_for(1ms);
  EXPECT_FALSE(server->stop(100ms));
  EXPECT_EQ(busy.receive_all(), "");
  EXPECT_TRUE(busy.closed());
}

TEST(HttpServer, drops_no_request_that_it_has_taken_when_it_stops_under_load) {
  for (int round = 0; round < 5; ++round) {
    EchoHandler handler;
    HttpServerSettings settings;
    settings.loops = 2;
    const auto server = started(handler, settings);
    std::atomic<int> lost{0};
    std::atomic<int> answered{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        RawClient client(server->port());
        while (client.connected() && client.send(get("/x"))) {
          const std::string response = client.receive_response();
          if (status_of(response) != 200) {
            ++lost;
            return;
          }
          ++answered;
          if (response.find("Connection: close") != std::string::npos) return;
        }
      });
    }
    std::this_thread::sleep_for(50ms);
    EXPECT_TRUE(server->stop(5s));
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(lost, 0);
    EXPECT_GT(answered, 4);
  }
}

TEST(HttpServer, streams_until_it_is_told_to_end) {
  EchoHandler handler;
  const auto server = started(handler);
  RawClient client(server->port());
  client.send(get("/stream"));
  const auto stream = handler.first_stream();
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(stream->write("data: " + std::to_string(i) + "\n\n"));
  stream->close();
  EXPECT_FALSE(stream->write("late"));
  const std::string received = client.receive_all(3'000);
  EXPECT_EQ(received.find("Content-Length"), std::string::npos);
  EXPECT_NE(received.find("data: 0\n\n"), std::string::npos);
  EXPECT_TRUE(received.ends_with("data: 99\n\n"));
  EXPECT_TRUE(client.closed());
}

TEST(HttpServer, ends_a_stream_whose_reader_is_gone_or_too_slow) {
  EchoHandler handler;
  HttpServerSettings settings;
  settings.unread_stream_bytes = 100'000;
  const auto server = started(handler, settings);
  auto client = std::make_unique<RawClient>(server->port());
  client->send(get("/stream"));
  const auto stream = handler.first_stream();
  const auto begin = std::chrono::steady_clock::now();
  while (stream->write(std::string(50'000, 's')) && std::chrono::steady_clock::now() - begin < 10s) {
  }
  EXPECT_FALSE(stream->is_open());
  client.reset();
  RawClient other(server->port());
  other.send(get("/stream"));
  EXPECT_TRUE(server->stop(2s)) << "a stop ends streams";
}

}  // namespace
}  // namespace dietz
