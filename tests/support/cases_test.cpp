#include "support/cases.hpp"

#include <numeric>

namespace dietz::test {
namespace {

TEST(Cases, the_same_seed_gives_the_same_choices_on_every_compiler) {
  Random random(42);
  std::vector<std::uint64_t> drawn;
  for (int i = 0; i < 4; ++i) drawn.push_back(random.below(1'000'000));
  EXPECT_EQ(drawn, (std::vector<std::uint64_t>{558742, 543102, 559009, 124193}));
}

TEST(Cases, recorded_choices_give_the_same_case_again) {
  Random random(7);
  std::vector<std::int64_t> first, second;
  for (int i = 0; i < 20; ++i) first.push_back(random.between(-5, 5));
  Random again(random.taken());
  for (int i = 0; i < 20; ++i) second.push_back(again.between(-5, 5));
  EXPECT_EQ(first, second);
}

TEST(Cases, a_permutation_holds_each_position_once) {
  for_cases(0xC0FFEE, [](Random& random) {
    const auto n = static_cast<std::size_t>(random.below(20));
    auto order = random.permutation(n);
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(order[i], i);
  });
}

TEST(Cases, a_broken_property_fails_and_is_shrunk_to_the_edge) {
  const Property broken = [](Random& random) {
    std::uint64_t sum = 0;
    for (std::uint64_t left = random.below(50); left > 0; --left) sum += random.below(1000);
    EXPECT_LT(sum, 1500U);
  };
  CaseOutcome outcome;
  for (std::uint64_t i = 0; !outcome.failed(); ++i) outcome = run_case(broken, Random(case_seed(1, i)));
  outcome = shrink(broken, std::move(outcome));
  EXPECT_EQ(std::accumulate(outcome.choices.begin() + 1, outcome.choices.end(), std::uint64_t{0}), 1500U);
  EXPECT_LE(outcome.choices.size(), 6U);
}

TEST(Cases, a_thrown_exception_is_a_failure) {
  EXPECT_TRUE(run_case([](Random&) { throw std::runtime_error("no"); }, Random(1)).failed());
}

TEST(Cases, a_failure_names_the_seed) {
  testing::TestPartResultArray parts;
  {
    const testing::ScopedFakeTestPartResultReporter intercept(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &parts);
    for_cases(2, [](Random&) { ADD_FAILURE(); });
  }
  ASSERT_EQ(parts.size(), 1);
  EXPECT_NE(std::string(parts.GetTestPartResult(0).message()).find("DIETZ_SEED="), std::string::npos);
}

}  // namespace
}  // namespace dietz::test
