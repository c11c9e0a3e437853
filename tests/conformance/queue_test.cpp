#include "conformance/database_engine.hpp"

#include <chrono>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <shared_mutex>
#include <thread>
#include <tuple>

namespace dietz::test {
namespace {

class QueueConformance : public DatabaseConformance {
 protected:
  void send(const std::string& body, std::int64_t delay = 0) {
    const OutgoingMessage message{body, delay};
    ASSERT_TRUE(engine->work().send({&message, 1}));
  }
  std::vector<ReceivedMessage> receive(std::size_t max = 10, std::int64_t lease = 30) {
    Result<std::vector<ReceivedMessage>> received = engine->work().receive(max, lease, 0);
    EXPECT_TRUE(received.ok());
    return received ? *std::move(received) : std::vector<ReceivedMessage>();
  }
  QueueDepth depth() { return engine->work().depth().value(); }
};
INSTANTIATE_TEST_SUITE_P(engines, QueueConformance, ::testing::ValuesIn(all_database_kinds()), name_of_kind);

TEST_P(QueueConformance, delivers_what_was_sent_once_while_the_lease_lasts) {
  const OutgoingMessage messages[] = {{"one", 0}, {"zwei ü 💶", 0}, {"three", 0}};
  ASSERT_TRUE(engine->work().send(messages));
  std::set<std::string> bodies, ids;
  for (const ReceivedMessage& message : receive()) {
    bodies.insert(message.body);
    ids.insert(message.id);
    EXPECT_EQ(1U, message.receives);
  }
  EXPECT_EQ((std::set<std::string>{"one", "zwei ü 💶", "three"}), bodies);
  EXPECT_EQ(3U, ids.size());
  EXPECT_TRUE(receive().empty());
  clock.advance_seconds(29);
  EXPECT_TRUE(receive().empty());
}

TEST_P(QueueConformance, gives_at_most_what_is_asked_for) {
  for (int i = 0; i < 5; ++i) send(std::to_string(i));
  EXPECT_EQ(2U, receive(2).size());
  EXPECT_EQ(3U, receive(10).size());
}

TEST_P(QueueConformance, delivers_again_when_the_lease_has_ended) {
  send("m");
  const ReceivedMessage first = receive().at(0);
  clock.advance_seconds(30);
  const ReceivedMessage second = receive().at(0);
  EXPECT_EQ(first.id, second.id);
  EXPECT_NE(first.receipt, second.receipt);
  EXPECT_EQ(2U, second.receives);
}

TEST_P(QueueConformance, forgets_what_was_removed) {
  send("m");
  const ReceivedMessage message = receive().at(0);
  ASSERT_TRUE(engine->work().remove(message.receipt));
  EXPECT_TRUE(engine->work().remove(message.receipt)) << "removing twice is done";
  clock.advance_seconds(60);
  EXPECT_TRUE(receive().empty());
}

TEST_P(QueueConformance, an_old_receipt_removes_nothing_that_was_delivered_since) {
  send("m");
  const ReceivedMessage first = receive().at(0);
  clock.advance_seconds(30);
  const ReceivedMessage second = receive().at(0);
  EXPECT_TRUE(engine->work().remove(first.receipt));
  EXPECT_EQ(1U, depth().leased);
  EXPECT_TRUE(engine->work().remove(second.receipt));
  EXPECT_EQ(0U, depth().leased);
}

TEST_P(QueueConformance, a_late_removal_still_counts_if_nobody_received_it_since) {
  send("m");
  const ReceivedMessage message = receive().at(0);
  clock.advance_seconds(31);
  EXPECT_TRUE(engine->work().remove(message.receipt));
  EXPECT_TRUE(receive().empty());
}

TEST_P(QueueConformance, a_lease_can_be_extended_or_given_back) {
  send("m");
  const ReceivedMessage message = receive().at(0);
  clock.advance_seconds(20);
  ASSERT_TRUE(engine->work().extend(message.receipt, 30));
  clock.advance_seconds(20);
  EXPECT_TRUE(receive().empty());
  ASSERT_TRUE(engine->work().extend(message.receipt, 0));
  EXPECT_EQ(1U, receive().size());
}

TEST_P(QueueConformance, a_lease_that_ended_cannot_be_extended) {
  send("m");
  const ReceivedMessage first = receive().at(0);
  clock.advance_seconds(30);
  for (const std::string& receipt : {first.receipt, std::string("nonsense"), std::string(), std::string("1-")}) {
    const Status extended = engine->work().extend(receipt, 30);
    ASSERT_FALSE(extended.ok()) << receipt;
    EXPECT_EQ(ErrorKind::conflict, extended.error().kind);
  }
  const ReceivedMessage second = receive().at(0);
  EXPECT_FALSE(engine->work().extend(first.receipt, 30));
  EXPECT_TRUE(engine->work().extend(second.receipt, 30));
}

TEST_P(QueueConformance, a_delayed_message_comes_later) {
  send("m", 900);
  EXPECT_TRUE(receive().empty());
  EXPECT_EQ(1U, depth().delayed);
  clock.advance_seconds(900);
  EXPECT_EQ(0U, depth().delayed);
  EXPECT_EQ(1U, receive().size());
}

TEST_P(QueueConformance, what_nobody_can_handle_becomes_a_dead_letter) {
  send("poison");
  send("good");
  for (const ReceivedMessage& message : receive()) {
    if (message.body == "good") {
      ASSERT_TRUE(engine->work().remove(message.receipt));
    }
  }
  for (int i = 2; i <= 5; ++i) {
    clock.advance_seconds(30);
    EXPECT_EQ(static_cast<std::size_t>(i), receive().at(0).receives);
  }
  EXPECT_TRUE(engine->work().dead_letters(10)->empty()) << "the fifth receiver may still succeed";
  clock.advance_seconds(30);
  EXPECT_TRUE(receive().empty());
  const std::vector<ReceivedMessage> dead = engine->work().dead_letters(10).value();
  ASSERT_EQ(1U, dead.size());
  EXPECT_EQ("poison", dead[0].body);
  EXPECT_EQ(5U, dead[0].receives);
  EXPECT_EQ("", dead[0].receipt);
  EXPECT_EQ(1U, depth().dead);
  EXPECT_EQ(0U, depth().ready);
}

TEST_P(QueueConformance, dead_letters_can_be_given_a_new_life_once) {
  send("poison");
  std::string last_receipt;
  for (int i = 0; i < 5; ++i) {
    last_receipt = receive().at(0).receipt;
    clock.advance_seconds(30);
  }
  EXPECT_EQ(1U, engine->work().redrive(10).value());
  EXPECT_EQ(0U, engine->work().redrive(10).value());
  EXPECT_TRUE(engine->work().remove(last_receipt));
  const ReceivedMessage again = receive().at(0);
  EXPECT_EQ("poison", again.body);
  EXPECT_EQ(1U, again.receives);
  EXPECT_EQ(0U, depth().dead);
}

TEST_P(QueueConformance, queues_do_not_mix) {
  send("m");
  EXPECT_TRUE(engine->other().receive(10, 30, 0)->empty());
  const ReceivedMessage message = receive().at(0);
  EXPECT_TRUE(engine->other().remove(message.receipt));
  EXPECT_FALSE(engine->other().extend(message.receipt, 30));
  EXPECT_EQ(1U, depth().leased);
  ASSERT_TRUE(engine->work().purge());
  EXPECT_EQ(0U, depth().leased);
}

TEST_P(QueueConformance, what_breaks_a_rule_is_invalid) {
  const std::string large(256 * 1024, 'x');
  const OutgoingMessage largest{large, 0};
  EXPECT_TRUE(engine->other().send({&largest, 1}));
  const std::vector<std::vector<OutgoingMessage>> wrong = {{},
                                                           {{"", 0}},
                                                           {{"m", -1}},
                                                           {{"m", 901}},
                                                           {{"\xff", 0}},
                                                           {{large, 0}, {"m", 0}},
                                                           std::vector<OutgoingMessage>(11, {"m", 0})};
  for (const std::vector<OutgoingMessage>& messages : wrong) {
    const Status sent = engine->work().send(messages);
    ASSERT_FALSE(sent.ok());
    EXPECT_EQ(ErrorKind::invalid, sent.error().kind);
  }
  for (const auto& [max, lease, wait] :
       {std::tuple{0, 30, 0}, {11, 30, 0}, {1, 0, 0}, {1, 43201, 0}, {1, 30, -1}, {1, 30, 20001}}) {
    const auto received = engine->work().receive(static_cast<std::size_t>(max), lease, wait);
    ASSERT_FALSE(received.ok());
    EXPECT_EQ(ErrorKind::invalid, received.error().kind);
  }
  EXPECT_EQ(ErrorKind::invalid, engine->work().extend("1-1", 43201).error().kind);
  EXPECT_EQ(0U, depth().ready);
}

TEST_P(QueueConformance, whoever_waits_is_woken_by_a_message) {
  std::thread sender([this] {
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    send("m");
  });
  const auto begin = std::chrono::steady_clock::now();
  const auto received = engine->work().receive(1, 30, 20'000);
  sender.join();
  EXPECT_EQ(1U, received->size());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10));
}

TEST_P(QueueConformance, whoever_waits_in_vain_gets_nothing_after_that_time) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(engine->work().receive(1, 30, 50)->empty());
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(50));
}

TEST_P(QueueConformance, keeps_messages_and_leases_when_opened_again) {
  send("leased");
  const ReceivedMessage message = receive().at(0);
  send("waiting");
  if (!engine->reopen()) return;
  EXPECT_EQ("waiting", receive().at(0).body);
  EXPECT_TRUE(engine->work().remove(message.receipt));
}

/// Four receivers handle 2,000 messages, losing some of the leases on purpose and failing for good on 1 %: every
/// message takes effect, and the dead letters are the poison.
TEST_P(QueueConformance, many_receivers_handle_every_message_and_bury_the_poison) {
  constexpr int count = 2000;
  for (int i = 0; i < count; i += 10) {
    std::vector<OutgoingMessage> batch;
    for (int k = i; k < i + 10; ++k) batch.push_back({(k % 100 == 0 ? "poison " : "good ") + std::to_string(k), 0});
    ASSERT_TRUE(engine->work().send(batch));
  }
  std::mutex mutex;
  std::map<std::string, int> handled;
  // Time passes only while nobody holds a message, or a slow receiver could lose its last lease by chance.
  std::shared_mutex time;
  const auto work = [&](unsigned seed) {
    std::mt19937 random(seed);
    while (true) {
      std::shared_lock now(time);
      const auto received = engine->work().receive(10, 30, 0).value();
      if (received.empty()) {
        const QueueDepth left = engine->work().depth().value();
        if (left.ready + left.leased == 0) return;
        now.unlock();
        const std::unique_lock later(time);
        clock.advance_seconds(31);
        continue;
      }
      for (const ReceivedMessage& message : received) {
        if (message.body.starts_with("poison")) continue;
        // Handled, but the receiver dies before it can say so.
        const bool dies = message.receives < 4 && random() % 8 == 0;
        {
          const std::lock_guard lock(mutex);
          ++handled[message.body];
        }
        if (!dies) {
          EXPECT_TRUE(engine->work().remove(message.receipt).ok());
        }
      }
    }
  };
  std::vector<std::thread> receivers;
  for (unsigned i = 0; i < 4; ++i) receivers.emplace_back(work, i);
  for (std::thread& receiver : receivers) receiver.join();
  EXPECT_EQ(static_cast<std::size_t>(count - count / 100), handled.size());
  EXPECT_EQ(static_cast<std::size_t>(count / 100), depth().dead);
  const std::vector<ReceivedMessage> letters = engine->work().dead_letters(10).value();
  for (const ReceivedMessage& letter : letters) EXPECT_TRUE(letter.body.starts_with("poison"));
}

}  // namespace
}  // namespace dietz::test
