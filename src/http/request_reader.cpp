#include "http/request_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dietz {
namespace {

constexpr std::size_t longest_method = 32;
constexpr std::size_t longest_version = 16;    // with blanks and line end
constexpr std::size_t longest_length = 15;     // digits of a Content-Length
constexpr std::size_t longest_chunk_size = 8;  // hex digits
constexpr std::array<std::string_view, 10> only_once = {
    "Host",   "Authorization",   "Content-Type", "Content-Length",   "Transfer-Encoding",
    "Expect", "Idempotency-Key", "If-Match",     "Content-Encoding", "If-None-Match"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// tchar (RFC 9110, section 5.6.2)
bool is_token_character(char c) {
  return is_digit(c) || is_letter(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

/// Visible characters, blanks and tabs of a field's value (RFC 9110, section 5.5).
bool is_value_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// A host and port as a URI has them (RFC 3986, section 3.2.2), not empty.
bool is_host(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || is_letter(c) || std::string_view("-._~!$&'()*+,;=:[]%").find(c) != std::string_view::npos;
  });
}

/// Whether a comma-separated list names the token.
bool lists(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const std::string_view item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), item.size() + 1));
    if (same_name(trimmed(item), token)) return true;
  }
  return false;
}

}  // namespace

void HttpRequestReader::refuse(int status, std::string_view reason) {
  state_ = State::failed;
  status_ = status;
  reason_ = reason;
  keeps_alive_ = false;
}

void HttpRequestReader::reset() { *this = HttpRequestReader(limits_); }

bool HttpRequestReader::is_under_way() const {
  return state_ != State::done && state_ != State::failed &&
         (state_ != State::request_line || !line_.empty() || skipped_empty_line_);
}

std::size_t HttpRequestReader::line_limit() const {
  switch (state_) {
    case State::request_line:
      return limits_.target + longest_method + longest_version;
    case State::chunk_size:
      return limits_.chunk_line;
    case State::chunk_end:
      return 2;
    case State::trailer:
      return limits_.trailer - std::min(limits_.trailer, used_);
    default:
      return limits_.head - std::min(limits_.head, used_);
  }
}

std::size_t HttpRequestReader::feed(std::string_view input) {
  const std::size_t offered = input.size();
  while (!input.empty() && !wants_decision() && !is_done() && !failed()) {
    if (state_ == State::body || state_ == State::chunk_data) {
      input.remove_prefix(take_body(input));
      continue;
    }
    const int too_long = state_ == State::request_line                         ? 414
                         : state_ == State::fields || state_ == State::trailer ? 431
                                                                               : 400;
    std::string_view line;
    if (!take_line(input, line_limit(), too_long, line)) continue;
    read_line(line);
    line_.clear();
  }
  return offered - input.size();
}

bool HttpRequestReader::take_line(std::string_view& input, std::size_t limit, int too_long_status,
                                  std::string_view& line) {
  const std::size_t end = input.find('\n');
  const std::size_t got = end == std::string_view::npos ? input.size() : end + 1;
  if (line_.size() + got > limit) {
    refuse(too_long_status, "a line or all of them are too long");
    return false;
  }
  const std::string_view part = input.substr(0, got);
  input.remove_prefix(got);
  if (end == std::string_view::npos || !line_.empty()) line_.append(part);
  if (end == std::string_view::npos) return false;
  line = line_.empty() ? part : std::string_view(line_);
  used_ += line.size();
  if (line.size() < 2 || line[line.size() - 2] != '\r') {
    refuse(400, "a line does not end with CR LF");
    return false;
  }
  line.remove_suffix(2);
  return true;
}

void HttpRequestReader::read_line(std::string_view line) {
  switch (state_) {
    case State::request_line:
      return read_request_line(line);
    case State::fields:
      return line.empty() ? end_head() : read_field(line);
    case State::chunk_size:
      return read_chunk_size(line);
    case State::trailer:
      if (!line.empty()) return read_field(line);
      state_ = State::done;
      return;
    default:  // behind a chunk's data
      if (!line.empty()) return refuse(400, "a chunk is longer than its size says");
      state_ = State::chunk_size;
  }
}

void HttpRequestReader::read_request_line(std::string_view line) {
  if (line.empty() && !skipped_empty_line_) {
    skipped_empty_line_ = true;
    return;
  }
  const std::size_t first = line.find(' ');
  const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) return refuse(400, "the request line has not three parts");
  const std::string_view method = line.substr(0, first);
  const std::string_view version = line.substr(second + 1);
  if (!is_token(method)) return refuse(400, "the method is no token");
  if (method.size() > longest_method) return refuse(501, "no method has such a long name");
  if (version.size() != 8 || !version.starts_with("HTTP/") || !is_digit(version[5]) || version[6] != '.' ||
      !is_digit(version[7]))
    return refuse(400, "the version is malformed");
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return refuse(505, "the version is not supported");
  const std::string_view target = line.substr(first + 1, second - first - 1);
  if (target.size() > limits_.target) return refuse(414, "the target is too long");
  if (!read_target(target)) return refuse(400, "the target is malformed");
  request_.method = method;
  version_1_0_ = version.back() == '0';
  state_ = State::fields;
}

bool HttpRequestReader::read_target(std::string_view target) {
  if (target.empty() || !std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7F; }) ||
      target.find('#') != std::string_view::npos)
    return false;
  if (same_name(target.substr(0, 7), "http://") || same_name(target.substr(0, 8), "https://")) {
    target.remove_prefix(target.find("//") + 2);
    const std::size_t end = target.find_first_of("/?");
    if (!is_host(target.substr(0, end))) return false;
    target.remove_prefix(std::min(end, target.size()));
    if (target.empty() || target.front() == '?') {
      request_.path = "/";
      request_.has_query = !target.empty();
      if (request_.has_query) request_.query = target.substr(1);
      return true;
    }
  }
  if (target.front() != '/' && target != "*") return false;
  const std::size_t mark = target.find('?');
  request_.path = target.substr(0, mark);
  request_.has_query = mark != std::string_view::npos;
  if (request_.has_query) request_.query = target.substr(mark + 1);
  return true;
}

void HttpRequestReader::read_field(std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t') return refuse(400, "a field is folded");
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return refuse(400, "a field has no colon");
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!is_token(name)) return refuse(400, "a field's name is no token");
  if (!std::all_of(value.begin(), value.end(), is_value_character))
    return refuse(400, "a field holds a control character");
  if (state_ == State::trailer) return;  // nothing is needed of trailers
  if (request_.fields.all().size() == limits_.fields) return refuse(431, "there are too many fields");
  request_.fields.add(std::string(name), std::string(value));
}

void HttpRequestReader::end_head() {
  for (const std::string_view name : only_once) {
    if (request_.fields.count(name) > 1) return refuse(400, "a field stands twice that may stand only once");
  }
  const std::string* host = request_.fields.find("Host");
  if (host == nullptr ? !version_1_0_ : !is_host(*host)) return refuse(400, "Host is missing or malformed");
  if (!read_framing() || !read_expectation()) return;
  keeps_alive_ = !version_1_0_;
  for (const HttpField& field : request_.fields.all()) {
    if (same_name(field.name, "Connection") && lists(field.value, "close")) keeps_alive_ = false;
  }
  state_ = State::head_done;
}

bool HttpRequestReader::read_framing() {
  const std::string* length = request_.fields.find("Content-Length");
  const std::string* coding = request_.fields.find("Transfer-Encoding");
  if (coding != nullptr) {
    if (length != nullptr) {
      refuse(400, "a length and a transfer coding are given");
    } else if (version_1_0_) {
      refuse(400, "HTTP/1.0 has no transfer codings");
    } else if (!same_name(*coding, "chunked")) {
      refuse(501, "the transfer coding is not supported");
    }
    chunked_ = true;
    return !failed();
  }
  if (length == nullptr) return true;
  if (length->empty() || length->size() > longest_length || !std::all_of(length->begin(), length->end(), is_digit)) {
    refuse(400, "the length is no plain number");
    return false;
  }
  for (const char digit : *length) length_ = length_ * 10 + static_cast<std::uint64_t>(digit - '0');
  return true;
}

bool HttpRequestReader::read_expectation() {
  const std::string* expectation = request_.fields.find("Expect");
  if (expectation == nullptr) return true;
  if (!same_name(*expectation, "100-continue")) {
    refuse(417, "the expectation is not supported");
    return false;
  }
  expects_continue_ = !version_1_0_;
  return true;
}

void HttpRequestReader::allow_body(std::size_t limit) {
  if (!wants_decision()) return;
  body_limit_ = limit;
  used_ = 0;
  if (chunked_) {
    state_ = State::chunk_size;
  } else if (length_ > limit) {
    refuse(413, "the body is longer than allowed");
  } else {
    state_ = length_ == 0 ? State::done : State::body;
  }
}

std::size_t HttpRequestReader::body_at_most(std::size_t limit) const {
  return chunked_ ? limit : static_cast<std::size_t>(std::min<std::uint64_t>(limit, length_));
}

void HttpRequestReader::read_chunk_size(std::string_view line) {
  const std::string_view digits = line.substr(0, line.find(';'));
  const std::string_view extension = line.substr(digits.size());
  if (digits.empty() || digits.size() > longest_chunk_size ||
      !std::all_of(extension.begin(), extension.end(), is_value_character))
    return refuse(400, "a chunk's size is malformed");
  std::uint64_t size = 0;
  for (const char c : digits) {
    const std::size_t digit = std::string_view("0123456789abcdef").find(is_letter(c) ? static_cast<char>(c | 0x20) : c);
    if (digit == std::string_view::npos) return refuse(400, "a chunk's size is malformed");
    size = size * 16 + digit;
  }
  used_ = 0;
  if (size > body_limit_ - request_.body.size()) return refuse(413, "the body is longer than allowed");
  length_ = size;
  state_ = size == 0 ? State::trailer : State::chunk_data;
}

std::size_t HttpRequestReader::take_body(std::string_view input) {
  const std::size_t taken = static_cast<std::size_t>(std::min<std::uint64_t>(input.size(), length_));
  request_.body.append(input.substr(0, taken));
  length_ -= taken;
  if (length_ == 0) state_ = state_ == State::body ? State::done : State::chunk_end;
  return taken;
}

}  // namespace dietz
