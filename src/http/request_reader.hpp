#pragma once

#include "http/message.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dietz {

/// What a request may be at most, in bytes; the body's limit is the handler's.
struct HttpLimits {
  std::size_t target = 8'192;
  std::size_t head = 32'768;  ///< request line and fields together
  std::size_t fields = 100;
  std::size_t chunk_line = 256;
  std::size_t trailer = 4'096;
};

/// Makes requests of bytes (HTTP/1.0 and 1.1; RFC 9110, RFC 9112), piece by piece, and refuses whatever two readers
/// could understand differently: a length together with a transfer coding, two lengths, any coding but `chunked`, lines
/// not ended by CR LF, folded lines, blanks before a colon, control characters, a missing or second Host.
///
///   while (!input.empty() && !reader.wants_decision() && !reader.is_done() && !reader.failed())
///     input.remove_prefix(reader.feed(input));
///
/// When the head is complete the reader stops and wants a decision: `allow_body(limit)` lets it go on. What follows a
/// complete request is left in the input for the next one. After a refusal nothing more can be read.
class HttpRequestReader {
 public:
  explicit HttpRequestReader(const HttpLimits& limits = {}) : limits_(limits) {}

  /// Takes bytes and says how many it took.
  std::size_t feed(std::string_view input);

  [[nodiscard]] bool wants_decision() const { return state_ == State::head_done; }
  /// Goes on behind the head. A body that is announced to be longer than the limit is refused with 413.
  void allow_body(std::size_t limit);
  /// How long the body can become: what is announced, or the limit where nothing is.
  [[nodiscard]] std::size_t body_at_most(std::size_t limit) const;
  [[nodiscard]] bool is_done() const { return state_ == State::done; }
  [[nodiscard]] bool failed() const { return state_ == State::failed; }
  /// Whether bytes of a request have come, but not yet all of it.
  [[nodiscard]] bool is_under_way() const;
  [[nodiscard]] bool has_head() const { return state_ > State::fields; }

  [[nodiscard]] int status() const { return status_; }
  [[nodiscard]] std::string_view reason() const { return reason_; }

  [[nodiscard]] HttpRequest& request() { return request_; }
  /// Whether the sender waits for `100 Continue` before it sends the body.
  [[nodiscard]] bool expects_continue() const { return expects_continue_ && body_follows(); }
  /// Whether the connection stays open behind this request.
  [[nodiscard]] bool keeps_alive() const { return keeps_alive_; }

  /// Ready for the next request.
  void reset();

 private:
  enum class State { request_line, fields, head_done, body, chunk_size, chunk_data, chunk_end, trailer, done, failed };

  [[nodiscard]] bool body_follows() const { return chunked_ || length_ > 0; }
  void refuse(int status, std::string_view reason);
  /// Takes bytes of a line; true when it is whole, and then `line` is what stands before its CR LF.
  bool take_line(std::string_view& input, std::size_t limit, int too_long_status, std::string_view& line);
  void read_line(std::string_view line);
  void read_request_line(std::string_view line);
  bool read_target(std::string_view target);
  void read_field(std::string_view line);
  void end_head();
  bool read_framing();
  bool read_expectation();
  void read_chunk_size(std::string_view line);
  std::size_t take_body(std::string_view input);
  [[nodiscard]] std::size_t line_limit() const;

  HttpLimits limits_;
  State state_ = State::request_line;
  std::string line_;      ///< the part of a line that has come, if not all of it came at once
  std::size_t used_ = 0;  ///< bytes of the head, or of the trailer
  HttpRequest request_;
  bool version_1_0_ = false;
  bool chunked_ = false;
  bool keeps_alive_ = false;
  bool expects_continue_ = false;
  bool skipped_empty_line_ = false;
  std::uint64_t length_ = 0;  ///< still to come of the body or chunk
  std::size_t body_limit_ = 0;
  int status_ = 0;
  std::string_view reason_;
};

}  // namespace dietz
