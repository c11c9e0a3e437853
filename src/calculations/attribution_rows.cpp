#include "calculations/attribution_rows.hpp"

#include <cmath>

namespace dietz {

Effects& Effects::operator+=(const Effects& other) {
  allocation += other.allocation;
  selection += other.selection;
  interaction += other.interaction;
  return *this;
}

Effects operator*(const Effects& effects, double factor) {
  return {effects.allocation * factor, effects.selection * factor, effects.interaction * factor};
}

RowReturns returns_of(const SegmentRow& row) {
  const auto is_left_out = [](const Rate& rate) { return rate.reason() == Reason::insufficient_data; };
  RowReturns returns;
  if (row.portfolio_return) returns.portfolio = row.portfolio_return.value();
  if (row.benchmark_return) returns.benchmark = row.benchmark_return.value();
  if (!row.portfolio_return) {
    returns.portfolio = returns.benchmark;
    const bool other_is_known = row.benchmark_return || row.benchmark_weight == 0.0;
    if (row.portfolio_weight != 0.0 || !is_left_out(row.portfolio_return) || !other_is_known)
      returns.no_portfolio = row.portfolio_return.reason();
  }
  if (!row.benchmark_return) {
    returns.benchmark = returns.portfolio;
    const bool other_is_known = row.portfolio_return || row.portfolio_weight == 0.0;
    if (row.benchmark_weight != 0.0 || !is_left_out(row.benchmark_return) || !other_is_known)
      returns.no_benchmark = row.benchmark_return.reason();
  }
  return returns;
}

namespace {

/// What the rows of a group, or all rows, come to.
struct Sums {
  double portfolio_weight = 0.0;
  double benchmark_weight = 0.0;
  double portfolio = 0.0;        ///< Σ wp·rp
  double benchmark = 0.0;        ///< Σ wb·rb
  double allocation_fund = 0.0;  ///< Σ wp·rb
  double selection_fund = 0.0;   ///< Σ wb·rp
  Reason no_portfolio = Reason::none;
  Reason no_benchmark = Reason::none;
  double gross_benchmark_weight = 0.0;
  double gross_portfolio_weight = 0.0;

  void add(const SegmentRow& row, const RowReturns& returns) {
    portfolio_weight += row.portfolio_weight;
    benchmark_weight += row.benchmark_weight;
    portfolio += row.portfolio_weight * returns.portfolio + row.unweighted_gain;
    benchmark += row.benchmark_weight * returns.benchmark;
    allocation_fund += row.portfolio_weight * returns.benchmark;
    selection_fund += row.benchmark_weight * returns.portfolio;
    if (returns.no_portfolio != Reason::none) no_portfolio = returns.no_portfolio;
    if (returns.no_benchmark != Reason::none) no_benchmark = returns.no_benchmark;
    gross_benchmark_weight += std::abs(row.benchmark_weight);
    gross_portfolio_weight += std::abs(row.portfolio_weight);
  }
  /// Weights that cancel leave rounding behind, which isn't to be divided by.
  [[nodiscard]] bool cancels_in_benchmark() const {
    return std::abs(benchmark_weight) <= gross_benchmark_weight * cancelled_share;
  }
  [[nodiscard]] bool cancels_in_portfolio() const {
    return std::abs(portfolio_weight) <= gross_portfolio_weight * cancelled_share;
  }
};

/// What a segment's weight and return are held against: a group's, or the whole benchmark's.
struct Reference {
  double benchmark_return = 0.0;
  double weight_ratio = 1.0;  ///< the group's Wp/Wb
  bool is_portfolio = false;  ///< outside the benchmark: the portfolio's weights take the place of the benchmark's
  Reason reason = Reason::none;
};

Reason not_above_zero(double growth) { return growth == 0.0 ? Reason::zero_base : Reason::negative_base; }

class RowAttribution {
 public:
  RowAttribution(const AttributionTable& table, std::span<const SegmentRow> rows, const AttributionMethod& method)
      : table_(table), rows_(rows), method_(method) {}

  AttributedPeriod run() {
    add_up();
    set_returns();
    if (!table_.group_of.empty()) attribute_groups();
    attribute_segments();
    set_reason();
    return std::move(period_);
  }

 private:
  void add_up() {
    for (const SegmentRow& row : rows_) all_.add(row, returns_of(row));
    if (table_.group_of.empty()) return;
    group_sums_.resize(table_.groups.size());
    for (const SegmentRow& row : rows_) group_sums_[table_.group_of[row.segment]].add(row, returns_of(row));
  }

  [[nodiscard]] bool geometric() const { return method_.model == AttributionModel::geometric; }

  void set_returns() {
    period_.allocation_fund = all_.allocation_fund;
    period_.selection_fund = all_.selection_fund;
    period_.portfolio_return = all_.no_portfolio == Reason::none ? Rate(all_.portfolio) : Rate(all_.no_portfolio);
    period_.benchmark_return = all_.no_benchmark == Reason::none ? Rate(all_.benchmark) : Rate(all_.no_benchmark);
    period_.active_return = period_.portfolio_return ? period_.benchmark_return : period_.portfolio_return;
    if (period_.active_return) period_.active_return = all_.portfolio - all_.benchmark;
    whole_.benchmark_return = all_.benchmark;
    if (method_.model != AttributionModel::brinson_hood_beebower) whole_.reason = all_.no_benchmark;
    if (!geometric()) return;
    // Of a loss of everything or more, the excess and a share of it mean nothing.
    const double benchmark_growth = 1.0 + all_.benchmark;
    const double fund_growth = 1.0 + all_.allocation_fund;
    if (period_.benchmark_return && !(benchmark_growth > 0.0)) whole_.reason = not_above_zero(benchmark_growth);
    if (!(fund_growth > 0.0)) no_selection_ = not_above_zero(fund_growth);
    if (whole_.reason != Reason::none) period_.active_return = whole_.reason;
    if (period_.active_return) period_.active_return = (all_.portfolio - all_.benchmark) / benchmark_growth;
    allocation_scale_ = 1.0 / benchmark_growth;
    selection_scale_ = 1.0 / fund_growth;
  }

  /// (Δ weight)·(rb − reference), or ·rb for Brinson-Hood-Beebower.
  [[nodiscard]] double allocation(double weight_difference, double benchmark_return, double reference) const {
    if (method_.model == AttributionModel::brinson_hood_beebower) return weight_difference * benchmark_return;
    return weight_difference * (benchmark_return - reference) * allocation_scale_;
  }

  void attribute_groups() {
    references_.resize(group_sums_.size());
    period_.groups.reserve(group_sums_.size());
    for (std::uint32_t g = 0; g < group_sums_.size(); ++g) {
      const Sums& sums = group_sums_[g];
      Reference& reference = references_[g];
      reference.reason = whole_.reason;
      if (sums.no_benchmark != Reason::none) reference.reason = sums.no_benchmark;
      if (!sums.cancels_in_benchmark()) {
        reference.benchmark_return = sums.benchmark / sums.benchmark_weight;
        reference.weight_ratio = sums.portfolio_weight / sums.benchmark_weight;
      } else if (sums.gross_benchmark_weight != 0.0) {
        reference.reason = Reason::zero_base;
      } else {
        reference.is_portfolio = !sums.cancels_in_portfolio();
        reference.benchmark_return =
            reference.is_portfolio ? sums.allocation_fund / sums.portfolio_weight : whole_.benchmark_return;
      }
      SegmentEffects group{g, reference.reason, Reason::none, {}};
      if (group.no_allocation == Reason::none) {
        group.effects.allocation = allocation(sums.portfolio_weight - sums.benchmark_weight, reference.benchmark_return,
                                              whole_.benchmark_return);
      }
      note(group);
      period_.groups.push_back(group);
    }
  }

  [[nodiscard]] double weight_difference(const SegmentRow& row, const Reference& reference) const {
    if (reference.is_portfolio) return 0.0;
    return row.portfolio_weight - reference.weight_ratio * row.benchmark_weight;
  }

  void attribute_segments() {
    period_.segments.reserve(rows_.size());
    for (const SegmentRow& row : rows_) {
      const RowReturns returns = returns_of(row);
      const Reference& reference = references_.empty() ? whole_ : references_[table_.group_of[row.segment]];
      SegmentEffects segment{row.segment, reference.reason, no_selection_, {}};
      if (returns.no_benchmark != Reason::none) segment.no_allocation = segment.no_selection = returns.no_benchmark;
      if (returns.no_portfolio != Reason::none) segment.no_selection = returns.no_portfolio;
      if (segment.no_allocation == Reason::none)
        segment.effects.allocation =
            allocation(weight_difference(row, reference), returns.benchmark, reference.benchmark_return);
      if (segment.no_selection == Reason::none) select(row, returns.portfolio - returns.benchmark, segment);
      note(segment);
      period_.segments.push_back(segment);
    }
  }

  void select(const SegmentRow& row, double difference, SegmentEffects& segment) const {
    if (geometric() || method_.interaction == InteractionEffect::in_selection) {
      segment.effects.selection = (row.portfolio_weight * difference + row.unweighted_gain) * selection_scale_;
      return;
    }
    segment.effects.selection = row.benchmark_weight * difference + row.unweighted_gain;
    const double interaction = (row.portfolio_weight - row.benchmark_weight) * difference;
    if (method_.interaction == InteractionEffect::separate) {
      segment.effects.interaction = interaction;
    } else if (segment.no_allocation == Reason::none) {
      segment.effects.allocation += interaction;
    }
  }

  void note(SegmentEffects& segment) {
    // A sum over finite effects is finite unless one of them isn't, or they are beyond all measure together.
    if (!std::isfinite(segment.effects.allocation)) segment.no_allocation = Reason::undefined_ratio;
    if (!std::isfinite(segment.effects.selection + segment.effects.interaction))
      segment.no_selection = Reason::undefined_ratio;
    if (segment.no_allocation != Reason::none) reason_ = segment.no_allocation;
    if (segment.no_selection != Reason::none) reason_ = segment.no_selection;
    period_.totals += segment.effects;
  }

  void set_reason() {
    if (reason_ == Reason::none && !std::isfinite(period_.totals.sum() + all_.portfolio - all_.benchmark))
      reason_ = Reason::undefined_ratio;
    period_.reason = reason_;
    for (Rate* rate : {&period_.portfolio_return, &period_.benchmark_return, &period_.active_return}) {
      if (*rate && !std::isfinite(rate->value())) *rate = Reason::undefined_ratio;
    }
    if (reason_ == Reason::insufficient_data) period_.detail = "the return of a segment with a weight is missing";
    if (reason_ == Reason::zero_base || reason_ == Reason::negative_base)
      period_.detail = geometric() ? "the benchmark, or its returns with the portfolio's weights, lost everything"
                                   : "weights of a group or segment cancel to 0, so it has no return";
    if (reason_ == Reason::undefined_ratio) period_.detail = "an effect is beyond the range of numbers";
  }

  const AttributionTable& table_;
  std::span<const SegmentRow> rows_;
  const AttributionMethod& method_;
  AttributedPeriod period_;
  Sums all_;
  std::vector<Sums> group_sums_;
  Reference whole_;
  std::vector<Reference> references_;
  Reason no_selection_ = Reason::none;
  Reason reason_ = Reason::none;
  double allocation_scale_ = 1.0;
  double selection_scale_ = 1.0;
};

}  // namespace

AttributedPeriod attribute_rows(const AttributionTable& table, std::span<const SegmentRow> rows,
                                const AttributionMethod& method) {
  return RowAttribution(table, rows, method).run();
}

}  // namespace dietz
