#include "calculations/performance_fee.hpp"

#include <algorithm>

namespace dietz {
namespace {

Decimal minus(const Decimal& a, const Decimal& b) { return working_sum(a, -b); }

/// A base grown by the hurdle's simple return.
Decimal with_hurdle(const PerformanceFeeTerms& terms, const Decimal& base, ExactYears years) {
  return working_sum(base, accrued_over(working_product(base, terms.hurdle_rate), years, {}));
}

Decimal threshold_of(const PerformanceFeeTerms& terms, const FeePeriod& period, const Decimal& mark) {
  if (terms.hurdle == Hurdle::none) return mark;
  if (terms.hurdle_base == HurdleBase::high_water_mark) return with_hurdle(terms, mark, period.years);
  return std::max(mark, with_hurdle(terms, period.begin_value, period.years));
}

Decimal fee_on(const PerformanceFeeTerms& terms, const Decimal& value, const Decimal& mark, const Decimal& threshold) {
  if (!(threshold < value)) return Decimal();
  const Decimal above = minus(value, threshold);
  if (terms.hurdle != Hurdle::soft) return rounded_money(working_product(terms.rate, above), terms.places);
  Decimal fee = working_product(terms.rate, minus(value, mark));
  if (terms.catch_up) fee = std::min(fee, working_product(*terms.catch_up, above));
  return rounded_money(fee, terms.places);
}

Rate return_on(const Decimal& begin, const Decimal& end) { return ratio(minus(end, begin), begin); }

PerformanceFee computed(const PerformanceFeeTerms& terms, const FeePeriod& period) {
  const Decimal& mark = terms.high_water_mark ? period.high_water_mark : period.begin_value;
  const Decimal value = terms.after_management_fee ? minus(period.end_value, period.management_fee) : period.end_value;
  PerformanceFee result;
  result.threshold = threshold_of(terms, period, mark);
  result.fee = fee_on(terms, value, mark, result.threshold);
  const Decimal after_management = minus(period.end_value, period.management_fee);
  const Decimal net = minus(after_management, result.fee);
  result.end_value = terms.paid_by == FeePaidBy::investor ? after_management : net;
  result.high_water_mark = std::max(period.high_water_mark, result.end_value);
  result.gross_return = return_on(period.begin_value, period.end_value);
  result.net_return = return_on(period.begin_value, net);
  return result;
}

/// The state between valuations of a series.
class FeeSeries {
 public:
  FeeSeries(const PerformanceFeeTerms& terms, DayCount day_count, Date begin, const Decimal& value, const Decimal& mark)
      : terms_(terms), day_count_(day_count), begin_(begin), value_(value), mark_(mark.is_zero() ? value : mark) {}

  FeeStep step(const FeeValuation& at) {
    FeeStep step;
    step.date = at.date;
    step.reason = failed_;
    step.high_water_mark = mark_;
    if (failed_ != Reason::none) return step;
    management_ = working_sum(management_, at.management_fee);
    // What was paid in management fees on earlier dates has left the value already.
    const Decimal gross = working_sum(at.value, minus(management_, at.management_fee));
    const PerformanceFee fee =
        performance_fee(terms_, {value_, gross, management_, mark_, exact_years(day_count_, begin_, at.date)});
    step.reason = failed_ = fee.reason;
    if (failed_ != Reason::none) return step;
    step.fee = fee.fee;
    step.net_value = minus(minus(at.value, at.management_fee), fee.fee);
    step.crystallised = at.crystallises;
    if (at.crystallises) {
      begin_next(at, fee);
    } else if (!at.flow.is_zero()) {
      step.reason = failed_ = Reason::unsupported;
    }
    step.high_water_mark = mark_;
    return step;
  }

 private:
  void begin_next(const FeeValuation& at, const PerformanceFee& fee) {
    begin_ = at.date;
    management_ = Decimal();
    mark_ = fee.high_water_mark;
    value_ = working_sum(fee.end_value, at.flow);
    if (at.flow.is_negative() && fee.end_value.sign() > 0) {
      mark_ = working_quotient(working_product(mark_, value_), fee.end_value);
    } else {
      mark_ = working_sum(mark_, at.flow);
    }
  }

  const PerformanceFeeTerms& terms_;
  DayCount day_count_;
  Date begin_;
  Decimal value_;
  Decimal mark_;
  Decimal management_;
  Reason failed_ = Reason::none;
};

}  // namespace

Status check_terms(const PerformanceFeeTerms& terms) {
  const auto share = [](const Decimal& value) { return !value.is_negative() && value <= Decimal(1); };
  if (!share(terms.rate)) return Error::invalid("the rate of a performance fee must be from 0 to 1");
  if (terms.hurdle_rate.is_negative()) return Error::invalid("a hurdle must not be negative");
  if (terms.catch_up && (!share(*terms.catch_up) || terms.catch_up->is_zero())) {
    return Error::invalid("a catch-up must be above 0 and at most 1");
  }
  if (terms.catch_up && terms.hurdle != Hurdle::soft) return Error::invalid("a catch-up goes with a soft hurdle");
  return Done{};
}

PerformanceFee performance_fee(const PerformanceFeeTerms& terms, const FeePeriod& period) try {
  PerformanceFee refused;
  refused.reason = terms.equalisation != Equalisation::none || !check_terms(terms) ? Reason::unsupported
                   : period.begin_value.is_zero()                                  ? Reason::zero_base
                   : period.begin_value.is_negative()                              ? Reason::negative_base
                                                                                   : Reason::none;
  return refused.reason == Reason::none ? computed(terms, period) : refused;
} catch (const DecimalOverflow&) {
  PerformanceFee refused;
  refused.reason = Reason::unsupported;
  return refused;
}

std::vector<FeeStep> performance_fee_series(const PerformanceFeeTerms& terms, DayCount hurdle_day_count, Date begin,
                                            const Decimal& begin_value, const Decimal& high_water_mark,
                                            std::span<const FeeValuation> valuations) {
  FeeSeries series(terms, hurdle_day_count, begin, begin_value, high_water_mark);
  std::vector<FeeStep> steps;
  steps.reserve(valuations.size());
  for (const FeeValuation& at : valuations) steps.push_back(series.step(at));
  return steps;
}

}  // namespace dietz
