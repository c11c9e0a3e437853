#include "engines/aws/service_error.hpp"

#include <algorithm>
#include <span>

namespace dietz::aws {
namespace {

constexpr std::string_view throttles[] = {"ProvisionedThroughputExceededException",
                                          "ThrottlingException",
                                          "Throttling",
                                          "ThrottledException",
                                          "RequestLimitExceeded",
                                          "RequestThrottled",
                                          "RequestThrottledException",
                                          "TooManyRequestsException",
                                          "KMSThrottlingException",
                                          "LimitExceededException",
                                          "SlowDown",
                                          "BandwidthLimitExceeded"};
constexpr std::string_view denials[] = {"AccessDenied",
                                        "AccessDeniedException",
                                        "UnrecognizedClientException",
                                        "InvalidClientTokenId",
                                        "InvalidSignatureException",
                                        "SignatureDoesNotMatch",
                                        "IncompleteSignatureException",
                                        "MissingAuthenticationToken",
                                        "MissingAuthenticationTokenException",
                                        "InvalidAccessKeyId",
                                        "NotAuthorized",
                                        "OptInRequired",
                                        "ExpiredToken",
                                        "ExpiredTokenException",
                                        "RequestExpired"};
constexpr std::string_view troubles[] = {"InternalServerError",
                                         "InternalFailure",
                                         "InternalError",
                                         "ServiceUnavailable",
                                         "ServiceUnavailableException",
                                         "KMSInternalException",
                                         "DependencyTimeoutException"};

bool is_one_of(std::string_view code, std::span<const std::string_view> codes) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

std::string member(const JsonValue& json, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const JsonValue* value = json.find(name);
    if (value != nullptr && value->is(JsonValue::Kind::string)) return value->text();
  }
  return {};
}

std::string element(std::string_view xml, std::string_view name) {
  const std::string open = "<" + std::string(name) + ">";
  const std::size_t begin = xml.find(open);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = xml.find("</", begin);
  if (end == std::string_view::npos) return {};
  return std::string(xml.substr(begin + open.size(), end - begin - open.size()));
}

ServiceError::Kind kind_of(const ServiceError& error) {
  if (is_one_of(error.code, throttles) || error.status == 429) return ServiceError::Kind::throttled;
  if (is_one_of(error.code, denials)) return ServiceError::Kind::denied;
  // The service began the work before it failed: whether it is done isn't known.
  if (error.status >= 500 && error.status != 503) return ServiceError::Kind::unknown;
  if (error.status == 503 || is_one_of(error.code, troubles)) return ServiceError::Kind::unavailable;
  if (error.code.empty() && (error.status == 401 || error.status == 403)) return ServiceError::Kind::denied;
  return ServiceError::Kind::refused;
}

}  // namespace

std::string plain_error_code(std::string_view text) {
  const std::size_t hash = text.rfind('#');
  if (hash != std::string_view::npos) text.remove_prefix(hash + 1);
  text = text.substr(0, text.find(':'));
  // Some services prefix the code with their own name: `AWS.SimpleQueueService.NonExistentQueue`.
  const std::size_t dot = text.rfind('.');
  if (dot != std::string_view::npos) text.remove_prefix(dot + 1);
  return std::string(text);
}

ServiceError read_service_error(const Response& response, const JsonValue* json) {
  ServiceError error;
  error.status = response.status;
  if (json != nullptr && json->is(JsonValue::Kind::object)) {
    error.body = *json;
    error.code = member(*json, {"__type", "code", "Code"});
    error.message = member(*json, {"message", "Message", "errorMessage"});
  } else {
    error.code = element(response.body, "Code");
    error.message = element(response.body, "Message");
  }
  const std::string_view header = response.header("x-amzn-ErrorType");
  error.code = plain_error_code(header.empty() ? std::string_view(error.code) : header);
  if (error.message.empty()) error.message = "status " + std::to_string(error.status);
  error.kind = kind_of(error);
  return error;
}

bool is_expired_credentials(const ServiceError& error) {
  return error.code == "ExpiredToken" || error.code == "ExpiredTokenException" || error.code == "RequestExpired";
}

bool is_clock_skew(const ServiceError& error) {
  return error.code == "RequestTimeTooSkewed" || error.code == "RequestInTheFuture" ||
         (error.code == "InvalidSignatureException" && error.message.find("Signature expired") != std::string::npos) ||
         (error.code == "InvalidSignatureException" &&
          error.message.find("Signature not yet current") != std::string::npos);
}

}  // namespace dietz::aws
