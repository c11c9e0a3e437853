#include "calculations/group_members.hpp"

#include <algorithm>
#include <map>

namespace dietz {

bool GroupMember::covers(DateRange period) const {
  return std::any_of(spans.begin(), spans.end(), [&](const MembershipSpan& span) { return span.covers(period); });
}

bool GroupMember::touches(DateRange period) const {
  return std::any_of(spans.begin(), spans.end(), [&](const MembershipSpan& span) { return span.touches(period); });
}

std::vector<GroupMember> members_of(const Book& book, std::string_view group) {
  std::map<std::string_view, GroupMember> by_id;
  for (const GroupMembership& row : book.groups) {
    if (row.group != group) continue;
    GroupMember& member = by_id[book.portfolios[row.portfolio.at()].id];
    member.portfolio = row.portfolio;
    member.spans.push_back({row.from, row.to, row.reason, row.line});
  }
  for (std::uint32_t i = 0; i < book.portfolios.size(); ++i) {
    const Portfolio& portfolio = book.portfolios[i];
    if (portfolio.group == group && !group.empty() && !by_id.contains(portfolio.id)) {
      by_id[portfolio.id] = {PortfolioIndex{i}, {MembershipSpan{}}};
    }
  }
  std::vector<GroupMember> members;
  for (auto& [id, member] : by_id) {
    std::sort(member.spans.begin(), member.spans.end(),
              [](const MembershipSpan& a, const MembershipSpan& b) { return a.from < b.from; });
    members.push_back(std::move(member));
  }
  return members;
}

}  // namespace dietz
