#include "calculations/composite_return.hpp"

#include <algorithm>

namespace dietz {
namespace {

/// The days that a month's return can rest on, so that it isn't searched for in the whole history.
PortfolioFacts cut_out(const PortfolioFacts& facts, DateRange month, int carry_days) {
  PortfolioFacts part;
  part.currency = facts.currency;
  part.valued_by_custodian_only = facts.valued_by_custodian_only;
  const auto before = [](Date date) { return [date](const PortfolioDay& day) { return day.date < date; }; };
  const auto first =
      std::partition_point(facts.days.begin(), facts.days.end(), before(month.from - std::max(carry_days, 1)));
  const auto last = std::partition_point(first, facts.days.end(), before(month.to + 1));
  part.days.assign(first, last);
  return part;
}

Decimal weight_of(const MemberMonth& month, CompositeWeighting weighting) {
  return weighting == CompositeWeighting::begin_values ? month.begin_value
                                                       : working_sum(month.begin_value, month.weighted_flow);
}

}  // namespace

std::string_view name_of(Exclusion exclusion) {
  switch (exclusion) {
    case Exclusion::none:
      return "none";
    case Exclusion::not_a_member:
      return "not_a_member";
    case Exclusion::part_of_month:
      return "part_of_month";
    case Exclusion::not_funded:
      return "not_funded";
    case Exclusion::not_valued:
      return "not_valued";
    case Exclusion::minimum_assets:
      return "minimum_assets";
    case Exclusion::significant_flow:
      break;
  }
  return "significant_flow";
}

Rate weighted_return(std::span<const Decimal> weights, std::span<const double> returns) {
  if (weights.empty()) return Reason::insufficient_data;
  Decimal sum;
  for (const Decimal& weight : weights) sum = working_sum(sum, weight);
  if (sum.is_zero()) return Reason::zero_base;
  if (sum.is_negative()) return Reason::negative_base;
  double total = 0.0;
  double low = returns.front(), high = returns.front();
  bool all_positive = true;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    total += ratio(weights[i], sum) * returns[i];
    low = std::min(low, returns[i]);
    high = std::max(high, returns[i]);
    all_positive = all_positive && !weights[i].is_negative();
  }
  // Rounding of the shares must not carry the mean of equal returns past them.
  return all_positive ? std::clamp(total, low, high) : total;
}

MemberMonth member_month(const PortfolioFacts& facts, DateRange month, const Policy& policy) {
  MemberMonth result;
  result.range = month;
  const PortfolioFacts part = cut_out(facts, month, policy.stale_after_days);
  const PortfolioReturn net = portfolio_return(part, month, policy, ReturnBasis::net, policy.twr_method, "twr");
  result.net = net.result.figure.rate;
  result.gross =
      portfolio_return(part, month, policy, ReturnBasis::gross, policy.twr_method, "twr_gross").result.figure.rate;
  if (!net.interval.usable()) return result;
  result.carried = !net.interval.warnings.empty();
  const auto& days = net.interval.days;
  result.begin_value = *days.front().value;
  result.end_value = *days.back().value;
  for (std::size_t i = 1; i < days.size(); ++i) {
    if (!days[i].has_flow()) continue;
    result.net_flow = working_sum(result.net_flow, days[i].flow());
    result.weighted_flow =
        working_sum(result.weighted_flow, working_product(days[i].flow(), Decimal(month.to - days[i].date)));
  }
  result.weighted_flow = working_quotient(result.weighted_flow, Decimal(month.days()));
  return result;
}

Exclusion exclusion_of(const GroupMember& member, const MemberMonth& month, const CompositeTerms& terms) {
  if (!member.touches(month.range)) return Exclusion::not_a_member;
  if (!member.covers(month.range)) return Exclusion::part_of_month;
  if (!month.net) {
    const bool empty = month.begin_value.is_zero() && month.end_value.is_zero() && month.net_flow.is_zero();
    return empty && month.net.reason() == Reason::zero_base ? Exclusion::not_funded : Exclusion::not_valued;
  }
  if (month.begin_value.sign() <= 0) return Exclusion::not_funded;
  if (month.end_value.sign() <= 0) return Exclusion::part_of_month;  // emptied before the month was over
  if (terms.minimum_assets && month.begin_value < *terms.minimum_assets) return Exclusion::minimum_assets;
  if (terms.significant_flow_percent) {
    const Decimal limit = working_product(month.begin_value, *terms.significant_flow_percent);
    if (limit < working_product(month.net_flow.abs(), Decimal(100))) return Exclusion::significant_flow;
  }
  return Exclusion::none;
}

CompositeMonth composite_month(std::span<const CompositeMember> members, std::size_t at, const CompositeTerms& terms) {
  CompositeMonth result;
  std::vector<Decimal> weights;
  std::vector<double> net, gross;
  Reason gross_reason = Reason::none;
  for (const CompositeMember& one : members) {
    const MemberMonth& month = one.months[at];
    result.range = month.range;
    result.exclusions.push_back(exclusion_of(one.member, month, terms));
    if (result.exclusions.back() != Exclusion::none) continue;
    ++result.members;
    result.begin_assets = working_sum(result.begin_assets, month.begin_value);
    result.end_assets = working_sum(result.end_assets, month.end_value);
    weights.push_back(weight_of(month, terms.weighting));
    net.push_back(month.net.value());
    if (month.gross) {
      gross.push_back(month.gross.value());
    } else if (gross_reason == Reason::none) {
      gross_reason = month.gross.reason();
    }
  }
  if (terms.weighting == CompositeWeighting::aggregate) return result;
  result.net = weighted_return(weights, net);
  result.gross = gross_reason == Reason::none ? weighted_return(weights, gross) : Rate(gross_reason);
  return result;
}

}  // namespace dietz
