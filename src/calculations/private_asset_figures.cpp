#include "calculations/private_asset_figures.hpp"

#include "calculations/irr_figures.hpp"

#include <algorithm>

namespace dietz {
namespace {

class PrivateAssetReporter {
 public:
  PrivateAssetReporter(std::span<const PrivateFlow> flows, const PrivateAssetOptions& options) : options_(options) {
    report_.history = private_history(flows, options.to);
    const bool any_index = std::any_of(flows.begin(), flows.end(), [](const PrivateFlow& f) { return f.index; });
    if (any_index) indexed_ = in_index(report_.history, options.carry_days);
  }

  PrivateAssetReport report() {
    add_rates("xirr", rate_or_reason());
    add_multiples();
    if (indexed_) add_index_figures();
    return std::move(report_);
  }

 private:
  [[nodiscard]] const PrivateHistory& history() const { return report_.history; }

  [[nodiscard]] IrrResult rate_or_reason() const {
    // Without a valuation the last amount is unknown; a return of the flows alone would take it for 0.
    return history().nav ? xirr(dietz::investor_flows(history()), options_.day_count) : IrrResult{};
  }

  /// The annual figure of a solved rate, and for the fund's own the return over the whole time.
  void add_rates(const std::string& name, const IrrResult& result, const std::string& method = "xirr") {
    std::vector<Figure> rates = figures_of_xirr(result, options_.day_count);
    if (!history().nav) {
      for (Figure& rate : rates) rate.detail = "there is no net asset value";
    }
    rates[0].name = name;
    rates[0].method = method;
    finish(std::move(rates[0]));
    if (name == "xirr") finish(std::move(rates[1]));
  }

  void add_number(const std::string& name, const std::string& method, Rate rate, std::string unit = "number") {
    Figure figure;
    figure.name = name;
    figure.method = method;
    figure.rate = rate;
    figure.unit = std::move(unit);
    figure.basis.push_back({"as_of", history().as_of.to_string(), false});
    finish(std::move(figure));
  }

  void finish(Figure figure) {
    if (history().left_out > 0) {
      figure.warnings.push_back(
          {"flows_left_out", std::to_string(history().left_out) + " days with flows after the last net asset value"});
    }
    report_.figures.push_back(std::move(figure));
  }

  void add_multiples() {
    const Decimal& paid_in = history().paid_in;
    const auto over_paid_in = [&](const std::optional<Decimal>& amount) -> Rate {
      if (!amount) return Reason::insufficient_data;
      if (paid_in.is_zero()) return history().flows.empty() ? Reason::insufficient_data : Reason::zero_base;
      return ratio(*amount, paid_in);
    };
    const auto& nav = history().nav;
    add_number("dpi", "distributions / paid-in capital", over_paid_in(history().distributed));
    add_number("rvpi", "net asset value / paid-in capital", over_paid_in(nav));
    add_number("tvpi", "(distributions + net asset value) / paid-in capital",
               over_paid_in(nav ? std::optional(working_sum(history().distributed, *nav)) : std::nullopt));
    Rate called = Reason::insufficient_data;
    if (options_.committed) {
      called = options_.committed->sign() > 0 ? Rate(ratio(paid_in, *options_.committed)) : Rate(Reason::zero_base);
    }
    add_number("pic", "paid-in capital / committed capital", called);
    if (!options_.committed) report_.figures.back().detail = "the committed capital isn't given";
  }

  void add_index_figures() {
    const IrrResult same_flows = long_nickels(history(), *indexed_, options_.day_count);
    const PmePlus plus = pme_plus(history(), *indexed_, options_.day_count);
    add_number("ks_pme", "Kaplan-Schoar", kaplan_schoar(history(), *indexed_));
    add_rates("ln_pme", same_flows, "Long-Nickels: xirr of the same flows in the index");
    if (history().nav && indexed_->reason == Reason::none) {
      report_.index_nav = working_sum(indexed_->paid_in, -indexed_->distributed);
      if (report_.index_nav->is_negative()) {
        report_.figures.back().warnings.push_back(
            {"negative_index_value", "the distributions took more out of the index than there was in it"});
      }
    }
    add_number("ln_pme_excess", "xirr - ln_pme", excess(same_flows.rate), "ratio");
    add_rates("direct_alpha", direct_alpha(history(), *indexed_, options_.day_count),
              "xirr of the flows at the end's value in the index");
    add_rates("pme_plus", plus.rate, "xirr with the distributions scaled so that the index ends with the NAV");
    add_number("pme_plus_scale", "factor of the distributions", plus.scale);
    add_number("index_return", "index at the end / at the first flow - 1", index_return(), "ratio");
    explain_missing_index();
  }

  [[nodiscard]] Rate excess(const Rate& of_index) const {
    const Rate& own = report_.figures.front().rate;
    if (!own) return own;
    return of_index ? Rate(own.value() - of_index.value()) : of_index;
  }

  [[nodiscard]] Rate index_return() const {
    if (indexed_->reason != Reason::none) return indexed_->reason;
    return indexed_->flows.empty() ? Rate(Reason::insufficient_data) : Rate(indexed_->growth - 1.0);
  }

  void explain_missing_index() {
    if (indexed_->reason == Reason::none) return;
    const std::string detail = "no usable index for " + indexed_->failed_on.to_string();
    for (Figure& figure : report_.figures) {
      const bool rests_on_it = figure.name.find("pme") != std::string::npos || figure.name == "direct_alpha" ||
                               figure.name == "index_return";
      if (rests_on_it && !figure.rate) figure.detail = detail;
    }
  }

  const PrivateAssetOptions& options_;
  std::optional<IndexedFlows> indexed_;
  PrivateAssetReport report_;
};

}  // namespace

PrivateAssetReport private_asset_report(std::span<const PrivateFlow> flows, const PrivateAssetOptions& options) {
  return PrivateAssetReporter(flows, options).report();
}

}  // namespace dietz
