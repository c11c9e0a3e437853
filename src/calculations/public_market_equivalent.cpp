#include "calculations/public_market_equivalent.hpp"

#include <algorithm>

namespace dietz {
namespace {

bool has_flow(const PrivateFlow& flow) { return !flow.contribution.is_zero() || !flow.distribution.is_zero(); }

/// The last index known on a day, where it is not older than `carry_days`.
const PrivateFlow* index_on(std::span<const PrivateFlow> flows, Date date, int carry_days) {
  const PrivateFlow* known = nullptr;
  for (const PrivateFlow& flow : flows) {
    if (flow.date > date) break;
    if (flow.index) known = &flow;
  }
  return known != nullptr && date - known->date <= carry_days ? known : nullptr;
}

Reason sign_of(const Decimal& index) {
  return index.is_zero() ? Reason::zero_base : index.is_negative() ? Reason::negative_base : Reason::none;
}

IrrResult refused(Reason reason) {
  IrrResult result;
  result.rate = reason;
  return result;
}

IrrResult rate_of(std::vector<DatedAmount> flows, Date end, const Decimal& value, DayCount day_count) {
  if (!value.is_zero()) flows.push_back({end, value});
  return xirr(flows, day_count);
}

std::vector<DatedAmount> net_flows(const PrivateHistory& history, const Decimal* scale) {
  std::vector<DatedAmount> net;
  for (const PrivateFlow& flow : history.flows) {
    if (!has_flow(flow)) continue;
    const Decimal out = scale == nullptr ? flow.distribution : working_product(flow.distribution, *scale);
    net.push_back({flow.date, working_sum(out, -flow.contribution)});
  }
  return net;
}

Reason first_reason(const PrivateHistory& history, const IndexedFlows& indexed) {
  if (!history.nav) return Reason::insufficient_data;
  return indexed.reason;
}

}  // namespace

PrivateHistory private_history(std::span<const PrivateFlow> flows, std::optional<Date> to) {
  PrivateHistory history;
  for (const PrivateFlow& flow : flows) {
    if (to && flow.date > *to) break;
    if (!flow.nav) continue;
    history.as_of = flow.date;
    history.nav = flow.nav;
  }
  for (const PrivateFlow& flow : flows) {
    const bool after = history.nav ? flow.date > history.as_of : to && flow.date > *to;
    if (after) {
      history.left_out += has_flow(flow) ? 1 : 0;
      continue;
    }
    if (!history.nav) history.as_of = flow.date;
    history.flows.push_back(flow);
    history.paid_in = working_sum(history.paid_in, flow.contribution);
    history.distributed = working_sum(history.distributed, flow.distribution);
  }
  return history;
}

IndexedFlows in_index(const PrivateHistory& history, int carry_days) {
  IndexedFlows indexed;
  const auto fail = [&indexed](Reason reason, Date date) {
    indexed.reason = reason;
    indexed.failed_on = date;
    return indexed;
  };
  const PrivateFlow* end = index_on(history.flows, history.as_of, carry_days);
  if (end == nullptr) return fail(Reason::insufficient_data, history.as_of);
  if (sign_of(*end->index) != Reason::none) return fail(sign_of(*end->index), end->date);
  bool first = true;
  for (const PrivateFlow& flow : history.flows) {
    if (!has_flow(flow)) continue;
    const PrivateFlow* then = index_on(history.flows, flow.date, carry_days);
    if (then == nullptr) return fail(Reason::insufficient_data, flow.date);
    if (sign_of(*then->index) != Reason::none) return fail(sign_of(*then->index), then->date);
    const auto at_end = [&](const Decimal& amount) {
      return working_quotient(working_product(amount, *end->index), *then->index);
    };
    const Decimal in = at_end(flow.contribution), out = at_end(flow.distribution);
    indexed.paid_in = working_sum(indexed.paid_in, in);
    indexed.distributed = working_sum(indexed.distributed, out);
    indexed.flows.push_back({flow.date, working_sum(out, -in)});
    if (first) indexed.growth = ratio(*end->index, *then->index);
    first = false;
  }
  return indexed;
}

std::vector<DatedAmount> investor_flows(const PrivateHistory& history) {
  auto flows = net_flows(history, nullptr);
  if (history.nav && !history.nav->is_zero()) flows.push_back({history.as_of, *history.nav});
  return flows;
}

Rate kaplan_schoar(const PrivateHistory& history, const IndexedFlows& indexed) {
  if (const Reason reason = first_reason(history, indexed); reason != Reason::none) return reason;
  if (indexed.paid_in.is_zero()) return Reason::zero_base;
  return ratio(working_sum(indexed.distributed, *history.nav), indexed.paid_in);
}

IrrResult long_nickels(const PrivateHistory& history, const IndexedFlows& indexed, DayCount day_count) {
  if (const Reason reason = first_reason(history, indexed); reason != Reason::none) return refused(reason);
  return rate_of(net_flows(history, nullptr), history.as_of, working_sum(indexed.paid_in, -indexed.distributed),
                 day_count);
}

IrrResult direct_alpha(const PrivateHistory& history, const IndexedFlows& indexed, DayCount day_count) {
  if (const Reason reason = first_reason(history, indexed); reason != Reason::none) return refused(reason);
  return rate_of(indexed.flows, history.as_of, *history.nav, day_count);
}

PmePlus pme_plus(const PrivateHistory& history, const IndexedFlows& indexed, DayCount day_count) {
  PmePlus result;
  result.scale = first_reason(history, indexed);
  result.rate = refused(first_reason(history, indexed));
  if (result.scale.reason() != Reason::none) return result;
  const Decimal owed = working_sum(indexed.paid_in, -*history.nav);
  if (indexed.distributed.is_zero() || owed.is_negative()) {
    result.scale = Reason::undefined_ratio;
    result.rate = refused(Reason::undefined_ratio);
    return result;
  }
  const Decimal scale = working_quotient(owed, indexed.distributed);
  result.scale = scale.to_double();
  result.rate = rate_of(net_flows(history, &scale), history.as_of, *history.nav, day_count);
  return result;
}

}  // namespace dietz
