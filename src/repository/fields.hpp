#pragma once

#include "base/result.hpp"
#include "model/currency.hpp"
#include "model/date.hpp"
#include "model/decimal.hpp"
#include "model/instant.hpp"
#include "store/attribute_value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// Writes fields into attributes; what is empty isn't written.
class FieldWriter {
 public:
  FieldWriter& text(std::string_view name, std::string_view value);
  FieldWriter& integer(std::string_view name, std::int64_t value);
  FieldWriter& boolean(std::string_view name, bool value);
  FieldWriter& date(std::string_view name, const std::optional<Date>& value);
  FieldWriter& decimal(std::string_view name, const std::optional<Decimal>& value);
  FieldWriter& currency(std::string_view name, const std::optional<Currency>& value);
  /// The shortest text that gives the same double.
  FieldWriter& rate(std::string_view name, double value);
  FieldWriter& list(std::string_view name, AttributeValue::List value);
  [[nodiscard]] Attributes take() { return std::move(attributes_); }

 private:
  Attributes attributes_;
};

/// Reads fields out of attributes. What isn't there is empty, or 0, or false; what has another type or makes no sense
/// is remembered, and `status` tells. Errors: fatal, since only damaged or foreign data is like that.
class FieldReader {
 public:
  /// @param what for messages: the kind of item
  FieldReader(std::string_view what, const Attributes& attributes) : what_(what), attributes_(attributes) {}

  std::string text(std::string_view name);
  std::string bytes(std::string_view name);
  std::int64_t integer(std::string_view name);
  bool boolean(std::string_view name);
  std::optional<Date> date(std::string_view name);
  std::optional<Decimal> decimal(std::string_view name);
  std::optional<Currency> currency(std::string_view name);
  double rate(std::string_view name);
  const AttributeValue::List& list(std::string_view name);
  const Attributes& map(std::string_view name);
  /// One that must be there.
  template <class T>
  T required(std::string_view name, std::optional<T> value) {
    if (!value) fail(name);
    return value ? *value : T();
  }
  void fail(std::string_view name);
  [[nodiscard]] Status status() const;

 private:
  template <class T>
  const T* find(std::string_view name);

  std::string what_;
  const Attributes& attributes_;
  std::string wrong_;  ///< the first field that makes no sense
};

}  // namespace dietz
