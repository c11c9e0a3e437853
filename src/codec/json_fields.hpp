#pragma once

#include "codec/json_reader.hpp"
#include "model/date.hpp"
#include "model/decimal.hpp"
#include "model/instant.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// One thing that is wrong with a well-formed document: where, as a JSON pointer (RFC 6901), and why.
struct FieldProblem {
  std::string pointer;
  std::string reason;
  friend bool operator==(const FieldProblem&, const FieldProblem&) = default;
};

/// Reads the members of one JSON object by name and type, and gathers everything that is wrong instead of stopping at
/// the first:
///
///   std::vector<FieldProblem> problems;
///   JsonFields fields(body, "", problems);
///   const auto name = fields.text("name", Need::required);
///   const auto amount = fields.decimal("amount", Need::optional);
///   fields.refuse_others();
///   if (!problems.empty()) …
///
/// A getter gives nothing for a member that is absent, null or wrong; required ones that are absent or null, and wrong
/// ones, add a problem. A document that isn't an object is one problem, and no further ones for its members.
class JsonFields {
 public:
  enum class Need { required, optional };
  static constexpr std::size_t any_length = static_cast<std::size_t>(-1);

  JsonFields(const JsonValue& object, std::string pointer, std::vector<FieldProblem>& problems);

  [[nodiscard]] bool has(std::string_view name) const;
  /// The member as it is, of whatever type.
  const JsonValue* any(std::string_view name, Need need = Need::optional);
  /// At least one character, at most `longest` bytes, without control characters.
  std::optional<std::string> text(std::string_view name, Need need = Need::optional, std::size_t longest = 1'000);
  /// A decimal in a string (`"12.50"`), as facts are written; a JSON number is refused, since many writers of JSON have
  /// rounded it already.
  std::optional<Decimal> decimal(std::string_view name, Need need = Need::optional);
  std::optional<Date> date(std::string_view name, Need need = Need::optional);
  std::optional<Instant> instant(std::string_view name, Need need = Need::optional);
  /// A JSON number without fraction or exponent, in [least, most].
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most,
                                      Need need = Need::optional);
  /// A JSON number as the nearest double; one that no finite double is near to is refused.
  std::optional<double> number(std::string_view name, Need need = Need::optional);
  std::optional<bool> boolean(std::string_view name, Need need = Need::optional);
  /// One of the names, given as a string.
  std::optional<std::string> choice(std::string_view name, std::span<const std::string_view> names,
                                    Need need = Need::optional);
  const JsonValue* array(std::string_view name, Need need = Need::optional, std::size_t most_items = any_length);
  const JsonValue* object(std::string_view name, Need need = Need::optional);

  /// Notes that the member `name` is wrong for a reason of the caller's.
  void refuse(std::string_view name, std::string reason);
  /// Notes every member that no getter asked for. To be called last.
  void refuse_others();

  /// Where problems go: for the objects inside this one.
  [[nodiscard]] std::vector<FieldProblem>& problems() { return problems_; }
  [[nodiscard]] std::string pointer(std::string_view name) const { return pointer_to(pointer_, name); }

 private:
  const JsonValue* member(std::string_view name, Need need);
  const JsonValue* member(std::string_view name, Need need, JsonValue::Kind kind);

  const JsonValue& object_;
  std::string pointer_;
  std::vector<FieldProblem>& problems_;
  std::vector<std::string_view> asked_;
};

}  // namespace dietz
