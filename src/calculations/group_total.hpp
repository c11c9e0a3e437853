#pragma once

#include "calculations/group_members.hpp"
#include "calculations/portfolio_report.hpp"

#include <span>
#include <vector>

namespace dietz {

/// When each portfolio of a scope belongs to its total, in the scope's order; empty: all of them always.
using MembershipTimes = std::vector<std::vector<MembershipSpan>>;

[[nodiscard]] bool is_member_on(std::span<const MembershipSpan> spans, Date day);

/// Leaves of a portfolio's days what a total counts while the portfolio belongs to it. It comes in at the value of the
/// close before its first day and goes at the value of its last day's close; both are flows of the total, at the start
/// of the first day and at the end of the last one whatever the policy says of flows, so that neither touches the
/// return. Where such a value isn't known, the days from there on have no value either. What came and went is added to
/// `border`.
void count_members_only(std::vector<PortfolioDay>& days, std::span<const MembershipSpan> spans,
                        std::vector<BorderFlow>& border);

/// Transfers that are no flows of the total: both sides belong to it on their day.
[[nodiscard]] InternalTransfers internal_transfers_of_members(const Book& book,
                                                              std::span<const PortfolioIndex> portfolios,
                                                              const MembershipTimes& times);

}  // namespace dietz
