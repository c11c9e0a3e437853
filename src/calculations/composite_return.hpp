#pragma once

#include "calculations/group_members.hpp"
#include "calculations/portfolio_report.hpp"
#include "model/composite.hpp"

#include <span>
#include <string>
#include <vector>

namespace dietz {

/// One portfolio in one calendar month; amounts in the composite's currency.
struct MemberMonth {
  DateRange range;
  Decimal begin_value;
  Decimal end_value;
  Decimal net_flow;                        ///< Σ F, money in positive
  Decimal weighted_flow;                   ///< Σ w·F, w = days left after the flow / days of the month
  Rate net = Reason::insufficient_data;    ///< after all fees and taxes
  Rate gross = Reason::insufficient_data;  ///< before `fee` rows
  bool carried = false;                    ///< a value from shortly before stands in for that of a month's end
};

/// Why a portfolio isn't in its composite's month.
enum class Exclusion { none, not_a_member, part_of_month, not_funded, not_valued, minimum_assets, significant_flow };
[[nodiscard]] std::string_view name_of(Exclusion exclusion);

/// A member with its months, the same months for all members.
struct CompositeMember {
  std::string portfolio;
  GroupMember member;
  std::vector<MemberMonth> months;
};

/// A composite's month.
struct CompositeMonth {
  DateRange range;
  Rate net = Reason::insufficient_data;
  Rate gross = Reason::insufficient_data;
  Rate benchmark = Reason::insufficient_data;
  Decimal begin_assets, end_assets;   ///< of the members that count
  std::vector<Exclusion> exclusions;  ///< by member; `none`: it counts
  std::size_t members = 0;            ///< that count
};

/// Σ weight × return / Σ weight. Reasons: `insufficient_data` for none, `zero_base` or `negative_base` by Σ weight.
/// Weights of 0 or above keep the answer between the least and the greatest return.
[[nodiscard]] Rate weighted_return(std::span<const Decimal> weights, std::span<const double> returns);

/// A portfolio's month out of its days, by the policy's method and its flow timing. Reasons: those of the return.
[[nodiscard]] MemberMonth member_month(const PortfolioFacts& facts, DateRange month, const Policy& policy);

/// Whether a month of a member counts: it must belong to the group for the whole month, hold something at both its
/// ends, be valued, not begin below the minimum, and have no net flow beyond the significant one (|Σ F| as a percentage
/// of the beginning value).
[[nodiscard]] Exclusion exclusion_of(const GroupMember& member, const MemberMonth& month, const CompositeTerms& terms);

/// The composite's month `at` of its members: returns weighted by beginning values V, or by V + Σ w·F (a weight that
/// flows take to 0 or below makes the month `negative_base` only if the sum is). Source: GIPS 2020 standards for firms,
/// calculation of composite returns. The aggregate method needs the portfolios as one: net and gross are
/// `insufficient_data` here and left to the caller.
[[nodiscard]] CompositeMonth composite_month(std::span<const CompositeMember> members, std::size_t at,
                                             const CompositeTerms& terms);

}  // namespace dietz
