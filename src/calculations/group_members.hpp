#pragma once

#include "model/book.hpp"
#include "model/date_range.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// A stretch of days on which a portfolio belongs to a group, both ends included; none: open.
struct MembershipSpan {
  std::optional<Date> from, to;
  std::string reason;
  std::uint32_t line = 0;

  /// All days of a period, which runs from one close to another.
  [[nodiscard]] bool covers(DateRange period) const {
    return (!from || *from <= period.from + 1) && (!to || period.to <= *to);
  }
  [[nodiscard]] bool touches(DateRange period) const {
    return (!from || *from <= period.to) && (!to || period.from < *to);
  }
};

/// A portfolio of a group with the times it belongs to it, in order.
struct GroupMember {
  PortfolioIndex portfolio;
  std::vector<MembershipSpan> spans;

  [[nodiscard]] bool covers(DateRange period) const;
  [[nodiscard]] bool touches(DateRange period) const;
};

/// The members of a group by their ids: those of groups.csv, and portfolios whose own row names the group (all the
/// time) unless groups.csv says of them when. Empty for an unknown group.
[[nodiscard]] std::vector<GroupMember> members_of(const Book& book, std::string_view group);

}  // namespace dietz
