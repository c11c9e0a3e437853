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

TEST(CommandLine, help_teaches_by_example) {
  const Outcome outcome = run({"version", "--help"});
  EXPECT_EQ(outcome.exit, Exit::done);
  EXPECT_NE(outcome.result.find("Examples:"), std::string::npos);
}

TEST(CommandLine, prints_its_version) {
  EXPECT_EQ(run({"version"}).result, std::string("dietz ") + engine_version + "\n");
}

}  // namespace
}  // namespace dietz
