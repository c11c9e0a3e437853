#include "engines/aws/transport.hpp"

#include <algorithm>
#include <curl/curl.h>
#include <mutex>

namespace dietz::aws {
namespace {

constexpr std::size_t largest_answer = std::size_t{32} * 1024 * 1024;
constexpr long connect_milliseconds = 3'000;

struct CloseHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Handle = std::unique_ptr<CURL, CloseHandle>;

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* target) {
  auto& body = static_cast<Response*>(target)->body;
  if (body.size() + size * count > largest_answer) return 0;  // curl ends the transfer with a write error
  body.append(data, size * count);
  return size * count;
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* target) {
  auto& response = *static_cast<Response*>(target);
  std::string_view line(data, size * count);
  // A new status line begins another answer (after `100 Continue`): only the last one's headers count.
  if (line.starts_with("HTTP/")) response.headers.clear();
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    const std::string_view name = line.substr(0, colon);
    line.remove_prefix(colon + 1);
    const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
    const std::size_t end = line.find_last_not_of(" \t\r\n");
    response.headers.emplace_back(
        name, end == std::string_view::npos || end < begin ? "" : line.substr(begin, end - begin + 1));
  }
  return size * count;
}

HeaderList header_list(const Request& request) {
  HeaderList list;
  const auto append = [&](const std::string& line) { list.reset(curl_slist_append(list.release(), line.c_str())); };
  for (const auto& [name, value] : request.headers) append(value.empty() ? name + ";" : name + ": " + value);
  append("Expect:");  // no round trip before the body
  // Without it libcurl says application/x-www-form-urlencoded, which some services take for a form.
  if (std::none_of(request.headers.begin(), request.headers.end(),
                   [](const auto& h) { return same_name(h.first, "Content-Type"); })) {
    append("Content-Type:");
  }
  return list;
}

bool nothing_was_sent(CURLcode code) {
  return code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_RESOLVE_PROXY ||
         code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION ||
         code == CURLE_SSL_CACERT_BADFILE || code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL;
}

class CurlTransport : public Transport {
 public:
  CurlTransport() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  }

  Exchange send(const std::string& base, const Request& request, std::chrono::milliseconds time_limit) override {
    Handle handle = take_handle();
    Exchange exchange;
    if (!handle) {
      exchange.outcome = Exchange::Outcome::not_sent;
      exchange.problem = "libcurl has no memory";
      return exchange;
    }
    const HeaderList headers = header_list(request);
    const std::string url = base + request.path + (request.query.empty() ? "" : "?" + request.query);
    set_up(handle.get(), request, url, headers.get(), time_limit, exchange.response);
    const CURLcode code = curl_easy_perform(handle.get());
    if (code == CURLE_OK) {
      long status = 0;
      curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
      exchange.response.status = static_cast<int>(status);
      exchange.outcome = Exchange::Outcome::answered;
    } else {
      exchange.outcome = nothing_was_sent(code) ? Exchange::Outcome::not_sent : Exchange::Outcome::unknown;
      exchange.problem = curl_easy_strerror(code);
    }
    give_back(std::move(handle));
    return exchange;
  }

 private:
  static void set_up(CURL* handle, const Request& request, const std::string& url, curl_slist* headers,
                     std::chrono::milliseconds time_limit, Response& response) {
    curl_easy_reset(handle);  // keeps the connections
    curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, connect_milliseconds);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(time_limit.count()));
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &response);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &response);
    if (request.method == "HEAD") {
      curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    } else if (request.method == "GET" && request.body.empty()) {
      curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
    } else {
      curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
      curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.data());
      curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
  }

  Handle take_handle() {
    const std::scoped_lock lock(mutex_);
    if (idle_.empty()) return Handle(curl_easy_init());
    Handle handle = std::move(idle_.back());
    idle_.pop_back();
    return handle;
  }

  void give_back(Handle handle) {
    constexpr std::size_t most_idle = 32;
    const std::scoped_lock lock(mutex_);
    if (idle_.size() < most_idle) idle_.push_back(std::move(handle));
  }

  std::mutex mutex_;
  std::vector<Handle> idle_;
};

}  // namespace

std::string_view Response::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (same_name(key, name)) return value;
  }
  return {};
}

std::unique_ptr<Transport> make_curl_transport() { return std::make_unique<CurlTransport>(); }

}  // namespace dietz::aws
