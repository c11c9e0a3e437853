#include "calculations/group_total.hpp"

#include <algorithm>
#include <map>

namespace dietz {
namespace {

void empty_out(PortfolioDay& day) {
  const Date date = day.date;
  day = PortfolioDay{};
  day.date = date;
  day.value = Decimal();
}

void mark_unknown(PortfolioDay& day, const PortfolioDay& without) {
  day.value.reset();
  day.missing = without.missing == Reason::none ? Reason::insufficient_data : without.missing;
  day.missing_what = without.missing_what;
}

}  // namespace

bool is_member_on(std::span<const MembershipSpan> spans, Date day) {
  return std::any_of(spans.begin(), spans.end(), [day](const MembershipSpan& span) {
    return span.covers({day - 1, day});
  });
}

void count_members_only(std::vector<PortfolioDay>& days, std::span<const MembershipSpan> spans,
                        std::vector<BorderFlow>& border) {
  std::vector<PortfolioDay> counted = days;
  const PortfolioDay* unknown = nullptr;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const bool in = is_member_on(spans, days[i].date);
    if (!in) empty_out(counted[i]);
    const bool comes = in && i > 0 && !is_member_on(spans, days[i - 1].date);
    const bool goes = in && i + 1 < days.size() && !is_member_on(spans, days[i + 1].date);
    BorderFlow flow{days[i].date, {}, {}};
    if (comes && !days[i - 1].value) unknown = &days[i - 1];
    if (goes && !days[i].value) unknown = &days[i];
    if (comes && days[i - 1].value) flow.in = *days[i - 1].value;
    if (goes && days[i].value) {
      flow.out = *days[i].value;
      counted[i].value = Decimal();
    }
    if (!flow.in.is_zero() || !flow.out.is_zero()) {
      counted[i].flows_in = working_sum(counted[i].flows_in, flow.in);
      counted[i].flows_out = working_sum(counted[i].flows_out, flow.out);
      border.push_back(flow);
    }
    if (unknown != nullptr) mark_unknown(counted[i], *unknown);
  }
  days = std::move(counted);
}

InternalTransfers internal_transfers_of_members(const Book& book, std::span<const PortfolioIndex> portfolios,
                                                const MembershipTimes& times) {
  if (times.empty()) return internal_transfers(book, portfolios);
  InternalTransfers internal(book.transactions.size(), false);
  std::map<std::vector<bool>, InternalTransfers> by_members;
  for (std::size_t t = 0; t < book.transactions.size(); ++t) {
    const Transaction& transfer = book.transactions[t];
    if (transfer.type != TransactionType::transfer_in && transfer.type != TransactionType::transfer_out) continue;
    std::vector<bool> members;
    std::vector<PortfolioIndex> scope;
    for (std::size_t p = 0; p < portfolios.size(); ++p) {
      members.push_back(is_member_on(times[p], transfer.date));
      if (members.back()) scope.push_back(portfolios[p]);
    }
    const auto known = by_members.find(members);
    const InternalTransfers& flags = known != by_members.end()
                                         ? known->second
                                         : by_members.emplace(members, internal_transfers(book, scope)).first->second;
    internal[t] = t < flags.size() && flags[t];
  }
  return internal;
}

}  // namespace dietz
