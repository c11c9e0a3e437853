#pragma once

#include "model/date.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dietz {

/// A portfolio's time in a group: from a day on, up to and including another one.
struct PortfolioGroupMember {
  std::string portfolio;
  std::optional<Date> from;
  std::optional<Date> until;
  friend bool operator==(const PortfolioGroupMember&, const PortfolioGroupMember&) = default;
};

/// Portfolios that are looked at together, each for its own time.
struct PortfolioGroup {
  std::string id;
  std::string name;
  std::vector<PortfolioGroupMember> members;
  friend bool operator==(const PortfolioGroup&, const PortfolioGroup&) = default;
};

}  // namespace dietz
