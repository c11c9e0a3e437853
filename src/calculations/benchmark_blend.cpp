#include "calculations/benchmark_blend.hpp"

#include <algorithm>

namespace dietz {
namespace {

GrowthSince gap(Reason reason, const std::string& what, Date date) {
  return {1.0, reason, what + " on " + date.to_string(), 1.0};
}

/// Whether the rule brings the weights back at the close of `date`.
bool rebalances_on(Rebalance rule, Date date) {
  switch (rule) {
    case Rebalance::daily:
      return true;
    case Rebalance::monthly:
      return date == date.month_end();
    case Rebalance::quarterly:
      return date == date.quarter_end();
    case Rebalance::none:
      break;
  }
  return false;
}

/// The last close up to `date` at which the rule brings the weights back.
std::optional<Date> last_rebalancing(Rebalance rule, Date date) {
  if (rule == Rebalance::none) return {};
  if (rebalances_on(rule, date)) return date;
  return rule == Rebalance::monthly ? date.previous_month_end() : date.previous_quarter_end();
}

const WeightSet* set_on(const std::vector<WeightSet>& sets, Date date) {
  const auto after =
      std::find_if(sets.begin(), sets.end(), [date](const WeightSet& set) { return set.from && *set.from > date; });
  return after == sets.begin() ? nullptr : &*std::prev(after);
}

/// A blend held from close to close. Its value is 1 whenever weights are set, so that a day's bits depend on nothing
/// before that.
class Blend {
 public:
  Blend(const std::vector<WeightSet>& sets, Rebalance rule, const std::vector<std::unique_ptr<ComponentPath>>& paths)
      : sets_(sets), rule_(rule), paths_(paths) {}

  BenchmarkDay advance(Date date) {
    BenchmarkDay day;
    day.date = date;
    std::vector<GrowthSince> grown;
    const GrowthSince end = value_at(date, grown);
    if (!close_.known()) {
      missing(day, close_);
    } else if (!end.known()) {
      missing(day, end);
    } else if (close_.factor <= 0.0) {
      const Reason reason = close_.factor < 0.0 ? Reason::negative_base : Reason::zero_base;
      missing(day, gap(reason, "positive value of the blend", date - 1));
    } else {
      fill(day, grown);
    }
    grown_.clear();
    for (const GrowthSince& component : grown) grown_.push_back(component.factor);
    close_ = end;
    return day;
  }

  /// Sets the weights at the close of `date` where they are due, or overdue.
  void settle(Date date) {
    const WeightSet* set = set_on(sets_, date);
    if (set == nullptr) {
      const std::string what = sets_.empty() ? "weights" : "weights before " + sets_.front().from->to_string();
      close_ = gap(Reason::insufficient_data, what, date);
      return;
    }
    if (held_ == set && !rebalances_on(rule_, date)) return;
    held_ = nullptr;
    close_ = {};
    for (const WeightSet::Member& member : set->members) {
      const GrowthSince start = paths_[member.component]->restart(date);
      if (!start.known() && close_.known()) close_ = start;
    }
    if (!close_.known()) return;
    held_ = set;
    grown_.assign(set->members.size(), 1.0);
  }

  [[nodiscard]] const GrowthSince& close() const { return close_; }

 private:
  static void missing(BenchmarkDay& day, const GrowthSince& why) {
    day.growth = why.missing;
    day.missing_what = why.missing_what;
  }

  /// Σ weight × growth since the weights were set; every component is asked, as each must see each day.
  GrowthSince value_at(Date date, std::vector<GrowthSince>& grown) {
    GrowthSince value{0.0, Reason::none, {}, 1.0};
    if (held_ == nullptr) return close_;
    for (const WeightSet::Member& member : held_->members) {
      const GrowthSince& component = grown.emplace_back(paths_[member.component]->advance(date));
      if (!component.known() && value.known()) value = component;
      value.factor += member.weight * component.factor;
    }
    return value;
  }

  /// Σ weight × growth over the day, as doubles in the order of the rows: what an explanation can repeat to the bit.
  void fill(BenchmarkDay& day, const std::vector<GrowthSince>& grown) const {
    double sum = 0.0;
    for (std::size_t i = 0; i < grown.size(); ++i) {
      const WeightSet::Member& member = held_->members[i];
      if (grown_[i] == 0.0 && grown[i].factor != 0.0) {
        day.components.clear();
        return missing(day, gap(Reason::zero_base, "price above 0 of a component", day.date - 1));
      }
      const Rate growth = grown_[i] == 0.0 ? Rate(Reason::zero_base) : Rate(grown[i].over_day);
      day.components.push_back({member.component, member.weight * grown_[i] / close_.factor, growth});
      if (growth) sum += day.components.back().weight * growth.value();
    }
    day.growth = sum;
  }

  const std::vector<WeightSet>& sets_;
  Rebalance rule_;
  const std::vector<std::unique_ptr<ComponentPath>>& paths_;
  const WeightSet* held_ = nullptr;  ///< the weights last set; none: they couldn't be
  std::vector<double> grown_;        ///< of each member of `held_`, at the last close
  GrowthSince close_;                ///< the blend's value at the last close
};

}  // namespace

SecurityPath::Worth SecurityPath::worth(Date date) {
  if (last_date_ != date) {
    last_ = worth_on(date);
    last_date_ = date;
  }
  return last_;
}

SecurityPath::Worth SecurityPath::worth_on(Date date) const {
  const Quote price = market_.price(security_, date);
  if (price.reason != Reason::none) {
    return {{}, gap(price.reason, "price of " + book_.securities[security_.at()].id, date)};
  }
  const Currency from = market_.price_currency(security_);
  const Quote rate = market_.rate(from, currency_, date);
  if (rate.reason != Reason::none) return {{}, gap(rate.reason, "rate " + from.code() + "-" + currency_.code(), date)};
  return {converted(price.value, rate), {}};
}

GrowthSince SecurityPath::restart(Date date) {
  Worth now = worth(date);
  start_ = now.value;
  shares_ = Decimal(1);
  if (now.gap.known() && start_.is_zero()) {
    return gap(Reason::zero_base, "price above 0 of " + book_.securities[security_.at()].id, date);
  }
  return now.gap;
}

GrowthSince SecurityPath::advance(Date date) {
  const Decimal before = last_.value;
  Decimal split_today(1);
  for (const SplitEvent& split : market_.splits(security_)) {
    if (split.date == date) split_today = working_product(split_today, split.ratio);
  }
  shares_ = working_product(shares_, split_today);
  Worth now = worth(date);
  if (!now.gap.known()) return now.gap;
  now.gap.factor = ratio(working_product(now.value, shares_), start_);
  now.gap.over_day = before.is_zero() ? 0.0 : ratio(working_product(now.value, split_today), before);
  return now.gap;
}

GrowthSince NestedPath::restart(Date date) {
  since_ = {};
  return blend_.closes[static_cast<std::size_t>(date - blend_.growth.range.from)];
}

GrowthSince NestedPath::advance(Date date) {
  const BenchmarkDay& day = blend_.growth.days[static_cast<std::size_t>(date - blend_.growth.range.from) - 1];
  if (!since_.known()) return since_;
  if (day.growth) {
    since_.factor *= day.growth.value();
    since_.over_day = day.growth.value();
  } else {
    since_ = {1.0, day.growth.reason(), day.missing_what, 1.0};
  }
  return since_;
}

Date path_start(const std::vector<WeightSet>& sets, Rebalance rule, Date from) {
  const WeightSet* set = set_on(sets, from);
  if (set == nullptr) return from;
  const std::optional<Date> rebalanced = last_rebalancing(rule, from);
  if (!set->from) return rebalanced.value_or(from);
  return std::max(*set->from, rebalanced.value_or(*set->from));
}

BlendPath follow_blend(BenchmarkGrowth growth, const std::vector<WeightSet>& sets, Rebalance rule,
                       const std::vector<std::unique_ptr<ComponentPath>>& paths, Date start) {
  BlendPath path{std::move(growth), {}};
  const DateRange range = path.growth.range;
  Blend blend(sets, rule, paths);
  for (Date date = start; date <= range.to; ++date) {
    if (date > start) {
      BenchmarkDay day = blend.advance(date);
      if (date > range.from) path.growth.days.push_back(std::move(day));
    }
    blend.settle(date);
    if (date >= range.from) path.closes.push_back({1.0, blend.close().missing, blend.close().missing_what, 1.0});
  }
  return path;
}

}  // namespace dietz
