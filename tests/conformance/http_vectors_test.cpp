#include "codec/json_writer.hpp"
#include "engines/asio/http_server.hpp"
#include "support/api_service.hpp"
#include "support/family_count.hpp"
#include "support/json.hpp"
#include "support/raw_client.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace dietz {
namespace {

using test::Json;
using test::RawClient;

class HttpVectors : public ::testing::Test {
 protected:
  HttpVectors() : server_(std::move(start_http_server(service_.api, settings())).value()) {}

  static HttpServerSettings settings() {
    HttpServerSettings chosen;
    chosen.head_timeout = std::chrono::milliseconds(300);
    chosen.body_timeout = std::chrono::milliseconds(300);
    return chosen;
  }
  std::string answer_to(const std::string& bytes) {
    RawClient client(server_->port());
    client.send(bytes);
    return client.receive_all();
  }
  std::string posted(const std::string& body) {
    return answer_to(
        "POST /v1/things HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer good\r\nContent-Type: application/json\r\n"
        "Connection: close\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n" + body);
  }

  test::SmallService service_;
  std::unique_ptr<HttpServer> server_;
};

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

/// Whether the answers are what a vector allows, else what is wrong.
std::string judged(const Json& vector, const std::vector<std::string>& answers, bool closed) {
  const bool well_formed = vector["class"].text == "valid" || vector["class"].text == "semantics";
  if (vector["class"].text == "valid") {
    if (answers.size() != vector["status"].items.size()) return "another number of answers";
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (test::status_of(answers[i]) != vector["status"].items[i].as_int()) return "another status";
    }
    return "";
  }
  if (answers.size() > 1) return "a second answer";
  if (answers.empty()) return well_formed ? "no answer" : "";
  const auto& allowed = vector["status"].items;
  const int status = test::status_of(answers[0]);
  if (std::none_of(allowed.begin(), allowed.end(), [&](const Json& one) { return one.as_int() == status; }))
    return "status " + std::to_string(status);
  if (vector["close"].is_true() && !closed) return "the connection stays open";
  return "";
}

TEST_F(HttpVectors, are_answered_as_they_say) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("http/raw");
  for (const Json& vector : test::read_json_lines(test::read_text(test::shared_file("vectors/http/raw.jsonl")))) {
    std::string bytes = test::decode_base64(vector["send_b64"].text);
    bytes = replaced(replaced(replaced(bytes, "@PATH@", "/health"), "@POST@", "/v1/things"), "@TOKEN@", "good");
    RawClient client(server_->port());
    client.send(bytes);
    const std::string received = client.receive_all();
    const std::string wrong = judged(vector, test::split_responses(received), client.closed());
    EXPECT_TRUE(count.ran(wrong.empty())) << vector["id"].text << ": " << wrong << "\n" << received.substr(0, 200);
    if (vector["id"].text == "no-auth") {
      EXPECT_NE(received.find("WWW-Authenticate: Bearer"), std::string::npos);
    }
  }
}

TEST_F(HttpVectors, of_json_get_400_where_they_are_malformed) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("json/parsing through the server");
  for (const auto& entry : std::filesystem::directory_iterator(test::shared_file("vectors/json/parsing"))) {
    const std::string name = entry.path().filename().string();
    const int status = test::status_of(posted(test::read_text(entry.path())));
    const bool doubled = name.starts_with("y_object_duplicated_key");
    const bool right = name[0] == 'n' || doubled ? status == 400
                       : name[0] == 'y'          ? status == 422 || status == 201
                                                 : status == 400 || status == 422;
    EXPECT_TRUE(count.ran(right)) << name << ": " << status;
  }
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', digits[byte >> 4], digits[byte & 15U]};
  }
  return encoded;
}

std::string body_of(const std::string& response) {
  return response.substr(std::min(response.size(), response.find("\r\n\r\n") + 4));
}

TEST_F(HttpVectors, of_naughty_strings_come_back_unchanged_or_are_refused) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount bodies("naughty-strings in a body");
  test::FamilyCount paths("naughty-strings in a path");
  test::FamilyCount queries("naughty-strings in a query");
  test::FamilyCount fields("naughty-strings in a field");
  const Json list = test::read_json(test::read_text(test::shared_file("vectors/naughty-strings/blns.json")));
  for (const Json& item : list.items) {
    const std::string& text = item.text;
    JsonWriter body;
    const std::string stored = posted(body.begin_object().key("name").string(text).end_object().take());
    EXPECT_TRUE(
        bodies.ran((test::status_of(stored) == 201 && body_of(stored) == text) || test::status_of(stored) == 422))
        << text << "\n"
        << stored;
    const std::string tail = " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer good\r\nConnection: close\r\n";
    const std::string path = answer_to("GET /v1/things/" + percent_encoded(text) + tail + "\r\n");
    const int path_status = test::status_of(path);
    EXPECT_TRUE(paths.ran((path_status == 200 && body_of(path) == text) || path_status == 400 || path_status == 404))
        << text << "\n"
        << path;
    const std::string query = answer_to("GET /v1/things/1?filter=" + percent_encoded(text) + tail + "\r\n");
    EXPECT_TRUE(
        queries.ran((test::status_of(query) == 200 && body_of(query) == "1|" + text) || test::status_of(query) == 400))
        << text << "\n"
        << query;
    const int field_status = test::status_of(answer_to("GET /v1/things/1" + tail + "X-Text: " + text + "\r\n\r\n"));
    EXPECT_TRUE(fields.ran(field_status == 200 || field_status == 400)) << text;
  }
}

}  // namespace
}  // namespace dietz
