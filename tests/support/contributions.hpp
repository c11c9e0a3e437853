#pragma once

#include "calculations/contribution.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace dietz::test {

[[nodiscard]] inline BookFacts facts_for(const Book& book, std::optional<Date> from = {}, std::optional<Date> to = {}) {
  ReportRequest request;
  for (std::uint32_t i = 0; i < book.portfolios.size(); ++i) request.portfolios.push_back(PortfolioIndex{i});
  request.from = from;
  request.to = to;
  request.total_currency = book.portfolios.front().currency;
  const auto range = range_of(book, request);
  auto facts = facts_of(book, request, *range);
  EXPECT_TRUE(facts.ok());
  return std::move(*facts);
}

[[nodiscard]] inline PortfolioContributions contributions(const Book& book, const ContributionRequest& request = {},
                                                          std::size_t index = 0) {
  return *contributions_of(book, facts_for(book), index, request);
}

[[nodiscard]] inline const Contribution& of(const PeriodContributions& period, std::string_view segment) {
  const auto found = std::find_if(period.contributions.begin(), period.contributions.end(),
                                  [&](const Contribution& c) { return c.segment == segment; });
  EXPECT_NE(found, period.contributions.end()) << segment;
  return found != period.contributions.end() ? *found : period.contributions.front();
}

[[nodiscard]] inline double sum_of(const PeriodContributions& period) {
  double sum = 0.0;
  for (const Contribution& c : period.contributions) sum += c.contribution;
  return sum;
}

[[nodiscard]] inline double weight_of(const PeriodContributions& period) {
  double sum = 0.0;
  for (const Contribution& c : period.contributions) sum += c.weight;
  return sum;
}

}  // namespace dietz::test
