#include "engines/aws/signature_v4.hpp"

#include "engines/aws/canonical_request.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cstdlib>

namespace dietz::aws {
namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view hex_upper = "0123456789ABCDEF";
constexpr std::string_view hex_lower = "0123456789abcdef";

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += hex_lower[byte >> 4U];
    out += hex_lower[byte & 15U];
  }
  return out;
}

std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  // It fails only where OpenSSL has no SHA-256 at all; no request could be signed then.
  if (EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) std::abort();
  return hex({reinterpret_cast<const char*>(digest.data()), length});
}

std::string hmac(std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  const auto* const made =
      HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
           text.size(), digest.data(), &length);
  if (made == nullptr) std::abort();
  return {reinterpret_cast<const char*>(digest.data()), length};
}

std::string date_of(const SigningScope& scope) { return scope.instant.substr(0, 8); }

std::string credential_scope(const SigningScope& scope) {
  return date_of(scope) + "/" + scope.region + "/" + scope.service + "/aws4_request";
}

Signature signature_of(const Request& request, const SigningScope& scope, const Credentials& credentials) {
  const CanonicalHeaders headers = canonical_headers(request.headers);
  Signature result;
  result.signed_headers = headers.names;
  result.canonical_request =
      request.method + "\n" + canonical_path(request.path, scope.normalize_path, scope.encode_path_again) + "\n" +
      canonical_query(request.query) + "\n" + headers.lines + "\n" + headers.names + "\n" + sha256_hex(request.body);
  result.string_to_sign = std::string(algorithm) + "\n" + scope.instant + "\n" + credential_scope(scope) + "\n" +
                          sha256_hex(result.canonical_request);
  std::string key = hmac("AWS4" + credentials.secret_access_key, date_of(scope));
  for (const std::string_view part :
       {std::string_view(scope.region), std::string_view(scope.service), std::string_view("aws4_request")}) {
    key = hmac(key, part);
  }
  result.signature = hex(hmac(key, result.string_to_sign));
  return result;
}

void append_parameter(std::string& query, std::string_view name, std::string_view value) {
  if (!query.empty()) query += '&';
  query.append(name).append("=").append(uri_encode(value, false));
}

}  // namespace

std::string uri_encode(std::string_view text, bool keep_slashes) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~' || (c == '/' && keep_slashes);
    if (plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += hex_upper[byte >> 4U];
      out += hex_upper[byte & 15U];
    }
  }
  return out;
}

Signature sign(Request& request, const SigningScope& scope, const Credentials& credentials) {
  request.headers.emplace_back("X-Amz-Date", scope.instant);
  const bool has_token = !credentials.session_token.empty();
  if (has_token && !scope.leave_out_session_token) {
    request.headers.emplace_back("X-Amz-Security-Token", credentials.session_token);
  }
  if (scope.sign_body) request.headers.emplace_back("x-amz-content-sha256", sha256_hex(request.body));
  const Signature result = signature_of(request, scope, credentials);
  request.headers.emplace_back("Authorization", std::string(algorithm) + " Credential=" + credentials.access_key_id +
                                                    "/" + credential_scope(scope) + ", SignedHeaders=" +
                                                    result.signed_headers + ", Signature=" + result.signature);
  if (has_token && scope.leave_out_session_token) {
    request.headers.emplace_back("X-Amz-Security-Token", credentials.session_token);
  }
  return result;
}

Signature presign(Request& request, const SigningScope& scope, const Credentials& credentials,
                  std::int64_t seconds_valid) {
  const bool has_token = !credentials.session_token.empty();
  append_parameter(request.query, "X-Amz-Algorithm", algorithm);
  append_parameter(request.query, "X-Amz-Credential", credentials.access_key_id + "/" + credential_scope(scope));
  append_parameter(request.query, "X-Amz-Date", scope.instant);
  append_parameter(request.query, "X-Amz-SignedHeaders", canonical_headers(request.headers).names);
  append_parameter(request.query, "X-Amz-Expires", std::to_string(seconds_valid));
  if (has_token && !scope.leave_out_session_token) {
    append_parameter(request.query, "X-Amz-Security-Token", credentials.session_token);
  }
  const Signature result = signature_of(request, scope, credentials);
  if (has_token && scope.leave_out_session_token) {
    append_parameter(request.query, "X-Amz-Security-Token", credentials.session_token);
  }
  append_parameter(request.query, "X-Amz-Signature", result.signature);
  return result;
}

}  // namespace dietz::aws
