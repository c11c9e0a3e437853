#include "engines/aws/credentials_source.hpp"

#include <gtest/gtest.h>

#include <map>

namespace dietz::aws {
namespace {

class MetadataTransport : public Transport {
 public:
  std::map<std::string, Response> pages;
  std::vector<std::string> asked;
  std::vector<Request> requests;

  Exchange send(const std::string& base, const Request& request, std::chrono::milliseconds /*time_limit*/) override {
    asked.push_back(request.method + " " + base + request.path);
    requests.push_back(request);
    const auto found = pages.find(asked.back());
    if (found == pages.end()) return {Exchange::Outcome::not_sent, {}, "no route to host"};
    return {Exchange::Outcome::answered, found->second, ""};
  }
};

struct World {
  std::map<std::string, std::string, std::less<>> environment;
  std::map<std::string, std::string> files;
  std::int64_t now = 0;
  MetadataTransport transport;

  Surroundings surroundings() {
    return {[this](std::string_view name) -> std::optional<std::string> {
              const auto found = environment.find(name);
              return found == environment.end() ? std::nullopt : std::optional(found->second);
            },
            [this](const std::string& path) -> std::optional<std::string> {
              const auto found = files.find(path);
              return found == files.end() ? std::nullopt : std::optional(found->second);
            },
            [this] { return now; }};
  }
  CachedCredentials chain() {
    return {usual_sources(surroundings(), transport), [this] { return now; }};
  }
};

const std::string answer_until_1970 =
    R"({"Code":"Success","AccessKeyId":"ASIA","SecretAccessKey":"s","Token":"t","Expiration":"1970-01-01T01:00:00Z"})";

TEST(Credentials, the_environment_comes_first) {
  World world;
  world.environment = {
      {"AWS_ACCESS_KEY_ID", "AKID"}, {"AWS_SECRET_ACCESS_KEY", "s"}, {"AWS_SESSION_TOKEN", "t"}, {"HOME", "/home/x"}};
  world.files["/home/x/.aws/credentials"] = "[default]\naws_access_key_id=other\naws_secret_access_key=o\n";
  const auto keys = world.chain().get();
  ASSERT_TRUE(keys.ok());
  EXPECT_EQ(keys->access_key_id, "AKID");
  EXPECT_EQ(keys->session_token, "t");
}

TEST(Credentials, half_a_key_is_an_error_not_a_reason_to_look_elsewhere) {
  World world;
  world.environment = {{"AWS_ACCESS_KEY_ID", "AKID"}, {"HOME", "/home/x"}};
  world.files["/home/x/.aws/credentials"] = "[default]\naws_access_key_id=other\naws_secret_access_key=o\n";
  const auto keys = world.chain().get();
  ASSERT_FALSE(keys.ok());
  EXPECT_NE(keys.error().message().find("AWS_SECRET_ACCESS_KEY"), std::string::npos);
}

TEST(Credentials, the_profile_of_the_shared_file_is_chosen_by_name) {
  World world;
  world.environment = {{"HOME", "/home/x"}, {"AWS_PROFILE", "work"}};
  world.files["/home/x/.aws/credentials"] =
      "# keys\n[default]\naws_access_key_id = D\naws_secret_access_key = d\n\n[work]\r\naws_access_key_id = W "
      "\r\naws_secret_access_key=w=\r\n";
  const auto keys = world.chain().get();
  ASSERT_TRUE(keys.ok());
  EXPECT_EQ(keys->access_key_id, "W");
  EXPECT_EQ(keys->secret_access_key, "w=");
  world.environment["AWS_PROFILE"] = "absent";
  EXPECT_NE(world.chain().get().error().message().find("'absent'"), std::string::npos);
}

TEST(Credentials, a_container_asks_its_endpoint_with_its_token) {
  World world;
  world.environment = {{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials"},
                       {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/token"}};
  world.files["/token"] = "secret-token\n";
  world.transport.pages["GET http://169.254.170.23/v1/credentials"] = {200, {}, answer_until_1970};
  const auto keys = world.chain().get();
  ASSERT_TRUE(keys.ok());
  EXPECT_EQ(keys->access_key_id, "ASIA");
  EXPECT_EQ(world.transport.requests[0].headers[0].second, "secret-token");
}

TEST(Credentials, keys_are_not_fetched_in_the_clear_from_elsewhere) {
  for (const auto* uri :
       {"http://example.com/keys", "http://169.254.170.23.example.com/", "ftp://127.0.0.1/", "http://[fe80::1]/"}) {
    World world;
    world.environment = {{"AWS_CONTAINER_CREDENTIALS_FULL_URI", uri}};
    EXPECT_FALSE(world.chain().get().ok()) << uri;
    EXPECT_TRUE(world.transport.asked.empty()) << uri;
  }
}

TEST(Credentials, an_instance_is_asked_with_a_session) {
  World world;
  const std::string base = "http://169.254.169.254";
  const std::string folder = base + "/latest/meta-data/iam/security-credentials/";
  world.transport.pages["PUT " + base + "/latest/api/token"] = {200, {}, "imds"};
  world.transport.pages["GET " + folder] = {200, {}, "role-1\n"};
  world.transport.pages["GET " + folder + "role-1"] = {200, {}, answer_until_1970};
  const auto keys = world.chain().get();
  ASSERT_TRUE(keys.ok());
  EXPECT_EQ(keys->session_token, "t");
  EXPECT_EQ(world.transport.requests[2].headers[0],
            (std::pair<std::string, std::string>{"X-aws-ec2-metadata-token", "imds"}));
}

TEST(Credentials, nothing_anywhere_is_said_so) {
  World world;
  EXPECT_EQ(world.chain().get().error().kind, ErrorKind::not_found);
  world.environment["AWS_EC2_METADATA_DISABLED"] = "true";
  world.transport.asked.clear();
  EXPECT_FALSE(world.chain().get().ok());
  EXPECT_TRUE(world.transport.asked.empty());
}

TEST(Credentials, keys_are_renewed_before_they_expire_and_serve_while_they_can) {
  World world;
  const std::string page = "GET http://169.254.170.2/keys";
  world.environment = {{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/keys"}};
  world.transport.pages[page] = {200, {}, answer_until_1970};
  auto chain = world.chain();
  ASSERT_TRUE(chain.get().ok());
  world.now = 3'000;
  ASSERT_TRUE(chain.get().ok());
  EXPECT_EQ(world.transport.asked.size(), 1U);
  world.now = 3'400;  // within five minutes of the end
  world.transport.pages[page] = {500, {}, ""};
  ASSERT_TRUE(chain.get().ok());
  ASSERT_TRUE(chain.get().ok());
  EXPECT_EQ(world.transport.asked.size(), 2U);  // asked once, then left in peace for a while
  world.now = 3'600;
  EXPECT_FALSE(chain.get().ok());
}

}  // namespace
}  // namespace dietz::aws
