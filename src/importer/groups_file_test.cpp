#include "importer/book_reader.hpp"
#include "support/memory_files.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace dietz {
namespace {

Result<Book> read(const std::string& groups, const std::string& composites = "composite\nG\n") {
  test::MemoryFiles files({{"b/portfolios.csv", "id,name,currency\np,P,EUR\nq,Q,EUR\n"},
                           {"b/valuations.csv", "portfolio,date,value\np,2024-01-31,1\nq,2024-01-31,1\n"},
                           {"b/benchmarks.csv", "benchmark,component,weight\nworld,idx,1\n"},
                           {"b/prices.csv", "security,date,close\nidx,2024-01-31,1\n"},
                           {"b/groups.csv", groups},
                           {"b/composites.csv", composites}});
  return read_book(files, "b", BookReading{*Date::parse("2025-07-01")});
}

std::string first_problem(const Result<Book>& book) {
  if (book.ok()) return "none";
  const Problem& p = book.error().problems.front();
  return p.origin.file + ":" + std::to_string(p.origin.line) + ": " + p.origin.column + ": " + p.message;
}

TEST(GroupsFile, memberships_have_ends_and_reasons) {
  const auto book =
      read("group,portfolio,from,to,reason\nG,q,,2024-06-30,closed\nG,p,2024-01-01,,\nG,q,2024-08-01,,\n");
  ASSERT_TRUE(book.ok()) << first_problem(book);
  ASSERT_EQ(book->groups.size(), 3U);
  EXPECT_EQ(book->groups[0].from, Date::parse("2024-01-01"));
  EXPECT_EQ(book->groups[1].to, Date::parse("2024-06-30"));
  EXPECT_EQ(book->groups[1].reason, "closed");
}

TEST(GroupsFile, what_is_wrong_is_told_with_its_place) {
  const std::pair<std::string, std::string> cases[] = {
      {"group,portfolio\nG,r\n", "b/groups.csv:2: portfolio: the book has no portfolio 'r'"},
      {"group,portfolio\n,p\n", "b/groups.csv:2: group: "},
      {"group,portfolio,from,to\nG,p,2024-02-01,2024-01-01\n", "b/groups.csv:2: to: is before `from`, 2024-02-01"},
      {"group,portfolio,from,to\nG,p,,2024-02-01\nG,p,2024-02-01,\n",
       "b/groups.csv:3: from: overlaps with the membership on line 2"},
      {"group,portfolio,since\nG,p,\n", "b/groups.csv:1: : header: unknown column 'since'"},
  };
  for (const auto& [text, message] : cases) {
    EXPECT_TRUE(first_problem(read(text)).starts_with(message)) << first_problem(read(text));
  }
}

TEST(CompositesFile, has_the_rules_of_each_day_in_order) {
  const auto book = read("group,portfolio\nG,p\n",
                         "composite,from,name,weighting,minimum_assets,significant_flow_percent,dispersion,"
                         "minimum_members,entry_months,currency,benchmark\n"
                         "G,2024-01-01,Growth,aggregate,5000000,20,interquartile,4,1,USD,world\nG,,,,,,,,,,\n");
  ASSERT_TRUE(book.ok()) << first_problem(book);
  ASSERT_EQ(book->composites.size(), 2U);
  EXPECT_EQ(book->composites[0].weighting, CompositeWeighting::begin_values_and_flows);
  EXPECT_EQ(book->composites[0].minimum_members, 6);
  EXPECT_FALSE(book->composites[0].minimum_assets.has_value());
  const CompositeTerms& later = book->composites[1];
  EXPECT_EQ(later.name, "Growth");
  EXPECT_EQ(later.weighting, CompositeWeighting::aggregate);
  EXPECT_EQ(later.minimum_assets, Decimal(5'000'000));
  EXPECT_EQ(later.significant_flow_percent, Decimal(20));
  EXPECT_EQ(later.dispersion, DispersionMeasure::interquartile);
  EXPECT_EQ(later.minimum_members, 4);
  EXPECT_EQ(later.entry_months, 1);
  EXPECT_EQ(later.currency, *Currency::parse("USD"));
  EXPECT_EQ(later.benchmark, "world");
}

TEST(CompositesFile, what_is_wrong_is_told_with_its_place) {
  const std::pair<std::string, std::string> cases[] = {
      {"composite,weighting\nG,equal\n", "b/composites.csv:2: weighting: "},
      {"composite,minimum_members\nG,1\n", "b/composites.csv:2: minimum_members: '1' is not a whole number from 2"},
      {"composite,minimum_assets\nG,-1\n", "b/composites.csv:2: minimum_assets: "},
      {"composite,benchmark\nG,moon\n", "b/composites.csv:2: benchmark: 'moon' is neither a benchmark nor a security"},
      {"composite,from\nG,2024-01-01\nG,2024-01-01\n",
       "b/composites.csv:3: from: rules of this composite from the same day stand on line 2"},
  };
  for (const auto& [text, message] : cases) {
    const std::string problem = first_problem(read("group,portfolio\nG,p\n", text));
    EXPECT_TRUE(problem.starts_with(message)) << problem;
  }
}

}  // namespace
}  // namespace dietz
