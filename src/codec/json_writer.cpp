#include "codec/json_writer.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace dietz {
namespace {

bool needs_escape(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return c == '"' || c == '\\' || byte < 0x20 || byte == 0x7f;
}

void append_escape(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') {
    out += '\\';
    out += c;
  } else if (c == '\n') {
    out += "\\n";
  } else if (c == '\t') {
    out += "\\t";
  } else {
    out += "\\u00";
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
}

void append_escaped(std::string& out, std::string_view text) {
  while (true) {
    const auto plain = std::find_if(text.begin(), text.end(), needs_escape) - text.begin();
    out.append(text.data(), static_cast<std::size_t>(plain));
    text.remove_prefix(static_cast<std::size_t>(plain));
    if (text.empty()) return;
    append_escape(out, text.front());
    text.remove_prefix(1);
  }
}

constexpr std::size_t longest_double = 32;

std::string_view put_shortest(char (&buffer)[longest_double], double value) {
  const char* const end = std::to_chars(buffer, buffer + sizeof buffer, value == 0.0 ? 0.0 : value).ptr;
  return {buffer, static_cast<std::size_t>(end - buffer)};
}

}  // namespace

std::string shortest_text(double value) {
  char buffer[longest_double];
  return std::string(put_shortest(buffer, value));
}

void JsonWriter::before_value() {
  if (needs_comma_) text_ += ',';
  needs_comma_ = true;
}

JsonWriter& JsonWriter::begin_object() {
  before_value();
  text_ += '{';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  text_ += '}';
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  before_value();
  text_ += '[';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  text_ += ']';
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  string(name);
  text_ += ':';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  before_value();
  text_ += '"';
  append_escaped(text_, text);
  text_ += '"';
  return *this;
}

JsonWriter& JsonWriter::number(double value) {
  char buffer[longest_double];
  return raw(put_shortest(buffer, value));
}
JsonWriter& JsonWriter::integer(std::int64_t value) { return raw(std::to_string(value)); }
JsonWriter& JsonWriter::number_text(std::string_view text) { return raw(text); }
JsonWriter& JsonWriter::boolean(bool value) { return raw(value ? "true" : "false"); }
JsonWriter& JsonWriter::null() { return raw("null"); }

JsonWriter& JsonWriter::raw(std::string_view json) {
  before_value();
  text_ += json;
  return *this;
}

std::string JsonWriter::take() {
  needs_comma_ = false;
  text_ += '\n';
  return std::exchange(text_, {});
}

}  // namespace dietz
