#include "auth/jwt_verifier.hpp"

#include "auth/token_issuer.hpp"
#include "codec/base64url.hpp"
#include "support/mark_keys.hpp"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <thread>

namespace dietz {
namespace {

using test::mark;
using test::MarkKey;
using test::MarkKeys;

class Published : public KeySetSource {
 public:
  void publish(std::initializer_list<std::string> kids) {
    std::string list;
    for (const std::string& kid : kids)
      list += (list.empty() ? "" : ",") + (R"({"kty":"OKP","crv":"Ed25519","kid":")" + kid + R"(","x":")") +
              to_base64url(kid) + "\"}";
    text = "{\"keys\":[" + list + "]}";
  }
  Result<std::string> fetch() override {
    ++fetches;
    if (!text) return Error{ErrorKind::retry, {{{}, "no answer"}}};
    return *text;
  }
  std::optional<std::string> text;
  int fetches = 0;
};

constexpr std::int64_t start = 1'800'000'000;
Instant at(double second) { return {static_cast<std::int64_t>(second * 1e6)}; }

struct Service {
  Published published;
  MarkKeys keys;
  KeySetCache cache{published, keys, {.most_age_seconds = 300, .cool_down_seconds = 30}};
  JwtVerifier verifier{cache, {.issuer = "us", .audience = "api"}};

  std::string verdict(const std::string& token, double second) {
    const TokenVerdict given = verifier.verify(token, at(second));
    const auto* fault = std::get_if<TokenFault>(&given);
    return fault != nullptr ? std::string(name_of(*fault)) : "accepted";
  }
};

std::string token(const std::string& kid = "k1", const std::string& tenant = "t1",
                  std::vector<Role> roles = {Role::viewer}) {
  return issue_token({.issuer = "us",
                      .audience = "api",
                      .subject = "ann",
                      .tenant = tenant,
                      .roles = std::move(roles),
                      .issued = at(start),
                      .lifetime_seconds = 100'000},
                     kid, MarkKey(kid));
}

std::string token_with_claims(const std::string& claims, const std::string& header = R"({"alg":"EdDSA","kid":"k1"})") {
  const std::string text = to_base64url(header) + "." + to_base64url(claims);
  return text + "." + to_base64url(mark("k1", text));
}

TEST(JwtVerifier, accepts_what_the_issuer_signed_and_says_who_it_is) {
  Service service;
  service.published.publish({"k1"});
  const TokenVerdict verdict = service.verifier.verify(token(), at(start));
  ASSERT_TRUE(std::holds_alternative<Principal>(verdict));
  const auto& principal = std::get<Principal>(verdict);
  EXPECT_EQ(principal.subject, "ann");
  EXPECT_EQ(principal.tenant, "t1");
  EXPECT_TRUE(principal.roles.has(Role::viewer));
  EXPECT_FALSE(principal.roles.has(Role::admin));
  EXPECT_EQ(principal.expires, at(start + 100'000));
}

TEST(JwtVerifier, holds_times_to_the_leeway_exactly) {
  Service service;
  service.published.publish({"k1"});
  const auto claims = [](const std::string& times) {
    return token_with_claims(R"({"iss":"us","aud":"api","sub":"ann","tenant":"t",)" + times + "}");
  };
  const std::string expiring = claims(R"("exp":1800000000)");
  EXPECT_EQ(service.verdict(expiring, start + 59.999), "accepted");
  EXPECT_EQ(service.verdict(expiring, start + 60), "expired");
  const std::string beginning = claims(R"("exp":1900000000,"nbf":1800000060)");
  EXPECT_EQ(service.verdict(beginning, start - 0.001), "not_yet_valid");
  EXPECT_EQ(service.verdict(beginning, start), "accepted");
  EXPECT_EQ(service.verdict(claims(R"("exp":1900000000,"iat":1800000061)"), start), "not_yet_valid");
  EXPECT_EQ(service.verdict(claims(R"("exp":1.8e9)"), start), "accepted");
  for (const char* odd : {R"("exp":"1900000000")", R"("exp":null)", R"("exp":1e300)", R"("exp":[1900000000])",
                          R"("nbf":1)", R"("exp":253402300800)"})
    EXPECT_EQ(service.verdict(claims(odd), start), "expiry") << odd;
  EXPECT_EQ(service.verdict(claims(R"("exp":1900000000,"nbf":"now")"), start), "not_yet_valid");
}

TEST(JwtVerifier, names_the_claim_that_is_wrong) {
  Service service;
  service.published.publish({"k1"});
  const auto verdict = [&](const std::string& claims) {
    return service.verdict(token_with_claims("{\"exp\":1900000000," + claims + "}"), start);
  };
  EXPECT_EQ(verdict(R"("iss":"us/","aud":"api","sub":"a","tenant":"t")"), "issuer");
  EXPECT_EQ(verdict(R"("iss":["us"],"aud":"api","sub":"a","tenant":"t")"), "issuer");
  EXPECT_EQ(verdict(R"("iss":"us","aud":["api",1],"sub":"a","tenant":"t")"), "audience");
  EXPECT_EQ(verdict(R"("iss":"us","aud":[],"sub":"a","tenant":"t")"), "audience");
  EXPECT_EQ(verdict(R"("iss":"us","aud":"api","sub":"","tenant":"t")"), "subject");
  EXPECT_EQ(verdict(R"("iss":"us","aud":"api","sub":"a\nb","tenant":"t")"), "subject");
  for (const char* tenant : {R"("*")", R"("")", R"(["t"])", "null", R"("a/b")", R"("a#b")", R"("\u00e4")"})
    EXPECT_EQ(verdict(R"("iss":"us","aud":"api","sub":"a","tenant":)" + std::string(tenant)), "tenant") << tenant;
  EXPECT_EQ(verdict(R"("iss":"us","aud":"api","sub":"a","tenant":"t","roles":"admin")"), "roles");
  EXPECT_EQ(verdict(R"("iss":"us","aud":"api","sub":"a","tenant":"t","roles":["admin",7])"), "roles");
  EXPECT_EQ(verdict(R"("iss":"us","aud":"api","sub":"a","tenant":"t","roles":["other"])"), "accepted");
}

TEST(JwtVerifier, refuses_types_extensions_and_nested_tokens) {
  Service service;
  service.published.publish({"k1"});
  const auto verdict = [&](const std::string& more) {
    return service.verdict(token_with_claims(R"({"iss":"us","aud":"api","sub":"a","tenant":"t","exp":1900000000})",
                                             R"({"alg":"EdDSA","kid":"k1")" + more + "}"),
                           start);
  };
  EXPECT_EQ(verdict(R"(,"typ":"JWT")"), "accepted");
  EXPECT_EQ(verdict(R"(,"x5t":"abc","jwk":{"kty":"oct"},"jku":"https://evil.test")"), "accepted") << "never looked at";
  EXPECT_EQ(verdict(R"(,"typ":"secevent+jwt")"), "token_type");
  EXPECT_EQ(verdict(R"(,"cty":"JWT")"), "token_type");
  EXPECT_EQ(verdict(R"(,"crit":[])"), "critical_extension");
  EXPECT_EQ(verdict(R"(,"b64":false)"), "critical_extension");
  EXPECT_EQ(verdict(R"(,"alg":"EdDSA")"), "malformed") << "a member twice";
}

TEST(JwtVerifier, counts_the_platforms_role_in_the_platforms_tenant_only) {
  Service service;
  service.published.publish({"k1"});
  const auto roles = [&](const std::string& tenant) {
    return std::get<Principal>(
               service.verifier.verify(token("k1", tenant, {Role::platform_admin, Role::admin}), at(start)))
        .roles;
  };
  EXPECT_TRUE(roles("platform").has(Role::platform_admin));
  EXPECT_FALSE(roles("platform").has(Role::admin));
  EXPECT_FALSE(roles("t1").has(Role::platform_admin));
  EXPECT_TRUE(roles("t1").has(Role::admin));
}

TEST(JwtVerifier, follows_a_rotation_with_one_fetch_and_lets_removed_keys_go) {
  Service service;
  service.published.publish({"k1"});
  const std::string old_token = token("k1");
  const std::string new_token = token("k2");
  EXPECT_EQ(service.verdict(old_token, start), "accepted");
  service.published.publish({"k2"});
  EXPECT_EQ(service.verdict(new_token, start + 10), "unknown_key") << "inside the cool-down";
  EXPECT_EQ(service.verdict(new_token, start + 31), "accepted");
  EXPECT_EQ(service.verdict(old_token, start + 32), "unknown_key");
  EXPECT_EQ(service.published.fetches, 2);
  service.published.publish({"k3"});
  EXPECT_EQ(service.verdict(new_token, start + 330), "accepted") << "the set is not yet too old";
  EXPECT_EQ(service.verdict(new_token, start + 332), "unknown_key");
}

TEST(JwtVerifier, keeps_the_last_good_set_while_the_source_fails) {
  Service service;
  EXPECT_EQ(service.verdict(token(), start), "unknown_key");
  EXPECT_EQ(service.cache.last_problem(), "no answer");
  service.published.publish({"k1"});
  EXPECT_EQ(service.verdict(token(), start + 31), "accepted");
  service.published.publish({});
  EXPECT_EQ(service.verdict(token(), start + 400), "accepted");
  EXPECT_EQ(service.cache.last_problem(), "it holds no usable key");
  service.published.text = "<html>";
  EXPECT_EQ(service.verdict(token(), start + 800), "accepted");
}

TEST(JwtVerifier, fetches_again_after_the_clock_was_set_back) {
  Service service;
  service.published.publish({"k1"});
  EXPECT_EQ(service.verdict(token("k2"), start + 3'600), "unknown_key");
  service.published.publish({"k2"});
  EXPECT_EQ(service.verdict(token("k2"), start), "accepted");
}

TEST(JwtVerifier, forgets_an_accepted_token_when_it_expires) {
  Service service;
  service.published.publish({"k1"});
  const std::string soon = token_with_claims(R"({"iss":"us","aud":"api","sub":"a","tenant":"t","exp":1800000000})");
  EXPECT_EQ(service.verdict(soon, start + 30), "accepted");
  EXPECT_EQ(service.verdict(soon, start + 61), "expired");
}

TEST(JwtVerifier, answers_many_threads) {
  Service service;
  service.published.publish({"k1"});
  const std::string good = token();
  std::vector<std::thread> threads;
  std::array<int, 4> accepted{};
  for (std::size_t t = 0; t < accepted.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 500; ++i)
        accepted[t] += service.verdict(i % 2 == 0 ? good : token("other" + std::to_string(i)), start + i) == "accepted";
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int count : accepted) EXPECT_EQ(count, 250);
}

}  // namespace
}  // namespace dietz
