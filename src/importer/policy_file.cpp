#include "importer/policy_file.hpp"

#include "base/utf8.hpp"
#include "codec/ascii_toml.hpp"
#include "codec/csv_cells.hpp"
#include "codec/problem_list.hpp"
#include "codec/shown_text.hpp"
#include "codec/toml.hpp"
#include "model/day_count.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace dietz {
namespace {

constexpr std::array<std::string_view, 14> keys = {"version",
                                                   "effective_from",
                                                   "flow_timing",
                                                   "twr_method",
                                                   "large_flow_percent",
                                                   "day_count",
                                                   "lot_method",
                                                   "stale_after_days",
                                                   "missing_price",
                                                   "annualize_under_one_year",
                                                   "risk_free_annual",
                                                   "minimum_acceptable_return",
                                                   "benchmark_rebalance",
                                                   "model_fee_annual"};
constexpr int most_days = 3650;

class PolicyReader {
 public:
  explicit PolicyReader(const std::string& file) : problems_(file) {}

  Result<Policy> read(const toml::table& table) {
    for (const auto& [key, node] : table) read_entry(key.str(), node, key.source().begin.line);
    if (!problems_.empty()) return problems_.error();
    return policy_;
  }

 private:
  void read_entry(std::string_view key, const toml::node& node, std::size_t line) {
    key_ = key;
    line_ = line;
    if (key == "version") return read_text(node, policy_.version);
    if (key == "effective_from") return read_date(node);
    if (key == "flow_timing")
      return read_choice(node, policy_.flow_timing, parse_flow_timing, "inflow_start_outflow_end, start or end");
    if (key == "twr_method")
      return read_choice(node, policy_.twr_method, parse_twr_method,
                         "daily, modified_dietz, simple_dietz or linked_dietz");
    if (key == "large_flow_percent") return read_percent(node);
    if (key == "day_count") return read_choice(node, policy_.day_count, canonical_day_count, day_count_names());
    if (key == "lot_method")
      return read_choice(node, policy_.lot_method, parse_lot_method, "fifo, lifo, hifo, average or specific");
    if (key == "stale_after_days") return read_days(node);
    if (key == "missing_price")
      return read_choice(node, policy_.missing_price, parse_missing_price, "last_known or last_transaction");
    if (key == "annualize_under_one_year") return read_flag(node);
    if (key == "risk_free_annual") return read_rate(node, policy_.risk_free_annual);
    if (key == "minimum_acceptable_return") return read_rate(node, policy_.minimum_acceptable_return);
    if (key == "benchmark_rebalance")
      return read_choice(node, policy_.benchmark_rebalance, parse_rebalance, "daily, monthly, quarterly or none");
    if (key == "model_fee_annual") return read_fee(node);
    key_ = {};
    refuse("unknown key " + shown(text_of_ascii_toml(key)) + did_you_mean(key, keys));
  }

  void refuse(std::string message) { problems_.add(line_, key_, std::move(message)); }

  static std::optional<std::string> canonical_day_count(std::string_view text) {
    const auto convention = parse_day_count(text);
    return convention ? std::optional(std::string(name_of(*convention))) : std::nullopt;
  }

  static std::string day_count_names() {
    std::vector<std::string_view> names;
    for (const DayCount convention : all_day_counts) names.push_back(name_of(convention));
    return one_of(names);
  }

  void read_text(const toml::node& node, std::string& into) {
    const auto text = node.value_exact<std::string>();
    if (!text || text->empty() || text->size() > max_cell_bytes) return refuse("must be a text of 1 to 1000 bytes");
    into = text_of_ascii_toml(*text);
    if (find_invalid_utf8(into) != std::string_view::npos) refuse("is not valid UTF-8");
  }

  template <class Value, class Parse>
  void read_choice(const toml::node& node, Value& into, Parse parse, const std::string& names) {
    const auto text = node.value_exact<std::string>();
    const auto value = text ? parse(*text) : std::nullopt;
    if (!value) return refuse("must be " + names + (text ? ", not " + shown(text_of_ascii_toml(*text)) : ""));
    into = *value;
  }

  void read_date(const toml::node& node) {
    std::optional<Date> date;
    if (const auto local = node.value_exact<toml::date>())
      date = Date::from_civil(local->year, local->month, local->day);
    if (const auto text = node.value_exact<std::string>()) date = Date::parse(*text);
    if (!date) return refuse("must be a date YYYY-MM-DD");
    policy_.effective_from = *date;
  }

  /// A decimal as written: TOML hands out a double, whose shortest text is what stood there.
  static std::optional<Decimal> decimal_of(const toml::node& node) {
    if (const auto integer = node.value_exact<std::int64_t>()) return Decimal(*integer);
    if (const auto text = node.value_exact<std::string>()) return Decimal::parse(*text);
    const auto number = node.value_exact<double>();
    if (!number || !std::isfinite(*number)) return {};
    std::array<char, 400> text{};
    const auto [end, fault] = std::to_chars(text.data(), text.data() + text.size(), *number, std::chars_format::fixed);
    if (fault != std::errc()) return {};
    return Decimal::parse(std::string_view(text.data(), end));
  }

  void read_percent(const toml::node& node) {
    const auto percent = decimal_of(node);
    if (!percent || percent->sign() <= 0) return refuse("must be a number of percent above 0");
    policy_.large_flow_percent = *percent;
  }

  void read_fee(const toml::node& node) {
    const auto fee = decimal_of(node);
    if (!fee || fee->is_negative() || Decimal(1) < *fee) {
      return refuse("must be a share of the assets a year from 0 to 1, such as 0.01 for 1 %");
    }
    policy_.model_fee_annual = *fee;
  }

  void read_days(const toml::node& node) {
    const auto days = node.value_exact<std::int64_t>();
    if (!days || *days < 0 || *days > most_days) return refuse("must be a whole number of days from 0 to 3650");
    policy_.stale_after_days = static_cast<int>(*days);
  }

  void read_flag(const toml::node& node) {
    const auto flag = node.value_exact<bool>();
    if (!flag) return refuse("must be true or false");
    policy_.annualize_under_one_year = *flag;
  }

  void read_rate(const toml::node& node, double& into) {
    auto rate = node.value_exact<double>();
    if (const auto integer = node.value_exact<std::int64_t>()) rate = static_cast<double>(*integer);
    if (!rate || !std::isfinite(*rate) || *rate <= -1 || *rate > 10)
      return refuse("must be a rate above -1, such as 0.02 for 2 %");
    into = *rate;
  }

  ProblemList problems_;
  Policy policy_;
  std::string_view key_;
  std::size_t line_ = 0;
};

}  // namespace

Result<Policy> read_policy(std::string_view text, const std::string& file) {
  ProblemList problems(file);
  if (find_control_character(text) != std::string_view::npos) {
    problems.add(1 + count_lines(text.substr(0, find_control_character(text))), {}, "holds a control character");
    return problems.error();
  }
  if (find_invalid_utf8(text) != std::string_view::npos) {
    problems.add(1 + count_lines(text.substr(0, find_invalid_utf8(text))), {}, "is not valid UTF-8");
    return problems.error();
  }
  const toml::parse_result parsed = toml::parse(toml_in_ascii(without_byte_order_mark(text)), file);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    problems.add(error.source().begin.line, {}, one_line(text_of_ascii_toml(error.description())));
    return problems.error();
  }
  return PolicyReader(file).read(parsed.table());
}

}  // namespace dietz
