#include "engines/telemetry/json_log.hpp"

#include "base/utf8.hpp"
#include "codec/instant_text.hpp"
#include "codec/json_writer.hpp"

#include <cerrno>
#include <cmath>
#include <unistd.h>
#include <utility>

namespace dietz {
namespace {

std::string_view name_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return "debug";
    case LogLevel::info:
      return "info";
    case LogLevel::warning:
      return "warning";
    case LogLevel::error:
      return "error";
  }
  return "error";
}

/// Bytes of an input that aren't UTF-8 would make the line unreadable for the reader of the log.
std::string readable(std::string_view text) {
  if (find_invalid_utf8(text) == std::string_view::npos) return std::string(text);
  std::string shown;
  for (const char c : text) shown += static_cast<unsigned char>(c) < 0x80 ? c : '?';
  return shown;
}

void write_value(JsonWriter& json, const LogValue& value) {
  const LogValue::Content& content = value.content();
  if (const auto* integer = std::get_if<std::int64_t>(&content)) {
    json.integer(*integer);
  } else if (const auto* number = std::get_if<double>(&content)) {
    std::isfinite(*number) ? json.number(*number) : json.null();
  } else if (const auto* boolean = std::get_if<bool>(&content)) {
    json.boolean(*boolean);
  } else {
    json.string(readable(std::get<std::string>(content)));
  }
}

}  // namespace

JsonLog::JsonLog(LogLevel lowest, Sink sink, Now now) : lowest_(lowest), sink_(std::move(sink)), now_(std::move(now)) {}

JsonLog::Sink JsonLog::to_descriptor(int descriptor) {
  return [descriptor](std::string_view line) {
    while (!line.empty()) {
      const auto written = ::write(descriptor, line.data(), line.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return;  // A log that can't be written must not stop the work.
      line.remove_prefix(static_cast<std::size_t>(written));
    }
  };
}

void JsonLog::write(LogLevel level, FixedText event, const LogContext& context,
                    std::initializer_list<LogField> fields) {
  if (level < lowest_) return;
  JsonWriter json;
  json.begin_object();
  json.key("timestamp").string(instant_text({now_()}));
  json.key("level").string(name_of(level));
  json.key("event").string(event.view());
  if (!context.request_id.empty()) json.key("request_id").string(readable(context.request_id));
  if (context.trace.valid()) {
    json.key("trace_id").string(context.trace.trace_id_text());
    json.key("span_id").string(context.trace.span_id_text());
  }
  if (!context.tenant.empty()) json.key("tenant").string(readable(context.tenant));
  if (fields.size() != 0) {
    json.key("details").begin_object();
    for (const LogField& field : fields) {
      json.key(field.name.view());
      write_value(json, field.value);
    }
    json.end_object();
  }
  json.end_object();
  sink_(json.take());
}

}  // namespace dietz
