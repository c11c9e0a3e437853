#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dietz {

/// Writes one JSON text (RFC 8259) in a single pass. The caller keeps the nesting right; commas and escapes are the
/// writer's. Doubles get the shortest digits that read back to the same bits; exact decimals are strings.
class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);
  /// A finite double; callers say null for an absent value.
  JsonWriter& number(double value);
  JsonWriter& integer(std::int64_t value);
  /// Text that is a JSON number already.
  JsonWriter& number_text(std::string_view text);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  /// A complete JSON text, copied as it is.
  JsonWriter& raw(std::string_view json);

  /// The text, with a line feed at its end; the writer is empty afterwards.
  [[nodiscard]] std::string take();

 private:
  void before_value();

  std::string text_;
  bool needs_comma_ = false;
};

/// The shortest decimal text that reads back to the same double: "0.1", "1e-07".
[[nodiscard]] std::string shortest_text(double value);

}  // namespace dietz
