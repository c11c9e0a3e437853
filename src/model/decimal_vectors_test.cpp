#include "model/decimal.hpp"
#include "support/family_count.hpp"
#include "support/json.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using test::FamilyCount;
using test::Json;

Rounding rounding_of(std::string_view name) {
  const std::pair<std::string_view, Rounding> names[] = {
      {"half-even", Rounding::half_even}, {"half-up", Rounding::half_up},
      {"half-down", Rounding::half_down}, {"up", Rounding::up},
      {"down", Rounding::down},           {"ceiling", Rounding::ceiling},
      {"floor", Rounding::floor}};
  for (const auto& [known, mode] : names) {
    if (known == name) return mode;
  }
  throw std::runtime_error("unknown rounding " + std::string(name));
}

std::vector<Json> lines_of(std::string_view file) {
  return test::read_json_lines(test::read_text(test::shared_file(std::string("vectors/decimal/").append(file))));
}

Decimal dec(const Json& value) { return Decimal::parse(value.text).value(); }
unsigned places_of(const Json& line) { return static_cast<unsigned>(line["places"].as_int()); }

std::string shown(const Result<Decimal>& value, unsigned places) {
  return value ? value->to_string_at_least(places) : "error: " + value.error().message();
}

TEST(DecimalVectors, text_is_read_by_the_strict_grammar_and_printed_canonically) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("decimal/parse");
  for (const Json& line : lines_of("parse.jsonl")) {
    const auto value = Decimal::parse(line["text"].text);
    const bool accept = line["expect"].text == "accept";
    const bool as_expected = value.has_value() == accept && (!accept || value->to_string() == line["canonical"].text);
    EXPECT_TRUE(count.ran(as_expected)) << line["text"].text << " gave " << (value ? value->to_string() : "nothing");
  }
}

TEST(DecimalVectors, limits_are_those_of_the_profile) {
  DIETZ_NEEDS_SHARED();
  const Json profile = test::read_json(test::read_text(test::shared_file("vectors/decimal/parse-profile.json")));
  EXPECT_EQ(profile["max_significant_digits"].as_int(), static_cast<int>(Decimal::max_digits));
  EXPECT_EQ(profile["max_fraction_digits"].as_int(), static_cast<int>(Decimal::max_fact_scale));
}

TEST(DecimalVectors, rounds_to_places_by_each_mode) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("decimal/round");
  for (const Json& line : lines_of("round.jsonl")) {
    const unsigned places = places_of(line);
    const Rounding mode = rounding_of(line["mode"].text);
    const auto at_once = Decimal::parse_rounded(line["x"].text, places, mode);
    const std::string got = at_once ? at_once->to_string_at_least(places) : "nothing";
    const auto held = Decimal::parse(line["x"].text, Decimal::max_scale);  // nothing beyond 38 digits
    const bool both = !held || held->rounded(places, mode).to_string_at_least(places) == got;
    EXPECT_TRUE(count.ran(both && got == line["expect"].text))
        << line["x"].text << " " << line["mode"].text << ": " << got << " for " << line["expect"].text;
  }
}

TEST(DecimalVectors, arithmetic_is_exact_and_rounded_once) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("decimal/arith");
  for (const Json& line : lines_of("arith.jsonl")) {
    const Decimal a = dec(line["a"]), b = dec(line["b"]);
    const unsigned places = places_of(line);
    const Rounding mode = rounding_of(line["mode"].text);
    const std::string& op = line["op"].text;
    const auto result = [&]() -> Result<Decimal> {
      if (op == "mul") return multiply(a, b, places, mode);
      if (op == "div") return divide(a, b, places, mode);
      if (op == "mul-div") return multiply_divide(a, b, dec(line["c"]), places, mode);
      if (op == "add") return (a + b).rounded(places, mode);
      if (op == "sub") return (a - b).rounded(places, mode);
      return Error::invalid("no operation " + op);
    }();
    EXPECT_TRUE(count.ran(shown(result, places) == line["expect"].text))
        << op << " " << line["a"].text << " " << line["b"].text << ": " << shown(result, places) << " for "
        << line["expect"].text;
  }
}

TEST(DecimalVectors, allocation_gives_the_rest_to_the_largest_remainders) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("decimal/allocate");
  for (const Json& line : lines_of("allocate.jsonl")) {
    std::vector<Decimal> weights;
    for (const Json& weight : line["weights"].items) weights.push_back(dec(weight));
    const auto parts = allocate(dec(line["total"]), weights, places_of(line));
    ASSERT_TRUE(parts.ok()) << line["total"].text;
    bool equal = parts->size() == line["expect"].items.size();
    for (std::size_t i = 0; equal && i < parts->size(); ++i) {
      equal = (*parts)[i].to_string_at_least(places_of(line)) == line["expect"].items[i].text;
    }
    EXPECT_TRUE(count.ran(equal)) << line["total"].text;
  }
}

TEST(DecimalVectors, returns_link_exactly) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("decimal/link");
  for (const Json& line : lines_of("link.jsonl")) {
    std::vector<Decimal> returns;
    for (const Json& r : line["returns"].items) returns.push_back(dec(r));
    const auto linked = link_exactly(returns, places_of(line), rounding_of(line["mode"].text));
    EXPECT_TRUE(count.ran(shown(linked, places_of(line)) == line["expect"].text)) << shown(linked, places_of(line));
  }
}

}  // namespace
}  // namespace dietz
