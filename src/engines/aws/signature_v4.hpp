#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dietz::aws {

/// Who signs. `session_token` is empty for long-term keys.
struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;
};

/// A request to AWS as it goes on the wire.
struct Request {
  std::string method = "POST";
  std::string path = "/";  ///< as sent, without the query
  std::string query;       ///< as sent, without the question mark
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// What a signature is bound to besides the request.
struct SigningScope {
  std::string region;
  std::string service;  ///< the signing name: `dynamodb`, `sqs`, `s3`, …
  std::string instant;  ///< `20150830T123600Z`
  /// Every service but S3 encodes the path once more and takes out `.`, `..` and doubled slashes.
  bool encode_path_again = true;
  bool normalize_path = true;
  /// Adds `x-amz-content-sha256`, which S3 demands.
  bool sign_body = false;
  /// Some services want the session token added after signing.
  bool leave_out_session_token = false;
};

/// The steps of a signature; the first two are there to be compared when a service refuses a request.
struct Signature {
  std::string canonical_request;
  std::string string_to_sign;
  std::string signed_headers;
  std::string signature;  ///< 64 lower-case hexadecimal digits
};

/// Signs by AWS Signature Version 4 in headers: adds `X-Amz-Date`, `X-Amz-Security-Token` and, where asked,
/// `x-amz-content-sha256`, then `Authorization`. The request must carry `Host`.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
Signature sign(Request& request, const SigningScope& scope, const Credentials& credentials);

/// Signs by query parameters, for a link that works for `seconds_valid` seconds: the query is extended.
Signature presign(Request& request, const SigningScope& scope, const Credentials& credentials,
                  std::int64_t seconds_valid);

/// Percent-encoding as AWS wants it: all but `A-Z a-z 0-9 - . _ ~`, and slashes where `keep_slashes`.
[[nodiscard]] std::string uri_encode(std::string_view text, bool keep_slashes);

}  // namespace dietz::aws
