#include "engines/aws/signature_v4.hpp"

#include "support/family_count.hpp"
#include "support/json.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace dietz::aws {
namespace {

std::string text_of(const std::filesystem::path& file) { return test::read_text(file.string()); }

/// A request of the vectors: `METHOD target HTTP/1.1`, headers (a line that begins with a blank goes on), a blank line,
/// the body.
Request read_request(const std::string& text) {
  Request request;
  std::size_t at = 0;
  const auto next_line = [&] {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
  };
  const std::string first = next_line();
  const std::size_t blank = first.find(' ');
  request.method = first.substr(0, blank);
  const std::string target = first.substr(blank + 1, first.rfind(' ') - blank - 1);
  const std::size_t question = std::min(target.find('?'), target.size());
  request.path = target.substr(0, question);
  if (question < target.size()) request.query = target.substr(question + 1);
  while (at < text.size()) {
    const std::string line = next_line();
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      request.headers.back().second += "\n" + line;
    } else {
      request.headers.emplace_back(line.substr(0, line.find(':')), line.substr(line.find(':') + 1));
    }
  }
  request.body = text.substr(at);
  return request;
}

std::string in_basic_form(std::string instant) {
  std::erase_if(instant, [](char c) { return c == '-' || c == ':'; });
  return instant;
}

bool flag(const test::Json& context, std::string_view name) { return context.has(name) && context[name].is_true(); }

TEST(SignatureV4, requests_are_signed_as_aws_signs_them) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount in_headers("sigv4, in headers");
  test::FamilyCount in_query("sigv4, in the query");
  for (const auto& folder : std::filesystem::directory_iterator(test::shared_file("vectors/sigv4"))) {
    if (!folder.is_directory()) continue;
    const std::string name = folder.path().filename().string();
    const test::Json context = test::JsonReader(text_of(folder.path() / "context.json")).read();
    const test::Json& keys = context["credentials"];
    const Credentials credentials{keys["access_key_id"].text, keys["secret_access_key"].text,
                                  keys.has("token") ? keys["token"].text : ""};
    SigningScope scope{context["region"].text, context["service"].text, in_basic_form(context["timestamp"].text)};
    scope.normalize_path = flag(context, "normalize");
    scope.sign_body = flag(context, "sign_body");
    scope.leave_out_session_token = flag(context, "omit_session_token");
    const Request request = read_request(text_of(folder.path() / "request.txt"));

    Request with_headers = request;
    const Signature signature = sign(with_headers, scope, credentials);
    EXPECT_EQ(signature.canonical_request, text_of(folder.path() / "header-canonical-request.txt")) << name;
    EXPECT_EQ(signature.string_to_sign, text_of(folder.path() / "header-string-to-sign.txt")) << name;
    EXPECT_TRUE(in_headers.ran(signature.signature == text_of(folder.path() / "header-signature.txt"))) << name;
    EXPECT_TRUE(std::any_of(with_headers.headers.begin(), with_headers.headers.end(), [&](const auto& header) {
      return header.first == "Authorization" && header.second.ends_with("Signature=" + signature.signature);
    }));

    Request with_query = request;
    const Signature link = presign(with_query, scope, credentials, std::stol(context["expiration_in_seconds"].text));
    EXPECT_EQ(link.canonical_request, text_of(folder.path() / "query-canonical-request.txt")) << name;
    EXPECT_EQ(link.string_to_sign, text_of(folder.path() / "query-string-to-sign.txt")) << name;
    EXPECT_TRUE(in_query.ran(link.signature == text_of(folder.path() / "query-signature.txt"))) << name;
    EXPECT_TRUE(with_query.query.ends_with("X-Amz-Signature=" + link.signature)) << name;
  }
}

TEST(SignatureV4, a_session_token_is_signed_or_added_afterwards) {
  const Credentials session{"AKIDEXAMPLE", "secret", "token/1="};
  SigningScope scope{"us-east-1", "sqs", "20150830T123600Z"};
  Request inside{"POST", "/", "", {{"Host", "sqs.us-east-1.amazonaws.com"}}, "{}"};
  EXPECT_EQ(sign(inside, scope, session).signed_headers, "host;x-amz-date;x-amz-security-token");
  scope.leave_out_session_token = true;
  Request outside{"POST", "/", "", {{"Host", "sqs.us-east-1.amazonaws.com"}}, "{}"};
  EXPECT_EQ(sign(outside, scope, session).signed_headers, "host;x-amz-date");
  EXPECT_EQ(outside.headers.back().first, "X-Amz-Security-Token");
}

TEST(SignatureV4, a_path_of_s3_is_taken_as_it_is_sent) {
  const Credentials keys{"AKIDEXAMPLE", "secret", ""};
  SigningScope scope{"us-east-1", "s3", "20150830T123600Z"};
  scope.encode_path_again = false;
  scope.normalize_path = false;
  Request request{"GET", "/bucket/a%20b//c", "", {{"Host", "s3"}}, ""};
  EXPECT_EQ(sign(request, scope, keys).canonical_request.rfind("GET\n/bucket/a%20b//c\n", 0), 0U);
}

TEST(SignatureV4, parameters_are_decoded_once_and_sorted_by_their_encoded_form) {
  const Credentials keys{"AKIDEXAMPLE", "secret", ""};
  Request request{"GET", "/", "b=2&a=%7e+x&a=1&acl&B=%2F&%E1%88%B4=v&c=%zz", {{"Host", "s3"}}, ""};
  const Signature signature = sign(request, {"us-east-1", "service", "20150830T123600Z"}, keys);
  EXPECT_NE(signature.canonical_request.find("\n%E1%88%B4=v&B=%2F&a=1&a=~%2Bx&acl=&b=2&c=%25zz\n"), std::string::npos)
      << signature.canonical_request;
}

}  // namespace
}  // namespace dietz::aws
