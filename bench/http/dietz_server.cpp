// Our server as the service runs it, with deadlines, limits, routes and a log that is thrown away: /health answered at
// once, /v1/things/{id} by a worker behind an authenticated token, which stands on the second line of the output.
#include "api_handler/api_handler.hpp"
#include "api_handler/health_routes.hpp"
#include "auth/jwt_verifier.hpp"
#include "auth/token_issuer.hpp"
#include "engines/asio/http_server.hpp"
#include "engines/openssl/openssl_signature_keys.hpp"
#include "keyring/keyring.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace dietz;

namespace {

Instant now() {
  using namespace std::chrono;
  return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

class OneText : public KeySetSource {
 public:
  explicit OneText(std::string text) : text_(std::move(text)) {}
  Result<std::string> fetch() override { return text_; }

 private:
  std::string text_;
};

class Everybody : public TenantGate, public RequestRates {
 public:
  bool is_active(std::string_view) override { return true; }
  std::optional<RequestRate> rate_of(std::string_view) override { return RequestRate{1e9, 1e9}; }
};

std::vector<Route> routes() {
  std::vector<Route> all = health_routes([] { return true; });
  all.push_back(
      {.method = "GET",
       .path = "/v1/things/{id}",
       .access = Access::with(Permission::view_portfolios),
       .handle = [](const ApiCall& call) { return json_response(200, "{\"id\": \"" + call.path.at("id") + "\"}\n"); },
       .query = {"limit"}});
  return all;
}

}  // namespace

int main() {
  const OpensslSignatureKeys keys;
  Keyring ring;
  ring.add(KeyUse::issuer, now(), keys);
  OneText source(ring.key_set(now()));
  KeySetCache cache(source, keys);
  JwtVerifier verifier(cache, {.issuer = "us", .audience = "api"});
  Everybody everybody;
  TokenBuckets buckets(everybody);
  NoLog log;
  NoMetrics metrics;
  ApiHandler api(routes(), {verifier, everybody, buckets, log, metrics, now, "bench"});
  HttpServerSettings settings;
  settings.workers = 2;
  auto server = start_http_server(api, settings);
  if (!server) return 1;
  const KeyringKey* key = ring.active(KeyUse::issuer);
  const auto signer = keys.ed25519_signer(key->secret.view());
  const std::string token = issue_token(
      {.issuer = "us", .audience = "api", .subject = "bench", .tenant = "t", .roles = {Role::viewer}, .issued = now()},
      key->id, **signer);
  std::printf("%d\n%s\n", (*server)->port(), token.c_str());
  std::fflush(stdout);
  std::getchar();
  return (*server)->stop(std::chrono::seconds(1)) ? 0 : 1;
}
