#include "conformance/database_engine.hpp"
#include "store/item_rules.hpp"

namespace dietz::test {
namespace {

class ItemTransactionConformance : public DatabaseConformance {
 protected:
  static ItemKey key(const std::string& sort) { return {"t1|p", sort}; }
  static TransactionOperation put(const std::string& sort, Attributes attributes = {}, Condition condition = {}) {
    return PutItem{{key(sort), std::move(attributes)}, std::move(condition)};
  }
  static TransactionOperation add(const std::string& sort, const std::string& name, std::int64_t number) {
    return UpdateItem{key(sort), {Change::add(name, Number(number))}, {}};
  }
  std::optional<Item> get(const std::string& sort) { return items().get(key(sort)).value(); }
  std::int64_t number(const std::string& sort, const std::string& name) {
    return get(sort)->attributes.at(name).get<Number>()->integer().value();
  }
};
INSTANTIATE_TEST_SUITE_P(engines, ItemTransactionConformance, ::testing::ValuesIn(all_database_kinds()), name_of_kind);

TEST_P(ItemTransactionConformance, does_all_kinds_of_operations_at_once) {
  ASSERT_TRUE(items().transact({{put("gone"), put("changed", {{"n", 1}}), put("checked", {{"v", 7}})}, {}, {}}));
  const TransactionOutcome outcome =
      items().transact({{put("new", {{"x", 1}}, Condition::item_missing()), RemoveItem{key("gone"), {}},
                         add("changed", "n", 4), CheckItem{key("checked"), Condition::equal("v", 7)}},
                        {},
                        {}});
  ASSERT_TRUE(outcome.ok()) << outcome.error().message();
  EXPECT_TRUE(outcome.cancellations.empty());
  EXPECT_NE(std::nullopt, get("new"));
  EXPECT_EQ(std::nullopt, get("gone"));
  EXPECT_EQ(5, number("changed", "n"));
}

TEST_P(ItemTransactionConformance, one_failed_condition_undoes_all_and_is_named_by_position) {
  ASSERT_TRUE(items().transact({{put("a", {{"v", 1}})}, {}, {}}));
  const TransactionOutcome outcome =
      items().transact({{put("b"), put("a", {{"v", 2}}, Condition::equal("v", 9)), RemoveItem{key("a2"), {}},
                         CheckItem{key("c"), Condition::item_exists()}},
                        {},
                        {}});
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(ErrorKind::conflict, outcome.error().kind);
  EXPECT_FALSE(outcome.token_reused);
  ASSERT_EQ(4U, outcome.cancellations.size());
  EXPECT_EQ(CancelReason::none, outcome.cancellations[0].reason);
  EXPECT_EQ(CancelReason::condition_failed, outcome.cancellations[1].reason);
  EXPECT_EQ(CancelReason::none, outcome.cancellations[2].reason);
  EXPECT_EQ(CancelReason::condition_failed, outcome.cancellations[3].reason);
  EXPECT_EQ((Item{key("a"), {{"v", 1}}}), outcome.cancellations[1].item) << "the item as it is";
  EXPECT_EQ(std::nullopt, outcome.cancellations[3].item);
  EXPECT_EQ(std::nullopt, get("b"));
  EXPECT_EQ(1, number("a", "v"));
}

TEST_P(ItemTransactionConformance, an_update_that_cannot_be_is_named_by_position) {
  ASSERT_TRUE(items().transact({{put("a", {{"t", "text"}})}, {}, {}}));
  const TransactionOutcome outcome = items().transact({{put("b"), add("a", "t", 1)}, {}, {}});
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(ErrorKind::invalid, outcome.error().kind);
  ASSERT_EQ(2U, outcome.cancellations.size());
  EXPECT_EQ(CancelReason::invalid, outcome.cancellations[1].reason);
  EXPECT_EQ(std::nullopt, get("b"));
}

TEST_P(ItemTransactionConformance, a_transaction_that_breaks_a_rule_is_invalid_as_a_whole) {
  std::vector<TransactionOperation> hundred_one;
  for (int i = 0; i < 101; ++i) hundred_one.push_back(put(std::to_string(i)));
  std::vector<TransactionOperation> five_megabytes;
  for (int i = 0; i < 13; ++i) five_megabytes.push_back(put(std::to_string(i), {{"x", std::string(400'000, 'x')}}));
  const std::vector<StoreTransaction> wrong = {
      {{}, {}, {}},
      {hundred_one, {}, {}},
      {five_megabytes, {}, {}},
      {{put("a"), put("a")}, {}, {}},
      {{put("a"), CheckItem{key("a"), Condition::item_exists()}}, {}, {}},
      {{RemoveItem{key("a"), {}}, add("a", "n", 1)}, {}, {}},
      {{put("a"), CheckItem{key("b"), {}}}, {}, {}},
      {{put("a"), put("")}, {}, {}},
      {{put("a"), put("b", {{"x", std::string(max_item_bytes, 'x')}})}, {}, {}},
      {{put("a")}, std::string(37, 't'), {}},
  };
  for (const StoreTransaction& transaction : wrong) {
    const TransactionOutcome outcome = items().transact(transaction);
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(ErrorKind::invalid, outcome.error().kind);
    EXPECT_TRUE(outcome.cancellations.empty());
  }
  EXPECT_TRUE(items().query({.partition = "t1|p"})->items.empty());
}

TEST_P(ItemTransactionConformance, a_hundred_operations_are_one) {
  std::vector<TransactionOperation> operations;
  for (int i = 0; i < 100; ++i) operations.push_back(put(std::to_string(i), {{"n", i}}));
  ASSERT_TRUE(items().transact({operations, std::string(36, 't'), {}}));
  EXPECT_EQ(99, number("99", "n"));
  std::get<PutItem>(operations[99]).condition = Condition::item_missing();
  for (int i = 0; i < 100; ++i) std::get<PutItem>(operations[static_cast<std::size_t>(i)]).item.attributes["n"] = -1;
  EXPECT_EQ(CancelReason::condition_failed, items().transact({operations, {}, {}}).cancellations[99].reason);
  EXPECT_EQ(0, number("0", "n"));
}

TEST_P(ItemTransactionConformance, the_same_token_is_done_once) {
  const StoreTransaction transaction{
      {add("a", "n", 1), put("b", {{"x", 1}}, Condition::item_missing())}, "token-1", {}};
  ASSERT_TRUE(items().transact(transaction));
  EXPECT_TRUE(items().transact(transaction)) << "although its condition no longer holds";
  EXPECT_EQ(1, number("a", "n"));
  clock.advance_seconds(9 * 60);
  EXPECT_TRUE(items().transact(transaction));
  EXPECT_EQ(1, number("a", "n"));
  const bool survives = engine->reopen();
  if (survives) {
    EXPECT_TRUE(items().transact(transaction)) << "also after a restart";
  }
  EXPECT_EQ(1, number("a", "n"));
}

TEST_P(ItemTransactionConformance, the_same_token_for_anything_else_is_refused) {
  ASSERT_TRUE(items().transact({{add("a", "n", 1)}, "token-1", {}}));
  engine->reopen();
  const std::vector<StoreTransaction> others = {
      {{add("a", "n", 2)}, "token-1", {}},
      {{add("a", "n", 1), put("b")}, "token-1", {}},
      {{add("b", "n", 1)}, "token-1", {}},
      {{UpdateItem{key("a"), {Change::add("n", Number(1))}, Condition::has("n")}}, "token-1", {}},
      {{add("a", "n", 1)}, "token-1", {{"work", "hello", 0}}},
  };
  for (const StoreTransaction& other : others) {
    const TransactionOutcome outcome = items().transact(other);
    ASSERT_FALSE(outcome.ok());
    EXPECT_TRUE(outcome.token_reused);
    EXPECT_EQ(ErrorKind::invalid, outcome.error().kind);
  }
  EXPECT_EQ(1, number("a", "n"));
  EXPECT_EQ(0U, engine->work().depth()->ready);
}

TEST_P(ItemTransactionConformance, a_cancelled_transaction_does_not_use_up_its_token) {
  StoreTransaction transaction{{put("a", {}, Condition::item_exists())}, "token-1", {}};
  ASSERT_FALSE(items().transact(transaction));
  ASSERT_TRUE(items().put({{key("a"), {}}, {}}));
  EXPECT_TRUE(items().transact(transaction));
}

TEST_P(ItemTransactionConformance, messages_exist_if_and_only_if_the_transaction_is_done) {
  if (!items().carries_messages()) return;
  const StoreTransaction done{{put("a")}, "token-1", {{"work", "one", 0}, {"other", "two", 0}, {"work", "late", 60}}};
  ASSERT_TRUE(items().transact(done));
  ASSERT_TRUE(items().transact(done));
  ASSERT_FALSE(items().transact({{put("a", {}, Condition::item_missing())}, {}, {{"work", "never", 0}}}));
  const std::vector<ReceivedMessage> received = engine->work().receive(10, 30, 0).value();
  ASSERT_EQ(1U, received.size());
  EXPECT_EQ("one", received[0].body);
  EXPECT_EQ(1U, engine->work().depth()->delayed);
  EXPECT_EQ("two", engine->other().receive(10, 30, 0).value().at(0).body);
}

TEST_P(ItemTransactionConformance, a_message_that_cannot_be_sent_makes_the_transaction_invalid) {
  const std::vector<CarriedMessage> wrong = {{"nowhere", "x", 0}, {"work", "", 0},
                                             {"work", "x", -1},   {"work", "x", 901},
                                             {"work", "\xff", 0}, {"work", std::string(256 * 1024 + 1, 'x'), 0}};
  for (const CarriedMessage& message : wrong) {
    const TransactionOutcome outcome = items().transact({{put("a")}, {}, {message}});
    ASSERT_FALSE(outcome.ok());
    EXPECT_EQ(ErrorKind::invalid, outcome.error().kind);
  }
  EXPECT_EQ(std::nullopt, get("a"));
}

}  // namespace
}  // namespace dietz::test
