#pragma once

#include "calculations/contribution.hpp"

#include <span>
#include <string>

namespace dietz {

/// What `dietz contribution` tells: an entry a portfolio, and all as one.
struct ContributionReport {
  DateRange range;
  Classification by = Classification::security;
  std::string input_hash;
  std::string engine_version;
  std::vector<PortfolioContributions> portfolios;
  std::optional<PortfolioContributions> total;
};

/// {"from", "to", "by", "input_hash", "engine_version", "portfolios": [{"id", "name", "currency", "from", "to",
/// "return", "contributions": […], "periods"}], "total"}.
[[nodiscard]] std::string contributions_as_json(const ContributionReport& report);

/// `portfolio,period,from,to,segment,weight,return,contribution,price,currency,income,fees,taxes,reason`; no segment
/// means the total, no portfolio all of them, no period the whole interval.
[[nodiscard]] std::string contributions_as_csv(const ContributionReport& report);

/// Tables for people, the largest contributions first.
[[nodiscard]] std::string contributions_as_text(const ContributionReport& report);

}  // namespace dietz
