#include "api_handler/address.hpp"
#include "fuzzing.hpp"
#include "http/request_reader.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace dietz;
using fuzz::ensure;

namespace {

constexpr std::size_t body_limit = 1'000;

/// What a connection's bytes come to: the requests in a row, and the refusal that ended them.
struct Reading {
  std::vector<std::string> requests;
  int status = 0;
};

std::string described(const HttpRequest& request) {
  std::string text = request.method + " " + request.path + "?" + request.query + "\n";
  for (const HttpField& field : request.fields.all()) text += field.name + ":" + field.value + "\n";
  return text + request.body;
}

void check(const HttpRequest& request) {
  ensure(!request.method.empty() && (request.path == "*" || request.path.starts_with('/')),
         "a request has a method and a path");
  ensure(request.body.size() <= body_limit, "a body keeps to its limit");
  ensure(request.fields.count("Content-Length") + request.fields.count("Transfer-Encoding") <= 1,
         "a body has one length");
  for (const HttpField& field : request.fields.all())
    ensure(field.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos, "a field is one line");
  (void)path_segments(request.path == "*" ? "" : request.path);
  (void)query_parameters(request.query, {"a", "limit"});
}

Reading read(std::string_view input, std::size_t piece) {
  Reading reading;
  HttpRequestReader reader;
  while (!input.empty() && !reader.failed()) {
    const std::size_t used = reader.feed(input.substr(0, piece));
    input.remove_prefix(used);
    if (reader.wants_decision()) reader.allow_body(body_limit);
    if (reader.is_done()) {
      check(reader.request());
      reading.requests.push_back(described(reader.request()));
      reader.reset();
    }
  }
  if (reader.failed()) {
    reading.status = reader.status();
    ensure(reader.status() >= 400 && !reader.reason().empty() && !reader.keeps_alive(),
           "a refusal says why and ends the connection");
  }
  return reading;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  const Reading whole = read(input, std::max<std::size_t>(1, size));
  for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, std::size_t{17}}) {
    const Reading cut = read(input, piece);
    ensure(cut.requests == whole.requests && cut.status == whole.status, "the cut of the bytes makes no difference");
  }
  return 0;
}
