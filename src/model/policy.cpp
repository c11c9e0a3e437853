#include "model/policy.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace dietz {
namespace {

template <class Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Names<FlowTiming, 3> flow_timings = {{{FlowTiming::inflow_start_outflow_end, "inflow_start_outflow_end"},
                                                {FlowTiming::start, "start"},
                                                {FlowTiming::end, "end"}}};
constexpr Names<TwrMethod, 4> twr_methods = {{{TwrMethod::daily, "daily"},
                                              {TwrMethod::modified_dietz, "modified_dietz"},
                                              {TwrMethod::simple_dietz, "simple_dietz"},
                                              {TwrMethod::linked_dietz, "linked_dietz"}}};
constexpr Names<LotMethod, 5> lot_methods = {{{LotMethod::fifo, "fifo"},
                                              {LotMethod::lifo, "lifo"},
                                              {LotMethod::hifo, "hifo"},
                                              {LotMethod::average, "average"},
                                              {LotMethod::specific, "specific"}}};
constexpr Names<MissingPrice, 2> missing_prices = {
    {{MissingPrice::last_known, "last_known"}, {MissingPrice::last_transaction, "last_transaction"}}};
constexpr Names<Rebalance, 4> rebalances = {{{Rebalance::daily, "daily"},
                                             {Rebalance::monthly, "monthly"},
                                             {Rebalance::quarterly, "quarterly"},
                                             {Rebalance::none, "none"}}};

template <class Enum, std::size_t N>
std::string_view find_name(const Names<Enum, N>& names, Enum value) {
  for (const auto& [entry, name] : names) {
    if (entry == value) return name;
  }
  return {};
}

template <class Enum, std::size_t N>
std::optional<Enum> find_value(const Names<Enum, N>& names, std::string_view text) {
  for (const auto& [entry, name] : names) {
    if (name == text) return entry;
  }
  return {};
}

/// The shortest text that reads back as the same double.
std::string shortest(double value) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

}  // namespace

std::string_view name_of(FlowTiming timing) { return find_name(flow_timings, timing); }
std::string_view name_of(TwrMethod method) { return find_name(twr_methods, method); }
std::string_view name_of(LotMethod method) { return find_name(lot_methods, method); }
std::string_view name_of(MissingPrice rule) { return find_name(missing_prices, rule); }
std::string_view name_of(Rebalance rule) { return find_name(rebalances, rule); }
std::optional<FlowTiming> parse_flow_timing(std::string_view text) { return find_value(flow_timings, text); }
std::optional<TwrMethod> parse_twr_method(std::string_view text) { return find_value(twr_methods, text); }
std::optional<LotMethod> parse_lot_method(std::string_view text) { return find_value(lot_methods, text); }
std::optional<MissingPrice> parse_missing_price(std::string_view text) { return find_value(missing_prices, text); }
std::optional<Rebalance> parse_rebalance(std::string_view text) { return find_value(rebalances, text); }

std::vector<PolicyEntry> entries_of(const Policy& policy) {
  const auto text = [](std::string_view v) { return std::string(v); };
  std::vector<PolicyEntry> entries = {
      {"version", policy.version, false},
      {"flow_timing", text(name_of(policy.flow_timing)), false},
      {"twr_method", text(name_of(policy.twr_method)), false},
      {"large_flow_percent", policy.large_flow_percent.to_string(), true},
      {"day_count", policy.day_count, false},
      {"lot_method", text(name_of(policy.lot_method)), false},
      {"stale_after_days", std::to_string(policy.stale_after_days), true},
      {"missing_price", text(name_of(policy.missing_price)), false},
      {"annualize_under_one_year", policy.annualize_under_one_year ? "true" : "false", true},
      {"risk_free_annual", shortest(policy.risk_free_annual), true},
      {"minimum_acceptable_return", shortest(policy.minimum_acceptable_return), true},
      {"benchmark_rebalance", text(name_of(policy.benchmark_rebalance)), false}};
  if (policy.model_fee_annual) entries.push_back({"model_fee_annual", policy.model_fee_annual->to_string(), true});
  return entries;
}

}  // namespace dietz
