#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// What a JSON text from outside may be at most. Sizes are in bytes.
struct JsonLimits {
  std::size_t bytes = 1'048'576;
  std::size_t depth = 32;              ///< arrays and objects inside one another
  std::size_t entries = 10'000;        ///< members of one object, or items of one array
  std::size_t string_bytes = 65'536;   ///< of one string or name, as UTF-8 without its escapes
  std::size_t number_characters = 64;  ///< of one number
};

/// A JSON value as it was written: numbers keep their text, so a decimal is never rounded through a double, and members
/// keep their order.
class JsonValue {
 public:
  enum class Kind { null, boolean, number, string, array, object };

  [[nodiscard]] static JsonValue of_boolean(bool value);
  [[nodiscard]] static JsonValue of_number(std::string text);
  [[nodiscard]] static JsonValue of_string(std::string text);
  [[nodiscard]] static JsonValue of_array(std::vector<JsonValue> items);
  /// One name for each value.
  [[nodiscard]] static JsonValue of_object(std::vector<std::string> names, std::vector<JsonValue> values);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is(Kind kind) const { return kind_ == kind; }
  [[nodiscard]] bool boolean() const { return text_ == "true"; }
  /// The characters of a number, or a string without its escapes (UTF-8, may hold NUL).
  [[nodiscard]] const std::string& text() const { return text_; }
  /// The items of an array, or the values of an object's members.
  [[nodiscard]] const std::vector<JsonValue>& items() const { return items_; }
  /// The names of an object's members, each once.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// An object's member, or null where it isn't there.
  [[nodiscard]] const JsonValue* find(std::string_view name) const;

 private:
  Kind kind_ = Kind::null;
  std::string text_;
  std::vector<JsonValue> items_;
  std::vector<std::string> names_;
};

/// "a number", "an object"…, for messages.
[[nodiscard]] std::string_view name_of(JsonValue::Kind kind);

/// Reads one JSON text (RFC 8259), strictly: UTF-8 without a byte-order mark, no name twice in an object, no surrogate
/// alone, nothing behind the value, within the limits. Errors: one problem with its line and, as its column, the JSON
/// pointer (RFC 6901) of the value that was being read.
[[nodiscard]] Result<JsonValue> read_json(std::string_view text, const JsonLimits& limits = {});

/// A JSON pointer one step further: `/items` and `3` give `/items/3`; `~` and `/` in a name are escaped (RFC 6901).
[[nodiscard]] std::string pointer_to(std::string_view parent, std::string_view name);

}  // namespace dietz
