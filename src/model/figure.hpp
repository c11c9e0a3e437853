#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dietz {

/// Why a figure has no value, or what to mind about it. A closed list: see docs/figures.md.
enum class Reason {
  none,
  insufficient_data,
  no_price,
  no_fx_rate,
  stale_price,
  zero_base,
  negative_base,
  no_sign_change,
  no_root,
  multiple_roots,
  period_under_one_year,
  undefined_ratio,
  unsupported,
};
[[nodiscard]] std::string_view name_of(Reason reason);

/// A rate or statistic, or the reason it is absent. Never NaN, infinite, or 0 for "unknown".
class Rate {
 public:
  Rate(double value) : value_(value) {}
  Rate(Reason reason) : reason_(reason) {}

  [[nodiscard]] bool has_value() const { return reason_ == Reason::none; }
  explicit operator bool() const { return has_value(); }
  [[nodiscard]] double value() const { return value_; }
  [[nodiscard]] Reason reason() const { return reason_; }
  friend bool operator==(const Rate&, const Rate&) = default;

 private:
  double value_ = 0.0;
  Reason reason_ = Reason::none;
};

/// Something the reader of a figure should know: a short code and a sentence.
struct Warning {
  std::string code;
  std::string message;
};

/// One named entry of a figure's basis, such as {"days", "365"}; `is_number` tells printers not to quote it.
struct BasisEntry {
  std::string name;
  std::string text;
  bool is_number = false;
};

/// A figure as reported: the rate or the reason, and how it was computed.
struct Figure {
  std::string name;  ///< snake_case, the same in CLI, API and store
  Rate rate = Reason::insufficient_data;
  std::string unit = "ratio";
  std::string method;
  std::vector<BasisEntry> basis;
  std::optional<double> coverage;  ///< share of the interval's days that the figure rests on, where that can be under 1
  std::vector<Warning> warnings;
  std::string detail;  ///< with a reason: where and what, in a sentence
};

}  // namespace dietz
