#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace dietz {

/// What the caller can do about an error.
enum class ErrorKind {
  retry,            ///< nothing was done; the same call may succeed at once or later
  not_found,        ///< what was asked for doesn't exist
  conflict,         ///< it exists in another state than assumed: read again, then decide
  invalid,          ///< the input is wrong; the message says where and why
  throttled,        ///< nothing was done, too much is asked: wait longer each time, then give up
  unknown_outcome,  ///< it may have been done or not: repeat only what is harmless twice, or read first
  fatal,            ///< a bug or a broken environment
};

/// Where in an input something stands: a file and a place in it. Line and column count from 1; 0 means "not known".
struct Origin {
  std::string file;
  std::size_t line = 0;
  std::string column;
};

/// One thing that is wrong.
struct Problem {
  Origin origin;
  std::string message;
};

/// Why an operation gave no value: what to do about it, and one or more problems with their places.
struct Error {
  ErrorKind kind = ErrorKind::fatal;
  std::vector<Problem> problems;

  [[nodiscard]] static Error invalid(std::string message) { return {ErrorKind::invalid, {{{}, std::move(message)}}}; }
  [[nodiscard]] static Error not_found(std::string message) {
    return {ErrorKind::not_found, {{{}, std::move(message)}}};
  }
  [[nodiscard]] static Error of(ErrorKind kind, std::string message) { return {kind, {{{}, std::move(message)}}}; }
  [[nodiscard]] static Error conflict(std::string message) { return of(ErrorKind::conflict, std::move(message)); }
  [[nodiscard]] static Error fatal(std::string message) { return {ErrorKind::fatal, {{{}, std::move(message)}}}; }
  [[nodiscard]] const std::string& message() const { return problems.front().message; }
};

/// A value or an Error. Asking for the one that isn't there is a bug and ends the program.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] T& value() & { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
  [[nodiscard]] T& operator*() & { return value(); }
  [[nodiscard]] const T& operator*() const& { return value(); }
  [[nodiscard]] T* operator->() { return &value(); }
  [[nodiscard]] const T* operator->() const { return &value(); }
  [[nodiscard]] const Error& error() const& { return std::get<1>(state_); }
  [[nodiscard]] Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value, or an Error.
struct Done {};
using Status = Result<Done>;

}  // namespace dietz
