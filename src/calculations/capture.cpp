#include "calculations/risk_sample.hpp"

// How the returns go with the benchmark's gains and losses.
namespace dietz {
namespace {

class Capture {
 public:
  Capture(RateTable& table, const RiskSample& sample) : table_(table), sample_(sample), sums_(sample.sums.relative) {}

  void add() {
    table_.add("up_capture", compounded(sums_.up));
    table_.add("down_capture", compounded(sums_.not_up));
    table_.add("up_capture_arithmetic", quotient(sample_.unless_empty(sums_.up.own_sum), sums_.up.market_sum));
    table_.add("down_capture_arithmetic",
               quotient(sample_.unless_empty(sums_.not_up.own_sum), sums_.not_up.market_sum));
    add_annual();
    table_.add("up_number", share(sums_.up.same_sign, sums_.up));
    table_.add("down_number", share(sums_.down.same_sign, sums_.down));
    table_.add("up_percent", share(sums_.up.ahead, sums_.up));
    table_.add("down_percent", share(sums_.down.ahead, sums_.down));
  }

 private:
  /// Compounded return of the portfolio over that of the benchmark.
  [[nodiscard]] Rate compounded(const CaptureSums& of) const {
    return quotient(sample_.unless_empty(of.own.factor - 1), of.market.factor - 1);
  }

  [[nodiscard]] Rate annual(const CaptureSums& of) const {
    if (sample_.n > 0 && of.periods == 0) return Reason::undefined_ratio;
    return quotient(sample_.compounded(of.own, of.periods).annual, sample_.compounded(of.market, of.periods).annual);
  }

  void add_annual() {
    if (!table_.wants(
            {"capture_annualized", "up_capture_annualized", "down_capture_annualized", "up_down_capture_annualized"})) {
      return;
    }
    const Rate up = annual(sums_.up);
    const Rate down = annual(sums_.down);
    table_.add("capture_annualized", quotient(sample_.growth.annual, sample_.market_annual));
    table_.add("up_capture_annualized", up);
    table_.add("down_capture_annualized", down);
    table_.add("up_down_capture_annualized", quotient(up, down));
  }

  [[nodiscard]] Rate share(std::size_t hits, const CaptureSums& of) const {
    return quotient(sample_.unless_empty(static_cast<double>(hits)), static_cast<double>(of.periods));
  }

  RateTable& table_;
  const RiskSample& sample_;
  const RelativeSums& sums_;
};

}  // namespace

void add_capture(RateTable& table, const RiskSample& sample) { Capture(table, sample).add(); }

}  // namespace dietz
