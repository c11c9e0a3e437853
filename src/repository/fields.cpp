#include "repository/fields.hpp"

#include "codec/json_writer.hpp"

#include <charconv>

namespace dietz {

FieldWriter& FieldWriter::text(std::string_view name, std::string_view value) {
  if (!value.empty()) attributes_.emplace(name, value);
  return *this;
}

FieldWriter& FieldWriter::integer(std::string_view name, std::int64_t value) {
  attributes_.emplace(name, value);
  return *this;
}

FieldWriter& FieldWriter::boolean(std::string_view name, bool value) {
  attributes_.emplace(name, value);
  return *this;
}

FieldWriter& FieldWriter::date(std::string_view name, const std::optional<Date>& value) {
  return value ? text(name, value->to_string()) : *this;
}

FieldWriter& FieldWriter::decimal(std::string_view name, const std::optional<Decimal>& value) {
  // As text: a store's numbers have 38 digits too, but another range.
  return value ? text(name, value->to_string()) : *this;
}

FieldWriter& FieldWriter::currency(std::string_view name, const std::optional<Currency>& value) {
  return value ? text(name, value->code()) : *this;
}

FieldWriter& FieldWriter::rate(std::string_view name, double value) { return text(name, shortest_text(value)); }

FieldWriter& FieldWriter::list(std::string_view name, AttributeValue::List value) {
  if (!value.empty()) attributes_.emplace(name, std::move(value));
  return *this;
}

template <class T>
const T* FieldReader::find(std::string_view name) {
  const auto found = attributes_.find(name);
  if (found == attributes_.end()) return nullptr;
  const T* value = found->second.get<T>();
  if (!value) fail(name);
  return value;
}

std::string FieldReader::text(std::string_view name) {
  const auto* value = find<std::string>(name);
  return value ? *value : std::string();
}

std::string FieldReader::bytes(std::string_view name) {
  const auto* value = find<Binary>(name);
  return value ? value->bytes : std::string();
}

std::int64_t FieldReader::integer(std::string_view name) {
  const auto* value = find<Number>(name);
  if (!value) return 0;
  const std::optional<std::int64_t> integer = value->integer();
  if (!integer) fail(name);
  return integer.value_or(0);
}

bool FieldReader::boolean(std::string_view name) {
  const auto* value = find<bool>(name);
  return value && *value;
}

std::optional<Date> FieldReader::date(std::string_view name) {
  const auto* value = find<std::string>(name);
  if (!value) return std::nullopt;
  const std::optional<Date> date = Date::parse(*value);
  if (!date) fail(name);
  return date;
}

std::optional<Decimal> FieldReader::decimal(std::string_view name) {
  const auto* value = find<std::string>(name);
  if (!value) return std::nullopt;
  const std::optional<Decimal> decimal = Decimal::parse(*value, Decimal::max_scale);
  if (!decimal) fail(name);
  return decimal;
}

std::optional<Currency> FieldReader::currency(std::string_view name) {
  const auto* value = find<std::string>(name);
  if (!value) return std::nullopt;
  const std::optional<Currency> currency = Currency::parse(*value);
  if (!currency) fail(name);
  return currency;
}

double FieldReader::rate(std::string_view name) {
  const auto* value = find<std::string>(name);
  if (!value) return 0.0;
  double rate = 0.0;
  const char* const end = value->data() + value->size();
  const auto [stop, failure] = std::from_chars(value->data(), end, rate);
  if (failure != std::errc{} || stop != end) fail(name);
  return rate;
}

const AttributeValue::List& FieldReader::list(std::string_view name) {
  static const AttributeValue::List none;
  const auto* value = find<AttributeValue::List>(name);
  return value ? *value : none;
}

const Attributes& FieldReader::map(std::string_view name) {
  static const Attributes none;
  const auto* value = find<Attributes>(name);
  return value ? *value : none;
}

void FieldReader::fail(std::string_view name) {
  if (wrong_.empty()) wrong_ = name;
}

Status FieldReader::status() const {
  if (wrong_.empty()) return Done{};
  return Error::fatal("a stored " + what_ + " makes no sense: its field '" + wrong_ + "'");
}

}  // namespace dietz
