#include "support/echo_server.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace dietz {
namespace {

using namespace std::chrono_literals;
using test::body_of;
using test::EchoHandler;
using test::get;
using test::RawClient;
using test::started;
using test::status_of;

TEST(HttpServer, keeps_a_connection_and_the_order_of_requests_sent_ahead) {
  EchoHandler handler;
  const auto server = started(handler);
  RawClient client(server->port());
  std::string all;
  for (int i = 0; i < 50; ++i) all += get(i % 3 == 0 ? "/now" : "/" + std::to_string(i));
  client.send(all);
  for (int i = 0; i < 50; ++i)
    EXPECT_EQ(body_of(client.receive_response()), i % 3 == 0 ? "GET /now " : "GET /" + std::to_string(i) + " ");
  client.send(get("/last", "Connection: close\r\n"));
  const std::string last = client.receive_all();
  EXPECT_NE(last.find("Connection: close"), std::string::npos);
  EXPECT_TRUE(client.closed());
}

TEST(HttpServer, answers_head_without_a_body_and_continues_where_it_is_asked) {
  EchoHandler handler;
  const auto server = started(handler);
  RawClient client(server->port());
  client.send("HEAD /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  const std::string head = client.receive_all();
  EXPECT_NE(head.find("Content-Length: 8\r\n"), std::string::npos);
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
  RawClient patient(server->port());
  patient.send("POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(patient.receive_response(), "HTTP/1.1 100 Continue\r\n\r\n");
  patient.send("hi");
  EXPECT_EQ(body_of(patient.receive_response()), "POST /a hi");
}

TEST(HttpServer, refuses_a_body_over_the_routes_limit_without_reading_it) {
  EchoHandler handler;
  const auto server = started(handler);
  RawClient client(server->port());
  client.send("POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n\r\n");
  EXPECT_EQ(status_of(client.receive_all()), 413);
  EXPECT_TRUE(client.closed());
  RawClient chunked(server->port());
  chunked.send("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n");
  EXPECT_EQ(status_of(chunked.receive_all()), 413);
  RawClient import(server->port());
  import.send("POST /import HTTP/1.1\r\nHost: h\r\nContent-Length: 500000\r\n\r\n" + std::string(500'000, 'i'));
  EXPECT_EQ(status_of(import.receive_response()), 200);
  EXPECT_EQ(server->counts().refused, 2U);
}

TEST(HttpServer, turns_an_exception_into_500) {
  EchoHandler handler;
  const auto server = started(handler);
  RawClient client(server->port());
  client.send(get("/throw") + get("/after"));
  EXPECT_EQ(status_of(client.receive_response()), 500);
  EXPECT_EQ(status_of(client.receive_response()), 200);
}

TEST(HttpServer, sheds_what_its_queue_cannot_hold_and_still_answers_at_once) {
  EchoHandler handler;
  HttpServerSettings settings;
  settings.workers = 2;
  settings.queue = 3;
  const auto server = started(handler, settings);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 2; ++i) {
    clients.push_back(std::make_unique<RawClient>(server->port()));
    clients.back()->send(get("/slow"));
  }
  handler.wait_for_slow(2);
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<RawClient>(server->port()));
    clients.back()->send(get("/slow"));
  }
  while (server->counts().requests < 5) std::this_thread::sleep_for(1ms);
  RawClient late(server->port());
  const auto begin = std::chrono::steady_clock::now();
  late.send(get("/a"));
  const std::string refusal = late.receive_response();
  EXPECT_EQ(status_of(refusal), 503);
  EXPECT_NE(refusal.find("Retry-After: 1"), std::string::npos);
  late.send(get("/now"));
  EXPECT_EQ(status_of(late.receive_response()), 200) << "what needs no worker is served";
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 2s);
  handler.let_slow_go();
  for (const auto& client : clients) EXPECT_EQ(status_of(client->receive_response()), 200);
  late.send(get("/a"));
  EXPECT_EQ(status_of(late.receive_response()), 200) << "the connection was kept";
  EXPECT_EQ(server->counts().shed, 1U);
}

TEST(HttpServer, does_not_begin_what_has_waited_too_long) {
  EchoHandler handler;
  HttpServerSettings settings;
  settings.workers = 1;
  settings.queue_timeout = 50ms;
  const auto server = started(handler, settings);
  RawClient first(server->port());
  first.send(get("/slow"));
  handler.wait_for_slow(1);
  RawClient second(server->port());
  second.send(get("/a"));
  std::this_thread::sleep_for(150ms);
  handler.let_slow_go();
  EXPECT_EQ(status_of(first.receive_response()), 200);
  EXPECT_EQ(status_of(second.receive_response()), 503);
  EXPECT_EQ(handler.handled, 1);
}

TEST(HttpServer, ends_slow_and_idle_connections) {
  EchoHandler handler;
  HttpServerSettings settings;
  settings.head_timeout = 200ms;
  settings.body_timeout = 200ms;
  settings.idle_timeout = 200ms;
  const auto server = started(handler, settings);
  RawClient slow_head(server->port());
  slow_head.send("GET / HTTP/1.1\r\nHost");
  RawClient slow_body(server->port());
  slow_body.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab");
  RawClient idle(server->port());
  EXPECT_EQ(status_of(slow_head.receive_all(3'000)), 408);
  EXPECT_EQ(status_of(slow_body.receive_all(3'000)), 408);
  EXPECT_EQ(idle.receive_all(3'000), "");
  EXPECT_TRUE(slow_head.closed() && slow_body.closed() && idle.closed());
}

TEST(HttpServer, cannot_be_kept_by_a_byte_now_and_then) {
  EchoHandler handler;
  HttpServerSettings settings;
  settings.head_timeout = 300ms;
  const auto server = started(handler, settings);
  RawClient client(server->port());
  bool alive = client.send("GET / HTTP/1.1\r\n");
  const auto begin = std::chrono::steady_clock::now();
  while (alive && std::chrono::steady_clock::now() - begin < 5s) {
    alive = client.send("X");
    std::this_thread::sleep_for(20ms);
    if (!client.receive_all(0).empty() || client.closed()) break;
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 3s);
}

TEST(HttpServer, ends_a_reader_that_takes_nothing) {
  EchoHandler handler;
  HttpServerSettings settings;
  settings.write_timeout = 300ms;
  const auto server = started(handler, settings);
  RawClient client(server->port());
  client.send(get("/big"));
  while (server->counts().requests == 0) std::this_thread::sleep_for(1ms);
  const auto begin = std::chrono::steady_clock::now();
  while (server->counts().connections > 0 && std::chrono::steady_clock::now() - begin < 5s)
    std::this_thread::sleep_for(10ms);
  EXPECT_EQ(server->counts().connections, 0U);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 200ms);
}

TEST(HttpServer, turns_connections_away_above_its_number) {
  EchoHandler handler;
  HttpServerSettings settings;
  settings.connections = 3;
  const auto server = started(handler, settings);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<RawClient>(server->port()));
    clients.back()->send(get("/now"));
    EXPECT_EQ(status_of(clients.back()->receive_response()), 200);
  }
  RawClient fourth(server->port());
  EXPECT_EQ(status_of(fourth.receive_all(3'000)), 503);
  clients.pop_back();
  const auto begin = std::chrono::steady_clock::now();
  while (server->counts().connections > 2 && std::chrono::steady_clock::now() - begin < 5s)
    std::this_thread::sleep_for(5ms);
  RawClient fifth(server->port());
  fifth.send(get("/now"));
  EXPECT_EQ(status_of(fifth.receive_response()), 200);
}

TEST(HttpServer, keeps_all_bodies_together_within_its_memory) {
  EchoHandler handler;
  HttpServerSettings settings;
  settings.body_bytes = 1'500'000;
  const auto server = started(handler, settings);
  const std::string head = "POST /import HTTP/1.1\r\nHost: h\r\nContent-Length: 900000\r\n\r\n";
  RawClient first(server->port());
  first.send(head + "i");
  while (server->counts().connections < 1) std::this_thread::sleep_for(1ms);
  std::this_thread::sleep_for(50ms);
  RawClient second(server->port());
  second.send(head);
  const std::string refusal = second.receive_all();
  EXPECT_EQ(status_of(refusal), 503);
  EXPECT_NE(refusal.find("Retry-After: 1"), std::string::npos);
  RawClient small(server->port());
  small.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_EQ(status_of(small.receive_response()), 200);
  first.send(std::string(899'999, 'i'));
  EXPECT_EQ(status_of(first.receive_response()), 200);
  for (int i = 0; i < 3; ++i) {
    first.send(head + std::string(900'000, 'i'));
    EXPECT_EQ(status_of(first.receive_response()), 200) << "what was answered takes no room";
  }
}

TEST(HttpServer, serves_others_while_hundreds_are_slow) {
  EchoHandler handler;
  const auto server = started(handler);
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 400; ++i) {
    slow.push_back(std::make_unique<RawClient>(server->port()));
    slow.back()->send(i % 2 == 0 ? "GET / HTTP/1.1\r\nHo" : "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nx");
  }
  RawClient healthy(server->port());
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 200; ++i) {
    healthy.send(get("/a"));
    EXPECT_EQ(status_of(healthy.receive_response()), 200);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
  EXPECT_EQ(server->counts().connections, 401U);
}

TEST(HttpServer, says_why_it_cannot_listen) {
  EchoHandler handler;
  HttpServerSettings settings;
  settings.address = "localhost";
  EXPECT_EQ(start_http_server(handler, settings).error().kind, ErrorKind::invalid);
  const auto first = started(handler);
  settings.address = "127.0.0.1";
  settings.port = first->port();
  EXPECT_EQ(start_http_server(handler, settings).error().kind, ErrorKind::retry);
  settings.tls = TlsFiles{"/nowhere/cert.pem", "/nowhere/key.pem"};
  EXPECT_EQ(start_http_server(handler, settings).error().problems.front().origin.file, "/nowhere/cert.pem");
}

}  // namespace
}  // namespace dietz
