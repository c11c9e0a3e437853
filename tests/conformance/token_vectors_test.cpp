#include "auth/jwt_verifier.hpp"
#include "codec/base64url.hpp"
#include "engines/openssl/openssl_signature_keys.hpp"
#include "support/cases.hpp"
#include "support/family_count.hpp"
#include "support/json.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <set>

namespace dietz {
namespace {

using test::Json;

const OpensslSignatureKeys& keys() {
  static const OpensslSignatureKeys made;
  return made;
}

/// A JSON value as text again, so that the product's own reader gets it.
std::string written(const Json& value) {
  switch (value.kind) {
    case Json::Kind::null:
      return "null";
    case Json::Kind::boolean:
    case Json::Kind::number:
      return value.text;
    case Json::Kind::string:
      return '"' + value.text + '"';  // keys hold no characters that need an escape
    case Json::Kind::array: {
      std::string text;
      for (const Json& item : value.items) text += (text.empty() ? "" : ",") + written(item);
      return "[" + text + "]";
    }
    case Json::Kind::object: {
      std::string text;
      for (const auto& [name, member] : value.members)
        text += (text.empty() ? "\"" : ",\"") + name + "\":" + written(member);
      return "{" + text + "}";
    }
  }
  return "";
}

class OneText : public KeySetSource {
 public:
  explicit OneText(std::string text) : text_(std::move(text)) {}
  Result<std::string> fetch() override {
    ++fetches;
    return text_;
  }
  int fetches = 0;

 private:
  std::string text_;
};

TokenRules rules_of(const Json& profile) {
  return {.issuer = profile["issuer"].text,
          .audience = profile["audience"].text,
          .tenant_claim = profile["tenant_claim"].text,
          .roles_claim = "roles",
          .leeway_seconds = profile["clock_skew_seconds"].as_int()};
}

Instant now_of(const Json& profile) { return {std::stoll(profile["now"].text) * 1'000'000}; }

std::string verdict_text(const TokenVerdict& verdict) {
  const auto* fault = std::get_if<TokenFault>(&verdict);
  return fault != nullptr ? std::string(name_of(*fault)) : "accepted";
}

/// The fault that a token of this class is refused for: a right refusal for a wrong reason would hide a hole.
const std::map<std::string, std::set<std::string>> faults_of_class = {
    {"alg-none", {"algorithm"}},
    {"alg-malformed", {"algorithm"}},
    {"key-confusion", {"algorithm"}},
    {"alg-not-allowed", {"algorithm"}},
    {"alg-key-binding", {"key_mismatch"}},
    {"key-use", {"unknown_key"}},
    {"kid-injection", {"unknown_key", "algorithm"}},
    {"kid", {"unknown_key"}},
    {"key-injection", {"signature", "unknown_key"}},
    {"psychic-signature", {"signature"}},
    {"signature-encoding", {"signature"}},
    {"signature", {"signature"}},
    {"crit", {"critical_extension"}},
    {"typ", {"token_type"}},
};

TEST(TokenVectors, are_judged_as_they_say) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("jwt/tokens");
  const Json profile = test::read_json(test::read_text(test::shared_file("vectors/jwt/profile.json")));
  OneText source(test::read_text(test::shared_file("vectors/jwt/jwks.json")));
  KeySetCache cache(source, keys());
  JwtVerifier verifier(cache, rules_of(profile));
  for (const Json& vector : test::read_json_lines(test::read_text(test::shared_file("vectors/jwt/tokens.jsonl")))) {
    const TokenVerdict verdict = verifier.verify(vector["token"].text, now_of(profile));
    const std::string text = verdict_text(verdict);
    const std::string& expected = vector["expect"].text;
    const bool right = expected == "either" || (expected == "accept") == (text == "accepted");
    EXPECT_TRUE(count.ran(right)) << vector["id"].text << ": " << text;
    const auto faults = faults_of_class.find(vector["class"].text);
    if (expected == "reject" && faults != faults_of_class.end()) {
      EXPECT_TRUE(faults->second.contains(text)) << vector["id"].text << ": " << text;
    }
    EXPECT_EQ(verdict_text(verifier.verify(vector["token"].text, now_of(profile))), text) << "asked again";
  }
  EXPECT_EQ(source.fetches, 1) << "no token may make the key set be asked for within the cool-down";
}

/// A token with one thing changed: a letter, a part left out or doubled, letters cut or added.
std::string mutated(std::string token, test::Random& random) {
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random.below(limit)); };
  const std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= {\"";
  const std::size_t at = below(token.size());
  switch (below(6)) {
    case 0:
      token[at] = static_cast<char>(token[at] ^ (1 << below(7)));
      break;
    case 1:
      token.erase(at, 1 + below(5));
      break;
    case 2:
      token.insert(at, 1, letters[below(letters.size())]);
      break;
    case 3:
      token[at] = letters[below(letters.size())];
      break;
    case 4:
      token += letters[below(letters.size())];
      break;
    default:
      std::swap(token[at], token[below(token.size())]);
  }
  return token;
}

TEST(TokenVectors, are_refused_after_any_change) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("jwt/tokens, changed");
  const Json profile = test::read_json(test::read_text(test::shared_file("vectors/jwt/profile.json")));
  OneText source(test::read_text(test::shared_file("vectors/jwt/jwks.json")));
  KeySetCache cache(source, keys());
  JwtVerifier verifier(cache, rules_of(profile));
  std::vector<std::string> good;
  for (const Json& vector : test::read_json_lines(test::read_text(test::shared_file("vectors/jwt/tokens.jsonl")))) {
    if (vector["expect"].text == "accept") good.push_back(vector["token"].text);
  }
  test::for_cases(0x70CE2, [&](test::Random& random) {
    const std::string& token = good[random.below(good.size())];
    const std::string changed = mutated(token, random);
    if (changed == token) return;
    EXPECT_TRUE(count.ran(verdict_text(verifier.verify(changed, now_of(profile))) != "accepted")) << changed;
  });
}

TEST(TokenVectors, with_a_shared_secret_are_all_refused) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("jwt/hs256");
  const Json file = test::read_json(test::read_text(test::shared_file("vectors/jwt/hs256.json")));
  OneText source(test::read_text(test::shared_file("vectors/jwt/jwks.json")));
  KeySetCache cache(source, keys());
  JwtVerifier verifier(cache, rules_of(file["profile"]));
  for (const Json& vector : file["tests"].items) {
    const std::string text = verdict_text(verifier.verify(vector["token"].text, now_of(file["profile"])));
    if (vector["expect"].text == "accept") {
      count.skip("valid with a shared secret, which the service doesn't support");
      EXPECT_NE(text, "accepted");
    } else {
      EXPECT_TRUE(count.ran(text != "accepted")) << vector["id"].text;
    }
  }
}

TEST(TokenVectors, of_key_sets_leave_as_many_usable_keys_as_they_say) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("jwt/jwks-load");
  for (const Json& vector : test::read_json_lines(test::read_text(test::shared_file("vectors/jwt/jwks-load.jsonl")))) {
    const auto set = read_key_set(written(vector["jwks"]), keys());
    ASSERT_TRUE(set.ok()) << set.error().message();
    EXPECT_TRUE(count.ran(static_cast<int>(set->size()) == vector["usable_keys"].as_int())) << vector["id"].text;
  }
}

TEST(TokenVectors, that_are_generated_cost_nothing_and_ask_once_a_cool_down) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("jwt/generated");
  const Json profile = test::read_json(test::read_text(test::shared_file("vectors/jwt/profile.json")));
  OneText source(test::read_text(test::shared_file("vectors/jwt/jwks.json")));
  KeySetCache cache(source, keys(), {.most_age_seconds = 300, .cool_down_seconds = 30});
  JwtVerifier verifier(cache, rules_of(profile));
  const Instant now = now_of(profile);
  const std::string header = "eyJhbGciOiJSUzI1NiIsImtpZCI6InJzYS0xIiwidHlwIjoiSldUIn0";
  const std::string big = header + "." + std::string(1 << 20, 'A') + ".AAAA";
  EXPECT_TRUE(count.ran(verdict_text(verifier.verify(big, now)) == "too_large"));
  bool all_refused = true;
  for (int i = 0; i < 100'000; ++i) {
    const std::string kid = to_base64url("{\"alg\":\"RS256\",\"kid\":\"k" + std::to_string(i * 7919) + "\"}");
    const Instant at{now.microseconds + std::int64_t{i} * 1'000};  // 100 seconds in all
    all_refused = all_refused && verdict_text(verifier.verify(kid + ".e30.AAAA", at)) == "unknown_key";
  }
  EXPECT_TRUE(count.ran(all_refused));
  EXPECT_EQ(source.fetches, 4) << "at the start, and then once every 30 of the 100 seconds";
}

/// A group's public key as the text of a JWK or JWK set.
std::string key_text(const Json& group) { return written(group.has("public") ? group["public"] : group["private"]); }

void check_family(const std::string& name) {
  test::FamilyCount count("wycheproof/" + name);
  const Json file = test::read_json(test::read_text(test::shared_file("vectors/wycheproof/" + name + ".json")));
  for (const Json& group : file["testGroups"].items) {
    auto set = read_key_set(key_text(group), keys());
    for (const Json& vector : group["tests"].items) {
      const std::string& token = vector[vector.has("jws") ? "jws" : "jwe"].text;
      const auto opened =
          set ? open_signed_token(token, *set) : std::variant<SignedToken, TokenFault>(TokenFault::malformed);
      const auto* fault = std::get_if<TokenFault>(&opened);
      if (vector["result"].text != "valid") {
        EXPECT_TRUE(count.ran(fault != nullptr)) << name << " " << vector["tcId"].text;
      } else if (!set || set->size() == 0) {
        count.skip("valid with a key of an algorithm that is out of scope");
        EXPECT_NE(fault, nullptr);
      } else {
        EXPECT_TRUE(count.ran(fault == nullptr)) << name << " " << vector["tcId"].text << " " << name_of(*fault);
      }
    }
  }
}

TEST(TokenVectors, of_wycheproof_are_judged_as_they_say) {
  DIETZ_NEEDS_SHARED();
  for (const char* name : {"json_web_signature_test", "json_web_key_test", "json_web_crypto_test"}) check_family(name);
}

TEST(TokenVectors, of_encrypted_tokens_are_all_refused) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("wycheproof/json_web_encryption_test");
  const Json file =
      test::read_json(test::read_text(test::shared_file("vectors/wycheproof/json_web_encryption_test.json")));
  for (const Json& group : file["testGroups"].items) {
    const auto set = read_key_set(key_text(group), keys());
    for (const Json& vector : group["tests"].items) {
      const auto opened = open_signed_token(vector["jwe"].text, set ? *set : KeySet());
      EXPECT_TRUE(count.ran(std::holds_alternative<TokenFault>(opened))) << vector["tcId"].text;
    }
  }
}

}  // namespace
}  // namespace dietz
