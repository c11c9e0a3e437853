#include "conformance/database_engine.hpp"

#include <atomic>
#include <random>
#include <thread>

namespace dietz::test {
namespace {

class ConcurrencyConformance : public DatabaseConformance {
 protected:
  static ItemKey account(unsigned i) { return {"t1|accounts", std::to_string(i)}; }
  static std::int64_t balance_of(const Item& item) {
    return item.attributes.at("balance").get<Number>()->integer().value();
  }
  template <class Work>
  static void on_threads(unsigned count, const Work& work) {
    std::vector<std::thread> threads;
    for (unsigned t = 0; t < count; ++t) threads.emplace_back([&work, t] { work(t); });
    for (std::thread& thread : threads) thread.join();
  }
};
INSTANTIATE_TEST_SUITE_P(engines, ConcurrencyConformance, ::testing::ValuesIn(all_database_kinds()), name_of_kind);

TEST_P(ConcurrencyConformance, additions_of_many_threads_all_count) {
  on_threads(8, [this](unsigned) {
    for (int i = 0; i < 50; ++i) {
      EXPECT_TRUE(items().update({account(0), {Change::add("balance", Number(1))}, {}}).ok());
    }
  });
  EXPECT_EQ(400, balance_of(*items().get(account(0)).value()));
}

TEST_P(ConcurrencyConformance, of_many_first_writes_one_wins) {
  for (unsigned round = 0; round < 20; ++round) {
    std::atomic<int> winners{0};
    on_threads(4, [&](unsigned t) {
      const Status put =
          items().put({{account(round), {{"by", static_cast<std::int64_t>(t)}}}, Condition::item_missing()});
      if (put) ++winners;
      EXPECT_EQ(ErrorKind::conflict, put ? ErrorKind::conflict : put.error().kind);
    });
    EXPECT_EQ(1, winners);
  }
}

TEST_P(ConcurrencyConformance, transfers_keep_the_sum_and_readers_never_see_half_of_one) {
  constexpr unsigned accounts = 10;
  for (unsigned i = 0; i < accounts; ++i) ASSERT_TRUE(items().put({{account(i), {{"balance", 100}}}, {}}));
  std::atomic<bool> done{false};
  std::atomic<int> transferred{0};
  std::thread reader([&] {
    while (!done) {
      std::int64_t sum = 0;
      const Page page = items().query({.partition = "t1|accounts"}).value();
      for (const Item& item : page.items) sum += balance_of(item);
      EXPECT_EQ(100 * static_cast<int>(accounts), sum);
    }
  });
  on_threads(4, [&](unsigned t) {
    std::mt19937 random(t);
    for (int i = 0; i < 60; ++i) {
      const auto from = static_cast<unsigned>(random() % accounts);
      const auto to = static_cast<unsigned>((from + 1 + random() % (accounts - 1)) % accounts);
      const auto amount = static_cast<std::int64_t>(random() % 30);
      const TransactionOutcome outcome =
          items().transact({{UpdateItem{account(from),
                                        {Change::add("balance", Number(-amount))},
                                        Condition::compare(Condition::Kind::greater_or_equal, "balance", amount)},
                             UpdateItem{account(to), {Change::add("balance", Number(amount))}, {}}},
                            std::to_string(t) + "-" + std::to_string(i),
                            {}});
      if (outcome) ++transferred;
      if (!outcome) {
        EXPECT_EQ(CancelReason::condition_failed, outcome.cancellations.at(0).reason);
      }
    }
  });
  done = true;
  reader.join();
  EXPECT_GT(transferred, 100);
}

TEST_P(ConcurrencyConformance, the_same_token_from_many_threads_is_done_once) {
  for (int round = 0; round < 10; ++round) {
    const StoreTransaction transaction{{UpdateItem{account(0), {Change::add("balance", Number(1))}, {}}},
                                       "token " + std::to_string(round),
                                       {{"work", "m", 0}}};
    on_threads(4, [&](unsigned) { EXPECT_TRUE(items().transact(transaction).ok()); });
  }
  EXPECT_EQ(10, balance_of(*items().get(account(0)).value()));
  EXPECT_EQ(10U, engine->work().depth()->ready);
}

}  // namespace
}  // namespace dietz::test
