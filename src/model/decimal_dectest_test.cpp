#include "model/decimal.hpp"
#include "support/family_count.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

// The General Decimal Arithmetic test cases, as far as they are about a fixed-point type: no NaN, infinity, signed
// zero, or exponents above 0. An expected result that was rounded to significant digits is checked by rounding the
// exact result to the places that the expected one has.
namespace dietz {
namespace {

using test::FamilyCount;

/// A floating decimal of a test file: sign, digits, exponent.
struct Number {
  bool negative = false;
  std::string digits;
  int exponent = 0;
};

std::optional<Number> read_number(std::string_view text) {
  Number n;
  n.negative = text.starts_with('-');
  if (n.negative || text.starts_with('+')) text.remove_prefix(1);
  bool point = false;
  std::size_t i = 0;
  for (; i < text.size() && text[i] != 'e' && text[i] != 'E'; ++i) {
    if (text[i] == '.' && !point) {
      point = true;
    } else if (text[i] >= '0' && text[i] <= '9') {
      n.digits += text[i];
      n.exponent -= point ? 1 : 0;
    } else {
      return {};
    }
  }
  if (n.digits.empty()) return {};
  if (i < text.size()) {
    const std::string exponent(text.substr(i + 1));
    if (exponent.empty() || exponent.size() > 9 || exponent.find_first_not_of("+-0123456789") != std::string::npos)
      return {};
    n.exponent += std::stoi(exponent);
  }
  n.digits.erase(0, std::min(n.digits.find_first_not_of('0'), n.digits.size()));
  return n;
}

/// The number as a Decimal, where it has one.
std::optional<Decimal> fit(const Number& n) {
  std::string digits = n.digits;
  int exponent = n.exponent;
  if (digits.empty()) return Decimal();
  while (exponent < 0 && digits.ends_with('0')) {
    digits.pop_back();
    ++exponent;
  }
  if (exponent > 38) return {};
  for (; exponent > 0; --exponent) digits += '0';
  if (digits.size() > Decimal::max_digits || -exponent > static_cast<int>(Decimal::max_scale)) return {};
  i128 coefficient = 0;
  for (const char c : digits) coefficient = coefficient * 10 + (c - '0');
  return Decimal::from_parts(n.negative ? -coefficient : coefficient, static_cast<unsigned>(-exponent));
}

std::optional<Rounding> rounding_of(std::string_view name) {
  const std::pair<std::string_view, Rounding> names[] = {
      {"half_even", Rounding::half_even}, {"half_up", Rounding::half_up},
      {"half_down", Rounding::half_down}, {"up", Rounding::up},
      {"down", Rounding::down},           {"ceiling", Rounding::ceiling},
      {"floor", Rounding::floor}};
  for (const auto& [known, mode] : names) {
    if (known == name) return mode;
  }
  return {};
}

struct Case {
  std::string id, operation;
  std::vector<std::string> operands;
  std::string expected;
  std::set<std::string> flags;
  std::string rounding;
  int precision = 9;
};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::vector<std::string> tokens_of(std::string_view line) {
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < line.size();) {
    if (line[i] == ' ' || line[i] == '\t' || line[i] == '\r') {
      ++i;
    } else if (line.substr(i).starts_with("--")) {
      break;
    } else if (line[i] == '\'' || line[i] == '"') {
      const std::size_t end = std::min(line.find(line[i], i + 1), line.size());
      tokens.emplace_back(line.substr(i + 1, end - i - 1));
      i = end + 1;
    } else {
      const std::size_t end = std::min(line.find_first_of(" \t\r", i), line.size());
      tokens.emplace_back(line.substr(i, end - i));
      i = end;
    }
  }
  return tokens;
}

std::vector<Case> read_cases(const std::filesystem::path& path) {
  std::vector<Case> cases;
  Case directives;
  const std::string text = test::read_text(path);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const auto tokens = tokens_of(std::string_view(text).substr(at, end - at));
    at = end + 1;
    if (tokens.size() == 2 && lower(tokens[0]) == "rounding:") directives.rounding = lower(tokens[1]);
    if (tokens.size() == 2 && lower(tokens[0]) == "precision:") directives.precision = std::stoi(tokens[1]);
    const auto arrow = std::find(tokens.begin(), tokens.end(), "->");
    if (arrow - tokens.begin() < 3 || tokens.end() - arrow < 2) continue;
    Case c = directives;
    c.id = tokens[0];
    c.operation = lower(tokens[1]);
    c.operands.assign(tokens.begin() + 2, arrow);
    c.expected = arrow[1];
    for (auto flag = arrow + 2; flag != tokens.end(); ++flag) c.flags.insert(lower(*flag));
    cases.push_back(std::move(c));
  }
  return cases;
}

bool is_operand_of(const Case& c, char mark) {
  return std::any_of(c.operands.begin(), c.operands.end(),
                     [mark](const std::string& o) { return o.find(mark) != std::string::npos; });
}

constexpr std::string_view no_such_operation = "of operations that Decimal has not";
constexpr std::string_view not_a_number = "with NaN, infinity or an encoded operand";
constexpr std::string_view too_large = "with an operand beyond 38 digits or 76 places";
constexpr std::string_view result_too_large = "with a result beyond 38 digits or 76 places";
constexpr std::string_view exact_too_large = "with an exact sum beyond 38 digits";
constexpr std::string_view left_of_point = "rounded left of the decimal point";
constexpr std::string_view range_limited = "bounded by an exponent range or a precision";
constexpr std::string_view odd_rounding = "of a rounding that Decimal has not";
constexpr std::string_view operand_rounded = "that round an operand to a precision first";

/// How the case went; or in `skipped` why it doesn't apply.
class CaseRun {
 public:
  explicit CaseRun(const Case& c) : case_(c) {}
  std::string_view skipped;
  std::string got;

  bool as_expected() {
    if (case_.operation == "tosci" || case_.operation == "toeng") return text_is_read();
    static const std::set<std::string> known = {"quantize", "rescale", "add",    "subtract",   "multiply",
                                                "divide",   "compare", "abs",    "minus",      "plus",
                                                "max",      "min",     "reduce", "tointegral", "tointegralx"};
    if (!known.contains(case_.operation)) return skip(no_such_operation);
    if (!operands_fit()) return false;
    return compute();
  }

 private:
  bool skip(std::string_view reason) {
    skipped = reason;
    return false;
  }

  /// Text of the strict grammar is read as its value; any other spelling is refused.
  bool text_is_read() {
    const std::string& text = case_.operands[0];
    if (text.find('#') != std::string::npos) return skip(not_a_number);
    const auto value = Decimal::parse(text, Decimal::max_scale);
    if (text.find_first_not_of("-0123456789.") != std::string::npos) return !value;
    const auto number = read_number(text);
    const bool one_point = std::count(text.begin(), text.end(), '.') <= 1;
    if (!number || !one_point) return !value;
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    if (text[first] == '.' || text.back() == '.') return !value;
    if (text[first] == '0' && text.size() > first + 1 && text[first + 1] != '.') return !value;
    if (number->digits.size() > Decimal::max_digits) return !value;
    if (-number->exponent > static_cast<int>(Decimal::max_scale)) return !value;
    if (case_.flags.contains("rounded")) return skip(range_limited);
    const auto expected = fit(number.value());
    got = value ? value->to_string() : "refused";
    return value && expected && *value == *expected && Decimal::parse(value->to_string(), 76) == value;
  }

  bool operands_fit() {
    if (is_operand_of(case_, '#')) return skip(not_a_number);
    for (const std::string& text : case_.operands) {
      const auto number = read_number(text);
      if (!number) return skip(not_a_number);
      numbers_.push_back(*number);
      if (static_cast<int>(number->digits.size()) > case_.precision && case_.flags.contains("lost_digits"))
        return skip(operand_rounded);
      // The second operand of quantize and rescale only names an exponent.
      if (numbers_.size() == 2 && (case_.operation == "quantize" || case_.operation == "rescale")) continue;
      const auto value = fit(*number);
      if (!value) return skip(too_large);
      values_.push_back(*value);
    }
    return true;
  }

  bool compute() {
    const auto mode = rounding_of(case_.rounding);
    if (!mode) return skip(odd_rounding);
    const Number target = read_number(case_.expected).value_or(Number{});
    const bool division_by_zero = case_.operation == "divide" && values_[1].is_zero();
    if (division_by_zero) return !divide(values_[0], values_[1], 0, *mode).ok();
    if (!read_number(case_.expected)) return skip(range_limited);  // NaN or infinity from finite operands
    for (const char* flag : {"subnormal", "underflow", "overflow", "clamped"}) {
      if (case_.flags.contains(flag)) return skip(range_limited);
    }
    const auto expected = fit(target);
    if (!expected) return skip(result_too_large);
    if (target.exponent > 0 && case_.flags.contains("inexact")) return skip(left_of_point);
    const auto places = static_cast<unsigned>(std::max(0, -target.exponent));
    if (places > Decimal::max_scale) return skip(result_too_large);
    const auto result = by_operation(places, *mode);
    if (!skipped.empty()) return false;
    got = result ? result->to_string() : result.error().message();
    return result && *result == *expected && result->to_string() == expected->to_string();
  }

  Result<Decimal> by_operation(unsigned places, Rounding mode) {
    const std::string& op = case_.operation;
    const Decimal& a = values_[0];
    if (op == "quantize") return a.rounded(static_cast<unsigned>(std::max(0, -numbers_[1].exponent)), mode);
    if (op == "rescale") return a.rounded(places, mode);
    if (op == "tointegral" || op == "tointegralx") return a.rounded(0, mode);
    if (op == "abs") return a.abs().rounded(places, mode);
    if (op == "minus") return (-a).rounded(places, mode);
    if (op == "plus") return a.rounded(places, mode);
    if (op == "reduce") return a.rounded(places, mode).normalized();
    const Decimal& b = values_[1];
    if (op == "compare") return Decimal(a < b ? -1 : a > b ? 1 : 0);
    if (op == "max") return std::max(a, b).rounded(places, mode);
    if (op == "min") return std::min(a, b).rounded(places, mode);
    if (op == "multiply") return multiply(a, b, places, mode);
    if (op == "divide") return divide(a, b, places, mode);
    const Decimal other = op == "add" ? b : -b;
    try {
      return (a + other).rounded(places, mode);
    } catch (const DecimalOverflow& overflow) {
      if (case_.precision == static_cast<int>(working_digits) && mode == Rounding::half_even)
        return working_sum(a, other);
      skip(exact_too_large);
      return Error::invalid(overflow.what());
    }
  }

  const Case& case_;
  std::vector<Number> numbers_;
  std::vector<Decimal> values_;
};

TEST(DecimalDectest, cases_of_general_decimal_arithmetic_that_fit_a_fixed_point_type_pass) {
  DIETZ_NEEDS_SHARED();
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(test::shared_file("vectors/decimal/dectest"))) {
    if (entry.path().extension() == ".decTest") files.insert(entry.path());
  }
  FamilyCount all("decimal/dectest");
  for (const auto& path : files) {
    std::size_t ran = 0, skipped = 0;
    for (const Case& c : read_cases(path)) {
      CaseRun run(c);
      const bool as_expected = run.as_expected();
      if (!run.skipped.empty()) {
        all.skip(std::string(run.skipped));
        ++skipped;
        continue;
      }
      ++ran;
      EXPECT_TRUE(all.ran(as_expected)) << path.filename() << " " << c.id << " gave " << run.got << " for "
                                        << c.expected;
    }
    std::cout << "  " << path.stem().string() << ": " << ran << " run, " << skipped << " skipped\n";
  }
}

}  // namespace
}  // namespace dietz
