#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// Which trace a piece of work belongs to, as W3C Trace Context writes it in the header `traceparent`
/// (https://www.w3.org/TR/trace-context/): it travels with a request through the queue to the worker.
struct TraceContext {
  std::array<std::uint8_t, 16> trace_id{};
  std::array<std::uint8_t, 8> span_id{};
  bool sampled = false;

  /// False for the default value: ids of zeros are not allowed.
  [[nodiscard]] bool valid() const;
  /// Reads `00-<32 hex>-<16 hex>-<2 hex>`; later versions may be longer. Nothing for anything else, as the standard
  /// wants it: upper case, ids of zeros, version ff.
  [[nodiscard]] static std::optional<TraceContext> parse(std::string_view traceparent);
  /// The same trace with another span as the parent of what follows.
  [[nodiscard]] TraceContext child(std::array<std::uint8_t, 8> new_span_id) const;

  [[nodiscard]] std::string traceparent() const;
  [[nodiscard]] std::string trace_id_text() const;
  [[nodiscard]] std::string span_id_text() const;
  friend bool operator==(const TraceContext&, const TraceContext&) = default;
};

}  // namespace dietz
