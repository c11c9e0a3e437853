#include "engines/aws/json_client.hpp"

#include <gtest/gtest.h>

#include <deque>

namespace dietz::aws {
namespace {

/// Answers in turn, and keeps what it was sent.
class ScriptedTransport : public Transport {
 public:
  std::deque<Exchange> answers;
  std::vector<Request> sent;
  std::vector<std::string> bases;

  Exchange send(const std::string& base, const Request& request, std::chrono::milliseconds /*time_limit*/) override {
    bases.push_back(base);
    sent.push_back(request);
    if (answers.empty()) return {Exchange::Outcome::not_sent, {}, "nothing scripted"};
    Exchange next = std::move(answers.front());
    answers.pop_front();
    return next;
  }
  void answer(int status, std::string body, std::vector<std::pair<std::string, std::string>> headers = {}) {
    answers.push_back({Exchange::Outcome::answered, {status, std::move(headers), std::move(body)}, ""});
  }
};

class FixedSource : public CredentialsSource {
 public:
  explicit FixedSource(int& loads) : loads_(loads) {}
  Result<TimedCredentials> load() override {
    ++loads_;
    return TimedCredentials{{"AKID", "secret", "token" + std::to_string(loads_)}, {}};
  }

 private:
  int& loads_;
};

struct Fixture {
  ScriptedTransport transport;
  int loads = 0;
  std::vector<std::int64_t> sleeps;
  std::int64_t now = 1'440'938'160;  // 2015-08-30T12:36:00Z
  CachedCredentials credentials{[this] {
                                  std::vector<std::unique_ptr<CredentialsSource>> sources;
                                  sources.push_back(std::make_unique<FixedSource>(loads));
                                  return sources;
                                }(),
                                [this] { return now; }};
  JsonClient client{
      {"eu-central-1", {}},
      transport,
      credentials,
      {[this] { return now; }, [] { return 0.5; }, [this](auto delay) { sleeps.push_back(delay.count()); }}};

  JsonClient::Answer put(bool repeatable = false) {
    return client.call({"dynamodb", "DynamoDB_20120810", "application/x-amz-json-1.0"}, "PutItem", "{}", repeatable);
  }
};

std::string header_of(const Request& request, std::string_view name) {
  for (const auto& [key, value] : request.headers) {
    if (key == name) return value;
  }
  return {};
}

ServiceError error_of(const JsonClient::Answer& answer) { return std::get<ServiceError>(answer); }

TEST(JsonClient, a_call_is_signed_for_its_service_and_region) {
  Fixture f;
  f.transport.answer(200, "{\"Count\":1}");
  const auto answer = f.put();
  ASSERT_TRUE(std::holds_alternative<JsonValue>(answer));
  EXPECT_EQ(std::get<JsonValue>(answer).find("Count")->text(), "1");
  EXPECT_EQ(f.transport.bases[0], "https://dynamodb.eu-central-1.amazonaws.com");
  EXPECT_EQ(header_of(f.transport.sent[0], "X-Amz-Target"), "DynamoDB_20120810.PutItem");
  EXPECT_EQ(header_of(f.transport.sent[0], "X-Amz-Date"), "20150830T123600Z");
  EXPECT_NE(header_of(f.transport.sent[0], "Authorization").find("AKID/20150830/eu-central-1/dynamodb/aws4_request"),
            std::string::npos);
}

TEST(JsonClient, throttled_calls_are_tried_again_with_growing_delays) {
  Fixture f;
  for (int i = 0; i < 3; ++i)
    f.transport.answer(400, R"({"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"})");
  f.transport.answer(200, "{}");
  EXPECT_TRUE(std::holds_alternative<JsonValue>(f.put()));
  EXPECT_EQ(f.sleeps, (std::vector<std::int64_t>{12, 25, 50}));
}

TEST(JsonClient, attempts_end) {
  Fixture f;
  for (int i = 0; i < 9; ++i)
    f.transport.answer(400, R"({"__type":"x#ProvisionedThroughputExceededException","message":"slow"})");
  const ServiceError error = error_of(f.put());
  EXPECT_EQ(error.kind, ServiceError::Kind::throttled);
  EXPECT_EQ(error.message, "slow");
  EXPECT_EQ(f.transport.sent.size(), 4U);
}

TEST(JsonClient, a_write_of_unknown_outcome_is_not_sent_again_unless_it_may_be) {
  Fixture f;
  f.transport.answers.push_back({Exchange::Outcome::unknown, {}, "timeout"});
  f.transport.answer(200, "{}");
  EXPECT_EQ(error_of(f.put(false)).kind, ServiceError::Kind::unknown);
  EXPECT_EQ(f.transport.sent.size(), 1U);
  f.transport.answers.push_front({Exchange::Outcome::unknown, {}, "timeout"});
  EXPECT_TRUE(std::holds_alternative<JsonValue>(f.put(true)));
}

TEST(JsonClient, what_may_have_been_done_stays_unknown) {
  Fixture f;
  f.transport.answer(500, "{}");
  for (int i = 0; i < 3; ++i) f.transport.answer(400, R"({"__type":"ThrottlingException"})");
  EXPECT_EQ(error_of(f.put(true)).kind, ServiceError::Kind::unknown);
}

TEST(JsonClient, a_refusal_comes_back_at_once_with_its_body) {
  Fixture f;
  f.transport.answer(
      400, R"({"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"cancelled",)"
           R"("CancellationReasons":[{"Code":"None"},{"Code":"ConditionalCheckFailed"}]})");
  const ServiceError error = error_of(f.put());
  EXPECT_EQ(error.kind, ServiceError::Kind::refused);
  EXPECT_EQ(error.code, "TransactionCanceledException");
  EXPECT_EQ(error.message, "cancelled");
  ASSERT_NE(error.body.find("CancellationReasons"), nullptr);
  EXPECT_EQ(error.body.find("CancellationReasons")->items().size(), 2U);
  EXPECT_EQ(f.transport.sent.size(), 1U);
}

TEST(JsonClient, errors_are_read_in_every_form) {
  struct Case {
    int status;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string code;
    ServiceError::Kind kind;
  };
  using Kind = ServiceError::Kind;
  const std::vector<Case> cases = {
      {400,
       R"({"__type":"a.b#ConditionalCheckFailedException"})",
       {},
       "ConditionalCheckFailedException",
       Kind::refused},
      {400, R"({"code":"ValidationException"})", {}, "ValidationException", Kind::refused},
      {400,
       "{}",
       {{"x-amzn-errortype", "InvalidCiphertextException:http://internal/"}},
       "InvalidCiphertextException",
       Kind::refused},
      {400, R"({"__type":"AWS.SimpleQueueService.NonExistentQueue"})", {}, "NonExistentQueue", Kind::refused},
      {403,
       "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>",
       {},
       "AccessDenied",
       Kind::denied},
      {403, "forbidden", {}, "", Kind::denied},
      {413, "<html>too large</html>", {}, "", Kind::refused},
      {429, "", {}, "", Kind::throttled},
      {403, R"({"__type":"SignatureDoesNotMatch"})", {}, "SignatureDoesNotMatch", Kind::denied},
      {400, "[1,2]", {}, "", Kind::refused},
  };
  for (const Case& c : cases) {
    Fixture f;
    for (int i = 0; i < 4; ++i) f.transport.answer(c.status, c.body, c.headers);
    const ServiceError error = error_of(f.put());
    EXPECT_EQ(error.code, c.code) << c.body;
    EXPECT_EQ(error.kind, c.kind) << c.body;
    EXPECT_EQ(error.status, c.status);
    EXPECT_FALSE(error.message.empty());
  }
}

TEST(JsonClient, expired_credentials_are_renewed_once) {
  Fixture f;
  f.transport.answer(400, R"({"__type":"ExpiredTokenException"})");
  f.transport.answer(200, "{}");
  EXPECT_TRUE(std::holds_alternative<JsonValue>(f.put()));
  EXPECT_EQ(header_of(f.transport.sent[1], "X-Amz-Security-Token"), "token2");
  f.transport.answer(400, R"({"__type":"ExpiredTokenException"})");
  f.transport.answer(400, R"({"__type":"ExpiredTokenException"})");
  EXPECT_EQ(error_of(f.put()).kind, ServiceError::Kind::denied);
}

TEST(JsonClient, a_clock_that_is_wrong_is_corrected_by_the_answer) {
  Fixture f;
  f.transport.answer(403, R"({"__type":"RequestTimeTooSkewed"})", {{"Date", "Sun, 30 Aug 2015 13:36:05 GMT"}});
  f.transport.answer(200, "{}");
  EXPECT_TRUE(std::holds_alternative<JsonValue>(f.put()));
  EXPECT_EQ(header_of(f.transport.sent[1], "X-Amz-Date"), "20150830T133605Z");
}

TEST(JsonClient, a_service_in_trouble_gets_no_storm_of_retries) {
  Fixture f;
  for (int call = 0; call < 200; ++call) {
    for (int i = 0; i < 4; ++i) f.transport.answer(503, "{}");
    (void)f.put();
    f.transport.answers.clear();
  }
  EXPECT_EQ(f.transport.sent.size(), 200U + 100U);  // 100 retries, then one attempt a call
}

TEST(JsonClient, an_answer_that_is_no_json_is_an_unknown_outcome) {
  Fixture f;
  f.transport.answer(200, "<html>");
  EXPECT_EQ(error_of(f.put()).kind, ServiceError::Kind::unknown);
}

}  // namespace
}  // namespace dietz::aws
