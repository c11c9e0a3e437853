#pragma once

#include "observability/trace_context.hpp"

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace dietz {

/// A string literal: text that a programmer wrote, so that it can hold no secret and nothing of a person.
class FixedText {
 public:
  template <std::size_t n>
  consteval FixedText(const char (&literal)[n]) : text_(literal, n - 1) {}
  [[nodiscard]] constexpr std::string_view view() const { return text_; }

 private:
  std::string_view text_;
};

/// What may stand in a log line: numbers, booleans, literals, and two kinds of text that the caller vouches for by
/// name. There is no way from a plain string, so that a name, a token or a request's body can't get into a log by
/// mistake.
class LogValue {
 public:
  using Content = std::variant<std::int64_t, double, bool, std::string>;

  template <std::integral T>
  LogValue(T value) : content_(to_content(value)) {}
  LogValue(double value) : content_(value) {}
  template <std::size_t n>
  LogValue(const char (&literal)[n]) : content_(std::string(literal, n - 1)) {}
  template <std::size_t n>
  LogValue(char (&buffer)[n]) = delete;
  /// The id of an entity, or the name of a route: made by the product or checked by it, never a person's data.
  [[nodiscard]] static LogValue id(std::string_view id) { return LogValue(std::string(id), 128); }
  /// What an engine or the operating system said. It may describe an input's place, not its content.
  [[nodiscard]] static LogValue technical(std::string_view text) { return LogValue(std::string(text), 1024); }

  [[nodiscard]] const Content& content() const { return content_; }

 private:
  LogValue(std::string text, std::size_t longest) {
    if (text.size() > longest) text.resize(longest);
    content_ = std::move(text);
  }
  template <std::integral T>
  static Content to_content(T value) {
    if constexpr (std::same_as<T, bool>) {
      return value;
    } else {
      return static_cast<std::int64_t>(value);
    }
  }
  Content content_;
};

struct LogField {
  FixedText name;
  LogValue value;
};

enum class LogLevel { debug, info, warning, error };

/// Whose work a line belongs to. Empty parts are left out of the line.
struct LogContext {
  std::string request_id;
  std::string tenant;
  TraceContext trace;
};

/// Where lines go. One call is one line, whatever its fields hold. Safe to use from several threads.
class Log {
 public:
  virtual ~Log() = default;

  /// @param event what happened, as a dotted name: `request.finished`, `lease.lost`
  virtual void write(LogLevel level, FixedText event, const LogContext& context,
                     std::initializer_list<LogField> fields) = 0;

  void info(FixedText event, const LogContext& context, std::initializer_list<LogField> fields = {}) {
    write(LogLevel::info, event, context, fields);
  }
  void warning(FixedText event, const LogContext& context, std::initializer_list<LogField> fields = {}) {
    write(LogLevel::warning, event, context, fields);
  }
  void error(FixedText event, const LogContext& context, std::initializer_list<LogField> fields = {}) {
    write(LogLevel::error, event, context, fields);
  }
};

/// For tests and programs that keep no log.
class NoLog : public Log {
 public:
  void write(LogLevel /*level*/, FixedText /*event*/, const LogContext& /*context*/,
             std::initializer_list<LogField> /*fields*/) override {}
};

}  // namespace dietz
