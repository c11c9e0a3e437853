#include "calculations/data_quality.hpp"
#include "support/ledger.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace dietz {
namespace {

using test::Ledger;

/// The messages of one code.
std::vector<std::string> found(const Book& book, std::string_view code) {
  std::vector<std::string> messages;
  for (const Finding& finding : find_data_issues(book, book.policy)) {
    if (finding.code == code) messages.push_back(finding.message);
  }
  return messages;
}

/// P holds 10 OLD, which NEW took over on 2024-01-03; Q books a split on 2024-01-05.
Ledger with_split_of(const std::string& security, const std::string& merger = "new=NEW ratio=1") {
  Ledger ledger(
      "portfolio P EUR\nportfolio Q EUR\nsecurity OLD EUR\nsecurity NEW EUR\n"
      "2024-01-02 P deposit amount=1000\n2024-01-02 P buy OLD quantity=10 price=100\n");
  ledger.add("2024-01-03 P merger OLD " + merger + "\n2024-01-05 Q split " + security + " ratio=2\n");
  return ledger;
}

TEST(DataQualityOfReorganisation, a_split_of_what_a_merger_brought_is_missed) {
  const std::vector<std::string> expected{
      "P, which holds it, doesn't book the split of NEW on 2024-01-05, ratio 2, that Q books"};
  EXPECT_EQ(found(with_split_of("NEW").book(), "split_not_booked"), expected);
  EXPECT_EQ(found(with_split_of("NEW", "new=NEW quantity=3").book(), "split_not_booked"), expected);
}

TEST(DataQualityOfReorganisation, a_split_of_what_a_merger_took_away_is_nothing_to_book) {
  EXPECT_TRUE(found(with_split_of("OLD").book(), "split_not_booked").empty());
  EXPECT_TRUE(found(with_split_of("OLD", "amount=1200").book(), "split_not_booked").empty());
}

TEST(DataQualityOfReorganisation, two_securities_spun_off_on_a_day_are_no_duplicates) {
  const char* const facts =
      "portfolio P EUR\nsecurity ACME EUR\nsecurity A EUR\nsecurity B EUR\n"
      "2024-01-02 P deposit amount=1000\n2024-01-02 P buy ACME quantity=10 price=100\n"
      "2024-01-03 P spin_off ACME new=A ratio=0.5\n";
  Ledger ledger(facts);
  ledger.add("2024-01-03 P spin_off ACME new=B ratio=0.5\n");
  EXPECT_TRUE(found(ledger.book(), "possible_duplicate").empty());
  Ledger twice(facts);
  twice.add("2024-01-03 P spin_off ACME new=A ratio=0.5\n");
  EXPECT_EQ(found(twice.book(), "possible_duplicate").size(), 1U);
}

}  // namespace
}  // namespace dietz
