#pragma once

#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dietz::test {

/// A JSON value of a vector file. Numbers keep their text. Independent of the product; throws on malformed input, which
/// fails the test.
struct Json {
  enum class Kind { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  std::string text;  ///< of a string (unescaped), a number or true/false
  std::vector<Json> items;
  std::map<std::string, Json, std::less<>> members;

  [[nodiscard]] bool has(std::string_view key) const { return members.find(key) != members.end(); }
  [[nodiscard]] const Json& operator[](std::string_view key) const {
    const auto found = members.find(key);
    if (found == members.end()) throw std::runtime_error("no member " + std::string(key));
    return found->second;
  }
  [[nodiscard]] bool is_true() const { return kind == Kind::boolean && text == "true"; }
  [[nodiscard]] int as_int() const { return std::stoi(text); }
};

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}

  Json read() {
    Json value = read_value();
    skip_space();
    if (at_ != text_.size()) throw std::runtime_error("text after the JSON value");
    return value;
  }

 private:
  char peek() {
    if (at_ >= text_.size()) throw std::runtime_error("JSON ends early");
    return text_[at_];
  }
  char take() {
    const char c = peek();
    ++at_;
    return c;
  }
  void expect(char c) {
    if (take() != c) throw std::runtime_error("JSON: expected " + std::string(1, c));
  }
  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }

  Json read_value() {
    skip_space();
    Json value;
    if (peek() == '"') {
      value.kind = Json::Kind::string;
      value.text = read_string();
    } else if (peek() == '[') {
      value.kind = Json::Kind::array;
      read_list('[', ']', [&] { value.items.push_back(read_value()); });
    } else if (peek() == '{') {
      value.kind = Json::Kind::object;
      read_list('{', '}', [&] {
        skip_space();
        std::string key = read_string();
        skip_space();
        expect(':');
        value.members.emplace(std::move(key), read_value());
      });
    } else {
      while (at_ < text_.size() && std::string_view(",]} \t\r\n").find(text_[at_]) == std::string_view::npos)
        value.text += take();
      value.kind = value.text == "null"                            ? Json::Kind::null
                   : value.text == "true" || value.text == "false" ? Json::Kind::boolean
                                                                   : Json::Kind::number;
    }
    return value;
  }

  template <class ReadItem>
  void read_list(char open, char close, ReadItem read_item) {
    expect(open);
    skip_space();
    if (peek() == close) {
      ++at_;
      return;
    }
    do {
      read_item();
      skip_space();
    } while (peek() == ',' && take() == ',');
    expect(close);
  }

  std::string read_string() {
    expect('"');
    std::string out;
    while (peek() != '"') {
      const char c = take();
      if (c == '\\') {
        append_escape(out);
      } else {
        out += c;
      }
    }
    ++at_;
    return out;
  }

  void append_escape(std::string& out) {
    const char c = take();
    constexpr std::string_view names = "bfnrt", values = "\b\f\n\r\t";
    if (c == 'u') {
      unsigned point = read_hex();
      if (point >= 0xD800 && point < 0xDC00) {
        expect('\\');
        expect('u');
        point = 0x10000 + ((point - 0xD800) << 10) + (read_hex() - 0xDC00);
      }
      append_utf8(out, point);
    } else if (const std::size_t i = names.find(c); i != std::string_view::npos) {
      out += values[i];
    } else {
      out += c;
    }
  }

  unsigned read_hex() {
    std::string digits;
    for (int i = 0; i < 4; ++i) digits += take();
    return static_cast<unsigned>(std::stoul(digits, nullptr, 16));
  }

  static void append_utf8(std::string& out, unsigned point) {
    const auto put = [&out](unsigned byte) { out += static_cast<char>(byte); };
    if (point < 0x80) {
      put(point);
    } else if (point < 0x800) {
      put(0xC0 | point >> 6);
      put(0x80 | (point & 63U));
    } else if (point < 0x10000) {
      put(0xE0 | point >> 12);
      put(0x80 | (point >> 6 & 63U));
      put(0x80 | (point & 63U));
    } else {
      put(0xF0 | point >> 18);
      put(0x80 | (point >> 12 & 63U));
      put(0x80 | (point >> 6 & 63U));
      put(0x80 | (point & 63U));
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

[[nodiscard]] inline Json read_json(std::string_view text) { return JsonReader(text).read(); }

/// One value a line; blank lines are passed over.
[[nodiscard]] inline std::vector<Json> read_json_lines(std::string_view text) {
  std::vector<Json> values;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() < text.size() ? line.size() + 1 : line.size());
    if (line.find_first_not_of(" \r\t") != std::string_view::npos) values.push_back(read_json(line));
  }
  return values;
}

/// Base64 with or without padding.
[[nodiscard]] inline std::string decode_base64(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0, held = 0;
  for (const char c : text) {
    const std::size_t value = letters.find(c);
    if (value == std::string_view::npos) continue;
    bits = (bits << 6 | static_cast<unsigned>(value)) & 0xFFFFFFU;
    held += 6;
    if (held >= 8) {
      held -= 8;
      out += static_cast<char>(bits >> held & 0xFFU);
    }
  }
  return out;
}

}  // namespace dietz::test
