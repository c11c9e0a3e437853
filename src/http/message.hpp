#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

struct HttpField {
  std::string name;
  std::string value;
};

/// Fields of a message in their order; names are compared without regard to case (RFC 9110, section 5.1).
class HttpFields {
 public:
  void add(std::string name, std::string value) { fields_.push_back({std::move(name), std::move(value)}); }
  /// Replaces what has this name.
  void set(std::string_view name, std::string value);
  /// The first field of this name, or null.
  [[nodiscard]] const std::string* find(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  [[nodiscard]] const std::vector<HttpField>& all() const { return fields_; }
  void clear() { fields_.clear(); }

 private:
  std::vector<HttpField> fields_;
};

/// Whether two names or tokens are the same but for the case of ASCII letters.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

/// One request, whatever brought it. Its fields are checked: none of those that may stand only once stands twice.
struct HttpRequest {
  std::string method;  ///< as sent: methods are case-sensitive
  std::string path;    ///< as sent, percent-encoded; begins with `/`, or is `*`
  std::string query;   ///< as sent, without the `?`
  bool has_query = false;
  HttpFields fields;
  std::string body;
  std::string peer;  ///< the address it came from, for logs
};

/// Where a response that goes on (server-sent events) is written to. Thread-safe.
class HttpStream {
 public:
  virtual ~HttpStream() = default;
  /// Queues bytes; false once the stream is closed, also because the reader is too slow.
  virtual bool write(std::string bytes) = 0;
  virtual void close() = 0;
  [[nodiscard]] virtual bool is_open() const = 0;
};

struct HttpResponse {
  int status = 200;
  HttpFields fields;
  std::string body;
  /// Set for a response without an end: called once, after the head was sent; the body is not looked at.
  std::function<void(std::shared_ptr<HttpStream>)> stream;
};

/// "OK", "Not Found"…; "" for a status that isn't known.
[[nodiscard]] std::string_view reason_phrase(int status);

/// What answers requests. Called from many threads at once.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  [[nodiscard]] virtual HttpResponse handle(const HttpRequest& request) = 0;
  /// The answer to what never became a request that could be handled: malformed, too large, too late, too many.
  [[nodiscard]] virtual HttpResponse refuse(int status, std::string_view reason) = 0;
  /// How many bytes the body of this request may have; asked when its head was read.
  [[nodiscard]] virtual std::size_t body_limit(const HttpRequest& head) const = 0;
  /// Whether it is answered in no time and without waiting for anything, so that it needs no place in the queue.
  [[nodiscard]] virtual bool is_immediate(const HttpRequest& head) const = 0;
};

}  // namespace dietz
