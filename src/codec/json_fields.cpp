#include "codec/json_fields.hpp"

#include "base/utf8.hpp"
#include "codec/shown_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace dietz {
namespace {

/// The value of a whole text by from_chars; nothing where something is left over or out of range.
template <class Number>
std::optional<Number> read_whole(const std::string& text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

JsonFields::JsonFields(const JsonValue& object, std::string pointer, std::vector<FieldProblem>& problems)
    : object_(object), pointer_(std::move(pointer)), problems_(problems) {
  if (!object_.is(JsonValue::Kind::object))
    problems_.push_back({pointer_, "must be an object, is " + std::string(name_of(object_.kind()))});
}

bool JsonFields::has(std::string_view name) const { return object_.find(name) != nullptr; }

const JsonValue* JsonFields::member(std::string_view name, Need need) {
  asked_.push_back(name);
  if (!object_.is(JsonValue::Kind::object)) return nullptr;
  const JsonValue* found = object_.find(name);
  if (found != nullptr && !found->is(JsonValue::Kind::null)) return found;
  if (need == Need::required) refuse(name, found == nullptr ? "is missing" : "must not be null");
  return nullptr;
}

const JsonValue* JsonFields::member(std::string_view name, Need need, JsonValue::Kind kind) {
  const JsonValue* found = member(name, need);
  if (found == nullptr || found->is(kind)) return found;
  refuse(name, "must be " + std::string(name_of(kind)) + ", is " + std::string(name_of(found->kind())));
  return nullptr;
}

const JsonValue* JsonFields::any(std::string_view name, Need need) { return member(name, need); }

std::optional<std::string> JsonFields::text(std::string_view name, Need need, std::size_t longest) {
  const JsonValue* found = member(name, need, JsonValue::Kind::string);
  if (found == nullptr) return std::nullopt;
  const std::string& text = found->text();
  if (text.empty()) {
    refuse(name, "must not be empty");
  } else if (text.size() > longest) {
    refuse(name, "has " + std::to_string(text.size()) + " bytes; at most " + std::to_string(longest) + " are allowed");
  } else if (find_control_character(text) != std::string_view::npos) {
    refuse(name, "holds a control character");
  } else {
    return text;
  }
  return std::nullopt;
}

std::optional<Decimal> JsonFields::decimal(std::string_view name, Need need) {
  const JsonValue* found = member(name, need);
  if (found == nullptr) return std::nullopt;
  if (!found->is(JsonValue::Kind::string)) {
    refuse(name, "must be a decimal in a string like \"12.50\", is " + std::string(name_of(found->kind())));
    return std::nullopt;
  }
  const auto value = Decimal::parse(found->text());
  if (!value) refuse(name, shown(found->text()) + " is not a decimal number");
  return value;
}

std::optional<Date> JsonFields::date(std::string_view name, Need need) {
  const JsonValue* found = member(name, need, JsonValue::Kind::string);
  if (found == nullptr) return std::nullopt;
  const auto value = Date::parse(found->text());
  if (!value) refuse(name, shown(found->text()) + " is not a date like 2024-12-31");
  return value;
}

std::optional<Instant> JsonFields::instant(std::string_view name, Need need) {
  const JsonValue* found = member(name, need, JsonValue::Kind::string);
  if (found == nullptr) return std::nullopt;
  const auto value = Instant::parse(found->text());
  if (!value) refuse(name, shown(found->text()) + " is not an instant like 2024-12-31T17:00:00Z");
  return value;
}

std::optional<std::int64_t> JsonFields::integer(std::string_view name, std::int64_t least, std::int64_t most,
                                                Need need) {
  const JsonValue* found = member(name, need, JsonValue::Kind::number);
  if (found == nullptr) return std::nullopt;
  const auto value = read_whole<std::int64_t>(found->text());
  if (value && *value >= least && *value <= most) return value;
  refuse(name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return std::nullopt;
}

std::optional<double> JsonFields::number(std::string_view name, Need need) {
  const JsonValue* found = member(name, need, JsonValue::Kind::number);
  if (found == nullptr) return std::nullopt;
  const auto value = read_whole<double>(found->text());
  if (value && std::isfinite(*value)) return value;
  refuse(name, "is out of range");
  return std::nullopt;
}

std::optional<bool> JsonFields::boolean(std::string_view name, Need need) {
  const JsonValue* found = member(name, need, JsonValue::Kind::boolean);
  if (found == nullptr) return std::nullopt;
  return found->boolean();
}

std::optional<std::string> JsonFields::choice(std::string_view name, std::span<const std::string_view> names,
                                              Need need) {
  const JsonValue* found = member(name, need, JsonValue::Kind::string);
  if (found == nullptr) return std::nullopt;
  if (std::find(names.begin(), names.end(), found->text()) != names.end()) return found->text();
  refuse(name, shown(found->text()) + " is none of " + one_of(names));
  return std::nullopt;
}

const JsonValue* JsonFields::array(std::string_view name, Need need, std::size_t most_items) {
  const JsonValue* found = member(name, need, JsonValue::Kind::array);
  if (found == nullptr || found->items().size() <= most_items) return found;
  refuse(name, "has " + std::to_string(found->items().size()) + " items; at most " + std::to_string(most_items) +
                   " are allowed");
  return nullptr;
}

const JsonValue* JsonFields::object(std::string_view name, Need need) {
  return member(name, need, JsonValue::Kind::object);
}

void JsonFields::refuse(std::string_view name, std::string reason) {
  problems_.push_back({pointer(name), std::move(reason)});
}

void JsonFields::refuse_others() {
  if (!object_.is(JsonValue::Kind::object)) return;
  for (const std::string& name : object_.names()) {
    if (std::find(asked_.begin(), asked_.end(), name) == asked_.end())
      refuse(name, "is not a known field" + did_you_mean(name, asked_));
  }
}

}  // namespace dietz
