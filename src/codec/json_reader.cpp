#include "codec/json_reader.hpp"

#include "base/utf8.hpp"
#include "codec/shown_text.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace dietz {
namespace {

namespace json = boost::json;

/// Two equal names, if any: sorted, so that an object of many names isn't compared pair by pair.
std::optional<std::string_view> doubled_name(const std::vector<std::string>& names) {
  std::vector<std::string_view> sorted(names.begin(), names.end());
  std::sort(sorted.begin(), sorted.end());
  const auto found = std::adjacent_find(sorted.begin(), sorted.end());
  if (found == sorted.end()) return std::nullopt;
  return *found;
}

/// Receives what Boost.JSON's parser meets, and builds values of it. A `false` ends the parse with `refusal`.
struct Builder {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  /// An array or object that is still open.
  struct Open {
    bool object;
    std::vector<std::string> names;
    std::vector<JsonValue> items;
  };

  JsonLimits limits;
  std::vector<Open> open;
  std::string text;    ///< of the string, name or number being read
  std::string number;  ///< the characters of a number so far
  JsonValue root;
  std::string refusal;

  bool refuse(json::error_code& error, std::string why) {
    refusal = std::move(why);
    error = json::make_error_code(json::error::exception);
    return false;
  }
  bool place(JsonValue value, json::error_code& error) {
    if (open.empty()) {
      root = std::move(value);
      return true;
    }
    open.back().items.push_back(std::move(value));
    if (open.back().items.size() > limits.entries)
      return refuse(error, "more than " + std::to_string(limits.entries) + " entries");
    return true;
  }
  bool add(json::string_view part, json::error_code& error) {
    text.append(part.data(), part.size());
    if (text.size() > limits.string_bytes)
      return refuse(error, "a string of more than " + std::to_string(limits.string_bytes) + " bytes");
    return true;
  }
  bool add_digits(json::string_view part, json::error_code& error) {
    number.append(part.data(), part.size());
    if (number.size() > limits.number_characters)
      return refuse(error, "a number of more than " + std::to_string(limits.number_characters) + " characters");
    return true;
  }
  bool end_number(json::string_view part, json::error_code& error) {
    if (!add_digits(part, error)) return false;
    return place(JsonValue::of_number(std::exchange(number, {})), error);
  }
  std::string pointer() const {
    std::string path;
    for (const Open& level : open) {
      if (!level.object) {
        path = pointer_to(path, std::to_string(level.items.size()));
      } else if (level.names.size() > level.items.size()) {
        path = pointer_to(path, level.names.back());
      }
    }
    return path;
  }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) {
    open.push_back({true, {}, {}});
    return true;
  }
  bool on_object_end(std::size_t, json::error_code& error) {
    if (const auto name = doubled_name(open.back().names))
      return refuse(error, "the name " + shown(*name) + " stands twice in one object");
    Open done = std::move(open.back());
    open.pop_back();
    return place(JsonValue::of_object(std::move(done.names), std::move(done.items)), error);
  }
  bool on_array_begin(json::error_code&) {
    open.push_back({false, {}, {}});
    return true;
  }
  bool on_array_end(std::size_t, json::error_code& error) {
    Open done = std::move(open.back());
    open.pop_back();
    return place(JsonValue::of_array(std::move(done.items)), error);
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code& error) { return add(part, error); }
  bool on_key(json::string_view part, std::size_t, json::error_code& error) {
    if (!add(part, error)) return false;
    open.back().names.push_back(std::exchange(text, {}));
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code& error) { return add(part, error); }
  bool on_string(json::string_view part, std::size_t, json::error_code& error) {
    if (!add(part, error)) return false;
    return place(JsonValue::of_string(std::exchange(text, {})), error);
  }
  bool on_number_part(json::string_view part, json::error_code& error) { return add_digits(part, error); }
  bool on_int64(std::int64_t, json::string_view part, json::error_code& error) { return end_number(part, error); }
  bool on_uint64(std::uint64_t, json::string_view part, json::error_code& error) { return end_number(part, error); }
  bool on_double(double, json::string_view part, json::error_code& error) { return end_number(part, error); }
  bool on_bool(bool value, json::error_code& error) { return place(JsonValue::of_boolean(value), error); }
  bool on_null(json::error_code& error) { return place(JsonValue(), error); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
};

Error problem(std::string_view text, std::size_t offset, std::string pointer, std::string message) {
  const std::size_t line = 1 + count_lines(text.substr(0, std::min(offset, text.size())));
  return {ErrorKind::invalid, {{{"", line, std::move(pointer)}, std::move(message)}}};
}

std::string explained(const json::error_code& error, const Builder& builder, const JsonLimits& limits) {
  if (!builder.refusal.empty()) return builder.refusal;
  if (error == json::error::incomplete) return "the text ends before the value does";
  if (error == json::error::too_deep) return "nested deeper than " + std::to_string(limits.depth) + " levels";
  if (error == json::error::extra_data) return "something stands behind the value";
  if (error == json::error::exponent_overflow) return "an exponent out of range";
  return "not JSON: " + error.message();
}

}  // namespace

JsonValue JsonValue::of_boolean(bool value) {
  JsonValue made;
  made.kind_ = Kind::boolean;
  made.text_ = value ? "true" : "false";
  return made;
}

JsonValue JsonValue::of_number(std::string text) {
  JsonValue made;
  made.kind_ = Kind::number;
  made.text_ = std::move(text);
  return made;
}

JsonValue JsonValue::of_string(std::string text) {
  JsonValue made;
  made.kind_ = Kind::string;
  made.text_ = std::move(text);
  return made;
}

JsonValue JsonValue::of_array(std::vector<JsonValue> items) {
  JsonValue made;
  made.kind_ = Kind::array;
  made.items_ = std::move(items);
  return made;
}

JsonValue JsonValue::of_object(std::vector<std::string> names, std::vector<JsonValue> values) {
  JsonValue made;
  made.kind_ = Kind::object;
  made.names_ = std::move(names);
  made.items_ = std::move(values);
  return made;
}

const JsonValue* JsonValue::find(std::string_view name) const {
  const auto found = std::find(names_.begin(), names_.end(), name);
  return found == names_.end() ? nullptr : &items_[static_cast<std::size_t>(found - names_.begin())];
}

std::string_view name_of(JsonValue::Kind kind) {
  switch (kind) {
    case JsonValue::Kind::null:
      return "null";
    case JsonValue::Kind::boolean:
      return "true or false";
    case JsonValue::Kind::number:
      return "a number";
    case JsonValue::Kind::string:
      return "a string";
    case JsonValue::Kind::array:
      return "an array";
    case JsonValue::Kind::object:
      return "an object";
  }
  return "";
}

std::string pointer_to(std::string_view parent, std::string_view name) {
  std::string pointer(parent);
  pointer += '/';
  for (const char c : name) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

Result<JsonValue> read_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) return problem(text, 0, "", "longer than " + std::to_string(limits.bytes) + " bytes");
  if (const std::size_t bad = find_invalid_utf8(text); bad != std::string_view::npos)
    return problem(text, bad, "", "byte " + std::to_string(bad + 1) + " is not UTF-8");
  if (text.starts_with("\xEF\xBB\xBF")) return problem(text, 0, "", "begins with a byte-order mark");
  json::parse_options options;
  options.max_depth = limits.depth;
  json::basic_parser<Builder> parser(options, Builder{limits, {}, {}, {}, {}, {}});
  json::error_code error;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  Builder& builder = parser.handler();
  if (!error && used < text.size()) error = json::make_error_code(json::error::extra_data);
  if (error) return problem(text, used, builder.pointer(), explained(error, builder, limits));
  return std::move(builder.root);
}

}  // namespace dietz
