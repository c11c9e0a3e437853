#pragma once

#include "observability/log.hpp"

#include <cstdint>
#include <functional>
#include <string_view>

namespace dietz {

/// A log of JSON objects, one a line:
/// `{"timestamp":"2026-01-31T17:00:00.000000Z","level":"info","event":"request.finished","request_id":…,"trace_id":…,
/// "span_id":…,"tenant":…,"details":{…}}`.
class JsonLog : public Log {
 public:
  /// Gets each line with its line feed; called by one thread at a time or able to be called by several.
  using Sink = std::function<void(std::string_view line)>;
  /// Microseconds since 1970-01-01T00:00:00Z.
  using Now = std::function<std::int64_t()>;

  JsonLog(LogLevel lowest, Sink sink, Now now);
  /// Writes to a file descriptor, a line in one system call, so that lines of several threads and processes don't mix.
  [[nodiscard]] static Sink to_descriptor(int descriptor);

  void write(LogLevel level, FixedText event, const LogContext& context,
             std::initializer_list<LogField> fields) override;

 private:
  LogLevel lowest_;
  Sink sink_;
  Now now_;
};

}  // namespace dietz
