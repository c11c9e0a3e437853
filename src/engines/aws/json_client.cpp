#include "engines/aws/json_client.hpp"

#include "engines/aws/service_error.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>

namespace dietz::aws {
namespace {

constexpr int full_retry_budget = 500;
constexpr int price_of_a_retry = 5;
constexpr JsonLimits answer_limits{.bytes = std::size_t{32} * 1024 * 1024,
                                   .depth = 64,
                                   .entries = 1'000'000,
                                   .string_bytes = std::size_t{32} * 1024 * 1024,
                                   .number_characters = 128};

/// `20150830T123600Z`
std::string basic_instant(std::int64_t seconds) {
  using namespace std::chrono;
  const sys_seconds moment{std::chrono::seconds(seconds)};
  const auto day = floor<days>(moment);
  const year_month_day date{day};
  const hh_mm_ss time{moment - day};
  std::array<char, 40> text{};
  const int length = std::snprintf(text.data(), text.size(), "%04d%02u%02uT%02d%02d%02dZ",
                                   static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                   static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                                   static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

/// `Sun, 06 Nov 1994 08:49:37 GMT` as seconds since 1970.
std::optional<std::int64_t> http_date(std::string_view text) {
  std::array<char, 4> month_name{};
  int day = 0;
  int year = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  const std::string copy(text);
  if (std::sscanf(copy.c_str(), "%*3s, %2d %3s %4d %2d:%2d:%2d GMT", &day, month_name.data(), &year, &hour, &minute,
                  &second) != 6) {
    return std::nullopt;
  }
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const std::size_t at = months.find(std::string_view(month_name.data(), 3));
  if (at == std::string_view::npos) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(at / 3 + 1)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return days * 86'400 + hour * 3'600 + minute * 60 + second;
}

std::string host_of(std::string_view base) {
  const std::size_t scheme = base.find("://");
  return std::string(scheme == std::string_view::npos ? base : base.substr(scheme + 3));
}

bool worth_another_attempt(const ServiceError& error, bool repeatable) {
  switch (error.kind) {
    case ServiceError::Kind::throttled:
    case ServiceError::Kind::unavailable:
      return true;
    case ServiceError::Kind::unknown:
      return repeatable;
    case ServiceError::Kind::denied:
    case ServiceError::Kind::refused:
      break;
  }
  return false;
}

}  // namespace

JsonClient::JsonClient(ClientSettings settings, Transport& transport, CachedCredentials& credentials, ClientWorld world)
    : settings_(std::move(settings)),
      transport_(transport),
      credentials_(credentials),
      world_(std::move(world)),
      retry_budget_(full_retry_budget) {}

std::string JsonClient::endpoint_of(const std::string& service) const {
  const auto found = settings_.endpoints.find(service);
  if (found != settings_.endpoints.end()) return found->second;
  return "https://" + service + "." + settings_.region + ".amazonaws.com";
}

JsonClient::Answer JsonClient::attempt(const ServiceProtocol& protocol, const std::string& operation,
                                       const std::string& body) {
  const auto keys = credentials_.get();
  if (!keys.ok()) return ServiceError{ServiceError::Kind::denied, 0, "NoCredentials", keys.error().message(), {}};
  const std::string base = endpoint_of(protocol.service);
  Request request{"POST", "/", "", {}, body};
  request.headers = {{"Host", host_of(base)},
                     {"Content-Type", protocol.content_type},
                     {"X-Amz-Target", protocol.target_prefix + "." + operation}};
  std::int64_t offset = 0;
  {
    const std::scoped_lock lock(mutex_);
    offset = clock_offset_;
  }
  sign(request, {settings_.region, protocol.service, basic_instant(world_.now_seconds() + offset)}, *keys);
  Exchange exchange = transport_.send(base, request, settings_.time_limit);
  if (exchange.outcome == Exchange::Outcome::not_sent) {
    return ServiceError{ServiceError::Kind::unavailable, 0, "NoConnection", exchange.problem, {}};
  }
  if (exchange.outcome == Exchange::Outcome::unknown) {
    return ServiceError{ServiceError::Kind::unknown, 0, "NoAnswer", exchange.problem, {}};
  }
  auto json = exchange.response.body.empty() ? Result<JsonValue>(JsonValue::of_object({}, {}))
                                             : read_json(exchange.response.body, answer_limits);
  if (exchange.response.status == 200) {
    if (json.ok()) return std::move(*json);
    return ServiceError{ServiceError::Kind::unknown, 200, "MalformedAnswer", json.error().message(), {}};
  }
  ServiceError error = read_service_error(exchange.response, json.ok() ? &*json : nullptr);
  if (is_expired_credentials(error)) credentials_.forget();
  if (is_clock_skew(error)) learn_clock(exchange.response);
  return error;
}

/// A signature is refused when the clocks differ by minutes; the answer says what time it is there.
void JsonClient::learn_clock(const Response& response) {
  const auto theirs = http_date(response.header("Date"));
  if (!theirs) return;
  const std::scoped_lock lock(mutex_);
  clock_offset_ = *theirs - world_.now_seconds();
}

bool JsonClient::spend_retry() {
  const std::scoped_lock lock(mutex_);
  if (retry_budget_ < price_of_a_retry) return false;
  retry_budget_ -= price_of_a_retry;
  return true;
}

void JsonClient::earn_retry() {
  const std::scoped_lock lock(mutex_);
  retry_budget_ = std::min(full_retry_budget, retry_budget_ + 1);
}

JsonClient::Answer JsonClient::call(const ServiceProtocol& protocol, const std::string& operation,
                                    const std::string& body, bool repeatable) {
  bool renewed = false;
  bool maybe_done = false;
  for (int number = 1;; ++number) {
    Answer answer = attempt(protocol, operation, body);
    if (std::holds_alternative<JsonValue>(answer)) {
      earn_retry();
      return answer;
    }
    auto& error = std::get<ServiceError>(answer);
    maybe_done = maybe_done || error.kind == ServiceError::Kind::unknown;
    const bool mended = !renewed && (is_expired_credentials(error) || is_clock_skew(error));
    if (mended) {
      renewed = true;
      continue;
    }
    const bool again = number < settings_.most_attempts && worth_another_attempt(error, repeatable) && spend_retry();
    if (!again) {
      // What one attempt did, a later refusal can't undo: the caller must not take it for "nothing was done".
      if (maybe_done && error.kind != ServiceError::Kind::refused) error.kind = ServiceError::Kind::unknown;
      return answer;
    }
    const double doublings = static_cast<double>(1U << static_cast<unsigned>(std::min(number - 1, 20)));
    const double ceiling = std::min(static_cast<double>(settings_.longest_delay.count()),
                                    static_cast<double>(settings_.first_delay.count()) * doublings);
    world_.sleep(std::chrono::milliseconds(static_cast<std::int64_t>(ceiling * world_.random())));
  }
}

}  // namespace dietz::aws
