#include "base/utf8.hpp"
#include "codec/json_fields.hpp"
#include "codec/json_writer.hpp"
#include "fuzzing.hpp"

#include <algorithm>
#include <set>
#include <string>

using namespace dietz;
using fuzz::ensure;

namespace {

void write(JsonWriter& json, const JsonValue& value) {
  switch (value.kind()) {
    case JsonValue::Kind::null:
      json.null();
      return;
    case JsonValue::Kind::boolean:
      json.boolean(value.boolean());
      return;
    case JsonValue::Kind::number:
      json.number_text(value.text());
      return;
    case JsonValue::Kind::string:
      json.string(value.text());
      return;
    case JsonValue::Kind::array:
      json.begin_array();
      for (const JsonValue& item : value.items()) write(json, item);
      json.end_array();
      return;
    case JsonValue::Kind::object:
      json.begin_object();
      for (std::size_t i = 0; i < value.items().size(); ++i) {
        json.key(value.names()[i]);
        write(json, value.items()[i]);
      }
      json.end_object();
  }
}

bool same(const JsonValue& a, const JsonValue& b) {
  return a.kind() == b.kind() && a.text() == b.text() && a.names() == b.names() &&
         a.items().size() == b.items().size() &&
         std::equal(a.items().begin(), a.items().end(), b.items().begin(), same);
}

void check(const JsonValue& value) {
  ensure(std::set<std::string>(value.names().begin(), value.names().end()).size() == value.names().size(),
         "each name stands once in an object");
  ensure(find_invalid_utf8(value.text()) == std::string_view::npos, "a text is UTF-8");
  for (const JsonValue& item : value.items()) check(item);
}

/// Asks for every member as everything.
void ask(const JsonValue& value) {
  std::vector<FieldProblem> problems;
  JsonFields fields(value, "", problems);
  for (const std::string& name : value.names()) {
    (void)fields.text(name);
    (void)fields.decimal(name);
    (void)fields.date(name);
    (void)fields.instant(name);
    (void)fields.integer(name, -1'000, 1'000);
    (void)fields.number(name);
    (void)fields.boolean(name);
    (void)fields.array(name, JsonFields::Need::required, 3);
  }
  fields.refuse_others();
  for (const FieldProblem& problem : problems)
    ensure(find_control_character(problem.reason) == std::string_view::npos && !problem.reason.empty(),
           "a reason is one plain line");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = read_json(fuzz::text_of(data, size));
  if (!read) {
    ensure(!read.error().problems.empty() && !read.error().message().empty(), "a refusal says why");
    return 0;
  }
  check(*read);
  ask(*read);
  JsonWriter json;
  write(json, *read);
  const auto again = read_json(json.take());
  ensure(again.ok() && same(*read, *again), "what is written again reads back as the same");
  return 0;
}
