#include "cli/command_line.hpp"

#include "support/command_run.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using test::run;

TEST(CommandLine, without_a_command_or_with_an_unknown_one_is_wrong_usage) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{}, {"forecast"}, {"version", "--loud"}, {"version", "--format", "xml"}}) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit, Exit::usage);
    EXPECT_NE(outcome.notes.find("dietz: "), std::string::npos);
    EXPECT_EQ(outcome.result, "");
  }
}

TEST(CommandLine, an_unknown_command_is_named_with_the_nearest_one) {
  const std::string notes = run({"reprot", "book"}).notes;
  EXPECT_NE(notes.find("unknown command 'reprot'"), std::string::npos) << notes;
  EXPECT_NE(notes.find("report"), std::string::npos) << notes;
}

TEST(CommandLine, wrong_usage_of_a_command_points_to_its_own_help) {
  EXPECT_NE(run({"irr"}).notes.find("`dietz irr --help`"), std::string::npos);
  EXPECT_NE(run({"--loud"}).notes.find("`dietz --help`"), std::string::npos);
}

TEST(CommandLine, help_teaches_by_example) {
  const Outcome outcome = run({"version", "--help"});
  EXPECT_EQ(outcome.exit, Exit::done);
  EXPECT_NE(outcome.result.find("Examples:"), std::string::npos);
}

TEST(CommandLine, prints_its_version) {
  EXPECT_EQ(run({"version"}).result, std::string("dietz ") + engine_version + "\n");
  EXPECT_EQ(run({"--version"}).result, run({"version"}).result);
}

}  // namespace
}  // namespace dietz
