#pragma once

#include "base/result.hpp"
#include "model/date.hpp"
#include "model/decimal.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// When in a day external flows count for the time-weighted return.
enum class FlowTiming { inflow_start_outflow_end, start, end };
/// How the time-weighted return of a report is computed.
enum class TwrMethod { daily, modified_dietz, simple_dietz, linked_dietz };
enum class LotMethod { fifo, lifo, hifo, average, specific };
/// What a day without a price does: take the last known one (up to stale_after_days), or, for a security that has no
/// price at all, also the price of its last transaction.
enum class MissingPrice { last_known, last_transaction };
enum class Rebalance { daily, monthly, quarterly, none };

[[nodiscard]] std::string_view name_of(FlowTiming timing);
[[nodiscard]] std::string_view name_of(TwrMethod method);
[[nodiscard]] std::string_view name_of(LotMethod method);
[[nodiscard]] std::string_view name_of(MissingPrice rule);
[[nodiscard]] std::string_view name_of(Rebalance rule);
[[nodiscard]] std::optional<FlowTiming> parse_flow_timing(std::string_view text);
[[nodiscard]] std::optional<TwrMethod> parse_twr_method(std::string_view text);
[[nodiscard]] std::optional<LotMethod> parse_lot_method(std::string_view text);
[[nodiscard]] std::optional<MissingPrice> parse_missing_price(std::string_view text);
[[nodiscard]] std::optional<Rebalance> parse_rebalance(std::string_view text);

/// The choices a calculation depends on, as one value with a version; every result names it.
struct Policy {
  std::string version = "default-1";
  std::optional<Date> effective_from;
  FlowTiming flow_timing = FlowTiming::inflow_start_outflow_end;
  TwrMethod twr_method = TwrMethod::daily;
  /// linked_dietz cuts a month where a flow exceeds this percentage of the value before it, if a valuation exists.
  Decimal large_flow_percent = Decimal(10);
  std::string day_count = "act/365F";
  LotMethod lot_method = LotMethod::fifo;
  int stale_after_days = 10;
  MissingPrice missing_price = MissingPrice::last_known;
  bool annualize_under_one_year = false;
  /// Annual risk-free rate and per-period minimum acceptable return of the risk figures.
  double risk_free_annual = 0.0;
  double minimum_acceptable_return = 0.0;
  Rebalance benchmark_rebalance = Rebalance::daily;
  /// Share of the assets a year (0.01 = 1 %) for `twr_net_of_model_fee`; none: no such figure.
  std::optional<Decimal> model_fee_annual;
};

/// One line of a policy as printed: key and value, and whether the value is a number, true or false rather than a text.
struct PolicyEntry {
  std::string key;
  std::string value;
  bool is_number;
};
/// Every key that a figure depends on, in a fixed order: what a report prints and an input hash covers.
[[nodiscard]] std::vector<PolicyEntry> entries_of(const Policy& policy);

}  // namespace dietz
