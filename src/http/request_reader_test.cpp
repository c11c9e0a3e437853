#include "http/request_reader.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace dietz {
namespace {

constexpr std::size_t limit = 100;

/// Reads one request in pieces of a size; what is left of the text comes back.
std::string read_in_pieces(HttpRequestReader& reader, std::string text, std::size_t piece) {
  while (!text.empty() && !reader.is_done() && !reader.failed()) {
    const std::size_t used = reader.feed(std::string_view(text).substr(0, piece));
    if (reader.wants_decision()) {
      reader.allow_body(limit);
    } else if (used == 0 && !reader.failed()) {
      ADD_FAILURE() << "no progress";
      break;
    }
    text.erase(0, used);
  }
  return text;
}

std::string get(const std::string& fields, const std::string& target = "/a") {
  return "GET " + target + " HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n";
}

std::string post(const std::string& fields, const std::string& body) {
  return "POST /a HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n" + body;
}

/// The status that a text is refused with whatever its pieces, 0 if it makes a request, -1 if it isn't all of one.
int status_of(const std::string& text) {
  std::vector<int> statuses;
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, text.size()}) {
    HttpRequestReader reader;
    read_in_pieces(reader, text, piece);
    statuses.push_back(reader.failed() ? reader.status() : reader.is_done() ? 0 : -1);
  }
  EXPECT_EQ(statuses[0], statuses[1]) << text;
  EXPECT_EQ(statuses[0], statuses[2]) << text;
  return statuses[0];
}

TEST(HttpRequestReader, reads_a_request_whatever_its_pieces) {
  const std::string text =
      "\r\nPOST /v1/x%20y?a=1&b HTTP/1.1\r\nhOST:  h:80 \t\r\nX-A:\r\nContent-Length: 5\r\n\r\nhello";
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    HttpRequestReader reader;
    EXPECT_EQ(read_in_pieces(reader, text + "GET", piece), "GET");
    ASSERT_TRUE(reader.is_done());
    EXPECT_EQ(reader.request().method, "POST");
    EXPECT_EQ(reader.request().path, "/v1/x%20y");
    EXPECT_EQ(reader.request().query, "a=1&b");
    EXPECT_EQ(*reader.request().fields.find("host"), "h:80");
    EXPECT_EQ(*reader.request().fields.find("x-a"), "");
    EXPECT_EQ(reader.request().body, "hello");
    EXPECT_TRUE(reader.keeps_alive());
  }
}

TEST(HttpRequestReader, joins_chunks_and_drops_extensions_and_trailers) {
  const std::string text =
      post("Transfer-Encoding: Chunked\r\n", "3;x=\"y\"\r\nabc\r\n0A\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n");
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    HttpRequestReader reader;
    EXPECT_EQ(read_in_pieces(reader, text + "next", piece), "next");
    ASSERT_TRUE(reader.is_done()) << reader.reason();
    EXPECT_EQ(reader.request().body, "abc0123456789");
    EXPECT_EQ(reader.request().fields.find("X-T"), nullptr);
  }
}

TEST(HttpRequestReader, refuses_what_two_readers_could_read_differently) {
  EXPECT_EQ(status_of(post("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")), 400);
  EXPECT_EQ(status_of(post("Content-Length: 2\r\nContent-Length: 2\r\n", "ab")), 400);
  EXPECT_EQ(status_of(post("Content-Length: 2, 2\r\n", "ab")), 400);
  for (const char* length : {"+2", "-2", "0x2", "2 2", "", "two", "2.0", "99999999999999999999"})
    EXPECT_EQ(status_of(post("Content-Length: " + std::string(length) + "\r\n", "ab")), 400) << length;
  for (const char* coding : {"identity", "gzip, chunked", "chunked, chunked", "xchunked", "chunked;q=1", ""})
    EXPECT_EQ(status_of(post("Transfer-Encoding: " + std::string(coding) + "\r\n", "0\r\n\r\n")), 501) << coding;
  EXPECT_EQ(status_of(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")), 400);
  EXPECT_EQ(status_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400);
  for (const char* chunks :
       {"FFFFFFFFFFFFFFFFF\r\n", "100000000\r\n", "0x2\r\nab\r\n", " 2\r\nab\r\n", "2 \r\nab\r\n", "-1\r\n", "\r\n",
        "g\r\n", "2\nab\r\n", "2\r\nabc\r\n", "2\r\nab\n", "2;\x01\r\nab\r\n", "0\r\n x\r\n\r\n"})
    EXPECT_EQ(status_of(post("Transfer-Encoding: chunked\r\n", chunks)), 400) << chunks;
}

TEST(HttpRequestReader, refuses_malformed_lines_and_fields) {
  for (const char* line :
       {"GET  / HTTP/1.1", "GET / HTTP/1.1 ", " GET / HTTP/1.1", "GET /", "GET", "G(T / HTTP/1.1", "GET /\x7F HTTP/1.1",
        "GET /\xC3\xA4 HTTP/1.1", "GET a HTTP/1.1", "GET /#a HTTP/1.1", "GET / http/1.1", "GET / HTTP/11",
        "GET / HTTP/1.x", "GET /\t HTTP/1.1", "GET http:///a HTTP/1.1", "GET ftp://h/ HTTP/1.1"})
    EXPECT_EQ(status_of(std::string(line) + "\r\nHost: h\r\n\r\n"), 400) << line;
  for (const char* line : {"GET / HTTP/2.0", "GET / HTTP/9.9", "GET / HTTP/1.2", "GET / HTTP/0.9"})
    EXPECT_EQ(status_of(std::string(line) + "\r\nHost: h\r\n\r\n"), 505) << line;
  for (const char* field :
       {" X: 1", "\tX: 1", "X : 1", "X", ": 1", "X Y: 1", "X: a\x01", "X: a\x7F", "Host: h", "X: a\rb", "(X): 1"})
    EXPECT_EQ(status_of(get(std::string(field) + "\r\n")), 400) << field;
  EXPECT_EQ(status_of(get(std::string("X: a\0b\r\n", 8))), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\n"), 400) << "a bare line feed";
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: h\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\n\r\n"), 400) << "no Host";
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost:\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: a b\r\n\r\n"), 400);
  EXPECT_EQ(status_of("\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"), 400) << "two empty lines";
  EXPECT_EQ(status_of(get("Authorization: Bearer a\r\nauthorization: Bearer b\r\n")), 400);
  EXPECT_EQ(status_of(get("Expect: the-unexpected\r\n")), 417);
  EXPECT_EQ(status_of(get("Expect: 100-continue\r\n")), 0);
}

TEST(HttpRequestReader, holds_every_limit_at_its_edge) {
  EXPECT_EQ(status_of(get("", "/" + std::string(8'191, 'a'))), 0);
  EXPECT_EQ(status_of(get("", "/" + std::string(8'192, 'a'))), 414);
  EXPECT_EQ(status_of("GET /" + std::string(65'536, 'a')), 414) << "before the line ends";
  const std::string head = get("");
  const std::size_t room = 32'768 - head.size() - std::string("X: \r\n").size();
  EXPECT_EQ(status_of(get("X: " + std::string(room, 'a') + "\r\n")), 0);
  EXPECT_EQ(status_of(get("X: " + std::string(room + 1, 'a') + "\r\n")), 431);
  std::string fields;
  for (int i = 0; i < 99; ++i) fields += "X: 1\r\n";
  EXPECT_EQ(status_of(get(fields)), 0);
  EXPECT_EQ(status_of(get(fields + "X: 1\r\n")), 431);
  EXPECT_EQ(status_of(post("Content-Length: 100\r\n", std::string(100, 'b'))), 0);
  EXPECT_EQ(status_of(post("Content-Length: 101\r\n", "")), 413) << "before the body comes";
  EXPECT_EQ(status_of(post("Transfer-Encoding: chunked\r\n", "64\r\n" + std::string(100, 'b') + "\r\n0\r\n\r\n")), 0);
  EXPECT_EQ(status_of(post("Transfer-Encoding: chunked\r\n", "65\r\n")), 413);
  EXPECT_EQ(status_of(post("Transfer-Encoding: chunked\r\n", "64\r\n" + std::string(100, 'b') + "\r\n1\r\n")), 413);
  EXPECT_EQ(status_of(post("Transfer-Encoding: chunked\r\n", "1;" + std::string(300, 'x') + "\r\n")), 400);
  EXPECT_EQ(status_of(post("Transfer-Encoding: chunked\r\n", "0\r\nX: " + std::string(5'000, 'x') + "\r\n\r\n")), 431);
}

TEST(HttpRequestReader, takes_a_target_in_absolute_form_for_its_path) {
  HttpRequestReader reader;
  read_in_pieces(reader, get("", "http://h:80/a?b=c"), 1'000);
  ASSERT_TRUE(reader.is_done());
  EXPECT_EQ(reader.request().path, "/a");
  EXPECT_EQ(reader.request().query, "b=c");
  reader.reset();
  read_in_pieces(reader, get("", "http://h?q"), 1'000);
  EXPECT_EQ(reader.request().path, "/");
  EXPECT_EQ(reader.request().query, "q");
}

TEST(HttpRequestReader, knows_whether_the_connection_stays) {
  const auto keeps = [](const std::string& text) {
    HttpRequestReader reader;
    read_in_pieces(reader, text, 1'000);
    return reader.keeps_alive();
  };
  EXPECT_TRUE(keeps(get("")));
  EXPECT_TRUE(keeps(get("Connection: keep-alive, X\r\n")));
  EXPECT_FALSE(keeps(get("Connection: X , cLoSe\r\n")));
  EXPECT_FALSE(keeps(get("Connection: keep-alive\r\nConnection: close\r\n")));
  EXPECT_FALSE(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

TEST(HttpRequestReader, says_whether_a_request_is_under_way_and_a_continue_is_waited_for) {
  HttpRequestReader reader;
  EXPECT_FALSE(reader.is_under_way());
  reader.feed("P");
  EXPECT_TRUE(reader.is_under_way());
  reader.feed(std::string_view(post("Content-Length: 1\r\nExpect: 100-Continue\r\n", "")).substr(1));
  ASSERT_TRUE(reader.wants_decision());
  EXPECT_TRUE(reader.expects_continue());
  EXPECT_EQ(reader.body_at_most(limit), 1U);
  reader.allow_body(limit);
  reader.feed("x");
  EXPECT_TRUE(reader.is_done());
  reader.reset();
  EXPECT_FALSE(reader.is_under_way());
  EXPECT_EQ(reader.request().body, "");
}

}  // namespace
}  // namespace dietz
