#pragma once

#include "api_handler/references.hpp"
#include "codec/json_fields.hpp"
#include "codec/json_writer.hpp"
#include "repository/entities.hpp"

#include <optional>
#include <string_view>

// How each entity stands in bodies: its fields have the names of the book's columns; lists of them are arrays of
// objects. What is wrong with a body goes to its JsonFields; nothing is written for a field without a value.
namespace dietz {

/// Specialised for each entity:
///   static void write(JsonWriter&, const T&);        members of an object that is open
///   static T read(JsonFields&, References&);
template <class T>
struct EntityForm;

template <>
struct EntityForm<Portfolio> {
  static void write(JsonWriter& json, const Portfolio& portfolio);
  static Portfolio read(JsonFields& fields, References& references);
};
template <>
struct EntityForm<PortfolioGroup> {
  static void write(JsonWriter& json, const PortfolioGroup& group);
  static PortfolioGroup read(JsonFields& fields, References& references);
};
template <>
struct EntityForm<Security> {
  static void write(JsonWriter& json, const Security& security);
  static Security read(JsonFields& fields, References& references);
};
template <>
struct EntityForm<Benchmark> {
  static void write(JsonWriter& json, const Benchmark& benchmark);
  static Benchmark read(JsonFields& fields, References& references);
};
template <>
struct EntityForm<Policy> {
  static void write(JsonWriter& json, const Policy& policy);
  static Policy read(JsonFields& fields, References& references);
};

/// A member with text, if there is any.
void write_text(JsonWriter& json, std::string_view name, std::string_view text);
void write_date(JsonWriter& json, std::string_view name, const std::optional<Date>& date);
void write_decimal(JsonWriter& json, std::string_view name, const std::optional<Decimal>& decimal);
/// A currency of ISO 4217; none where it is absent or wrong.
[[nodiscard]] Currency read_currency(JsonFields& fields, std::string_view name, JsonFields::Need need);
/// What `parse` makes of a text member into `into`, or the problem that it is not one of `names`.
template <class Value, class Parse>
void read_choice(JsonFields& fields, std::string_view name, Value& into, Parse parse, std::string_view names,
                 JsonFields::Need need = JsonFields::Need::optional) {
  const auto text = fields.text(name, need);
  if (!text) return;
  if (const auto value = parse(*text)) {
    into = *value;
  } else {
    fields.refuse(name, "must be " + std::string(names));
  }
}

}  // namespace dietz
