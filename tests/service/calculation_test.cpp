#include "service/calculation_fixture.hpp"

namespace dietz::test {
namespace {

using Handled = CalculationWorker::Handled;

double figure(const std::string& document, const char* name) {
  const JsonValue json = read_json(document, {.bytes = 10'000'000, .depth = 64, .entries = 100'000}).value();
  return std::stod(json.find("figures")->find(name)->find("value")->text());
}

ReceivedMessage message_of(const std::string& body) { return {"m-1", "receipt", body, 1}; }

std::string body_of(const CalculationFixture& f, const std::string& id) {
  return calculation_message(calculations_queue, EventType::calculation_requested, f.acme, id, Instant{0}, "").body;
}

TEST(Calculation, is_done_and_its_result_kept) {
  CalculationFixture f;
  const std::string id = f.request(f.wanted());
  EXPECT_EQ(f.state(id).status, CalculationStatus::pending);
  ASSERT_TRUE(f.worker.work_once(0).value());
  const Calculation done = f.state(id);
  ASSERT_EQ(done.status, CalculationStatus::done) << done.error;
  EXPECT_EQ(done.engine_version, "test-1");
  const std::string document = f.document(done);
  EXPECT_NEAR(figure(document, "twr"), 0.1, 1e-12);
  EXPECT_EQ(done.input_hash.rfind("sha256:", 0), 0U);
  const auto digest = f.digests.sha256();
  digest->update(document);
  EXPECT_EQ(done.result_digest, digest->finish());
  EXPECT_EQ(f.waiting(f.calculations_in), 0U);
  EXPECT_EQ(f.waiting(f.events_out), 1U);
}

TEST(Calculation, its_report_names_the_moment_that_was_asked_for) {
  const auto known_at = [](std::optional<Instant> asked) {
    CalculationFixture f;
    Calculation wanted = f.wanted();
    wanted.known_at = asked;
    const std::string id = f.request(wanted);
    EXPECT_TRUE(f.worker.work_once(0).value());
    const JsonValue json =
        read_json(f.document(f.state(id)), {.bytes = 10'000'000, .depth = 64, .entries = 100'000}).value();
    const JsonValue* found = json.find("report")->find("known_at");
    return found->is(JsonValue::Kind::null) ? std::string("null") : std::string(found->text());
  };
  EXPECT_EQ(known_at({}), "null");
  EXPECT_EQ(known_at(Instant::parse("2100-01-31T17:00:05+01:00")), "2100-01-31T16:00:05Z");
  EXPECT_EQ(known_at(Instant::parse("2100-01-01T00:30:00.5Z")), "2100-01-01T00:30:00.500000Z");
}

TEST(Calculation, saves_its_series) {
  CalculationFixture f;
  const std::string id = f.request(f.wanted());
  ASSERT_TRUE(f.worker.work_once(0).value());
  const SeriesOwner owner{"acme", SeriesSubject::portfolio, f.portfolio};
  const auto kinds = f.series.list(owner).value();
  ASSERT_EQ(kinds.size(), 3U);
  const Series daily =
      f.series.read({owner, id, SeriesFrequency::daily}, 0, 30'000, {"value", "twr_cumulative"}).value();
  EXPECT_EQ(std::get<FactColumn>(daily.columns[0].values).back(), "1100");
  EXPECT_NEAR(std::get<RateColumn>(daily.columns[1].values).values.back(), 0.1, 1e-12);
}

TEST(Calculation, is_done_once_however_often_its_message_comes) {
  CalculationFixture f;
  const std::string id = f.request(f.wanted());
  ASSERT_EQ(f.worker.handle(message_of(body_of(f, id))), Handled::finished);
  const Calculation done = f.state(id);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(f.worker.handle(message_of(body_of(f, id))), Handled::dropped);
  EXPECT_EQ(f.state(id), done);
  EXPECT_EQ(f.waiting(f.events_out), 1U);
}

TEST(Calculation, of_two_workers_the_late_one_changes_nothing) {
  CalculationFixture f;
  const std::string id = f.request(f.wanted());
  CalculationWorker other = f.new_worker();
  bool stalled = false;
  f.today = [&] {
    if (!std::exchange(stalled, true)) {  // the first worker sleeps for longer than its lease
      EXPECT_EQ(other.handle(message_of(body_of(f, id))), Handled::later);
      f.clock.advance_seconds(100);
      EXPECT_EQ(other.handle(message_of(body_of(f, id))), Handled::finished);
    }
    return *Date::parse("2025-06-16");
  };
  EXPECT_EQ(f.worker.handle(message_of(body_of(f, id))), Handled::dropped);
  EXPECT_EQ(f.state(id).attempt, 2U);
  EXPECT_EQ(f.state(id).status, CalculationStatus::done);
  EXPECT_NEAR(figure(f.document(f.state(id)), "twr"), 0.1, 1e-12);
  EXPECT_EQ(f.waiting(f.events_out), 1U);
}

TEST(Calculation, that_is_cancelled_stays_so) {
  CalculationFixture f;
  const std::string before = f.request(f.wanted());
  f.cancel(before);
  EXPECT_EQ(f.worker.handle(message_of(body_of(f, before))), Handled::dropped);
  EXPECT_EQ(f.state(before).status, CalculationStatus::cancelled);
  const std::string during = f.request(f.wanted());
  f.today = [&] {
    f.cancel(during);
    return *Date::parse("2025-06-16");
  };
  EXPECT_EQ(f.worker.handle(message_of(body_of(f, during))), Handled::dropped);
  EXPECT_EQ(f.state(during).status, CalculationStatus::cancelled);
  ChangeSet changes(f.acme, f.ids);
  EXPECT_FALSE(f.requests.cancel(changes, f.calculations.get(f.acme, during).value(), "").ok());
}

TEST(Calculation, fails_with_the_reason_where_the_facts_are_to_blame) {
  CalculationFixture f;
  Calculation wanted = f.wanted();
  wanted.portfolios = {"nobody"};
  const std::string id = f.request(wanted);
  EXPECT_EQ(f.worker.handle(message_of(body_of(f, id))), Handled::finished);
  EXPECT_EQ(f.state(id).status, CalculationStatus::failed);
  EXPECT_NE(f.state(id).error.find("nobody"), std::string::npos);
}

TEST(Calculation, of_many_has_a_result_or_an_error_for_each) {
  CalculationFixture f;
  Calculation wanted = f.wanted();
  wanted.is_batch = true;
  wanted.figures = {"twr"};
  wanted.portfolios = {f.portfolio, "nobody"};
  wanted.periods.push_back({Date::parse("2024-01-02"), Date::parse("2024-01-31")});
  const std::string id = f.request(wanted);
  EXPECT_EQ(f.worker.handle(message_of(body_of(f, id))), Handled::finished);
  const Calculation done = f.state(id);
  ASSERT_EQ(done.status, CalculationStatus::done) << done.error;
  const JsonValue json = read_json(f.document(done)).value();
  const auto& items = json.find("items")->items();
  ASSERT_EQ(items.size(), 4U);
  EXPECT_EQ(items[0].find("figures")->names(), std::vector<std::string>{"twr"});
  EXPECT_NE(items[1].find("figures"), nullptr);
  EXPECT_NE(items[2].find("error"), nullptr);
}

TEST(Calculation, computed_again_gives_the_same_bytes_though_more_is_known_now) {
  CalculationFixture f;
  const std::string id = f.request(f.wanted());
  ASSERT_TRUE(f.worker.work_once(0).value());
  const Calculation done = f.state(id);
  f.clock.advance_seconds(60);
  f.price("2024-01-31", "120");
  const auto again = f.calculator.calculate(f.acme, done, [](std::uint32_t) { return true; }).value();
  EXPECT_EQ(again.document, f.document(done));
  EXPECT_EQ(again.input_hash, done.input_hash);
  Calculation now = done;
  now.computed_as_of = Instant{f.clock.now_microseconds()};
  EXPECT_DOUBLE_EQ(
      figure(f.calculator.calculate(f.acme, now, [](std::uint32_t) { return true; }).value().document, "twr"), 0.2);
}

TEST(Calculation, explains_a_figure_down_to_its_rows) {
  CalculationFixture f;
  const std::string id = f.request(f.wanted());
  ASSERT_TRUE(f.worker.work_once(0).value());
  const std::string tree = f.calculator.explain(f.acme, f.state(id), "twr", 20).value();
  EXPECT_NE(tree.find("transactions.csv"), std::string::npos);
  EXPECT_EQ(f.calculator.explain(f.acme, f.state(id), "no_figure", 20).error().kind, ErrorKind::not_found);
}

TEST(Calculation, messages_that_are_none_of_ours_become_dead_letters) {
  CalculationFixture f;
  const OutgoingMessage poison{"{\"version\":1}", 0};
  ASSERT_TRUE(f.calculations_in.send({&poison, 1}).ok());
  for (int i = 0; i < 4; ++i) {
    (void)f.worker.work_once(0);
    f.clock.advance_seconds(61);
  }
  EXPECT_EQ(f.calculations_in.depth().value().dead, 1U);
  EXPECT_TRUE(f.worker.fail_dead_letters().ok());
}

TEST(Calculation, given_up_by_the_queue_ends_as_failed) {
  CalculationFixture f;
  const std::string id = f.request(f.wanted());
  for (int i = 0; i < 4; ++i) {  // received by workers that die at once
    (void)f.calculations_in.receive(1, 1, 0);
    f.clock.advance_seconds(2);
  }
  ASSERT_EQ(f.calculations_in.depth().value().dead, 1U);
  ASSERT_TRUE(f.worker.fail_dead_letters().ok());
  EXPECT_EQ(f.state(id).status, CalculationStatus::failed);
  EXPECT_NE(f.state(id).error.find("given up"), std::string::npos);
}

TEST(Calculation, whose_message_was_lost_is_sent_again) {
  CalculationFixture f;
  const std::string id = f.request(f.wanted());
  ASSERT_TRUE(f.calculations_in.purge().ok());
  EXPECT_EQ(f.worker.send_again(f.acme, 60).value(), 0U);
  f.clock.advance_seconds(61);
  EXPECT_EQ(f.worker.send_again(f.acme, 60).value(), 1U);
  ASSERT_TRUE(f.worker.work_once(0).value());
  EXPECT_EQ(f.state(id).status, CalculationStatus::done);
  EXPECT_EQ(f.worker.send_again(f.acme, 60).value(), 0U);
}

}  // namespace
}  // namespace dietz::test
