#include "conformance/database_engine.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <random>
#include <set>

namespace dietz::test {
namespace {

constexpr std::int32_t monday = 19723;  // 2024-01-01

class SeriesStoreConformance : public DatabaseConformance {
 protected:
  static SeriesKey key(SeriesFrequency frequency = SeriesFrequency::daily) {
    return {{"t1", SeriesSubject::portfolio, "p"}, "v1", frequency};
  }
  /// Points of days with one rate and one fact column.
  static Series points(const std::vector<std::int32_t>& days, double offset = 0.0) {
    Series series;
    RateColumn rates;
    FactColumn facts;
    for (const std::int32_t day : days) {
      series.first_days.push_back(day - 1);
      series.last_days.push_back(day);
      rates.values.push_back(offset + day / 7.0);
      facts.push_back(std::to_string(day) + ".25");
    }
    series.columns = {{"return", std::move(rates)}, {"value", std::move(facts)}};
    return series;
  }
  Series read(const SeriesKey& key, std::int32_t first = -700000, std::int32_t last = 2900000,
              const std::vector<std::string>& columns = {}) {
    Result<Series> result = engine->series().read(key, first, last, columns);
    EXPECT_TRUE(result.ok()) << (result ? "" : result.error().message());
    return result ? *std::move(result) : Series();
  }
  SeriesStore& series() { return engine->series(); }
};
INSTANTIATE_TEST_SUITE_P(engines, SeriesStoreConformance, ::testing::ValuesIn(all_database_kinds()), name_of_kind);

TEST_P(SeriesStoreConformance, gives_back_the_same_bits) {
  Series written = points({monday, monday + 1, monday + 2});
  auto& rates = std::get<RateColumn>(written.columns[0].values);
  rates.values = {-0.0, 5e-324, 0.0};
  rates.reasons = {0, 0, 7};
  ASSERT_TRUE(series().write(key(), written));
  EXPECT_TRUE(same_bits(written, read(key())));
}

TEST_P(SeriesStoreConformance, a_series_that_is_not_there_has_no_points) {
  EXPECT_EQ(0U, read(key()).size());
  EXPECT_TRUE(series().list(key().owner)->empty());
  EXPECT_TRUE(series().remove(key()));
}

TEST_P(SeriesStoreConformance, reads_from_a_day_to_a_day_across_chunks) {
  std::vector<std::int32_t> days;
  for (int i = 0; i < 3000; ++i) days.push_back(monday + i);
  ASSERT_TRUE(series().write(key(), points(days)));
  EXPECT_TRUE(same_bits(points(days), read(key())));
  EXPECT_TRUE(same_bits(points({days.begin() + 500, days.begin() + 2001}), read(key(), monday + 500, monday + 2000)));
  EXPECT_TRUE(same_bits(points({monday + 7}), read(key(), monday + 7, monday + 7)));
  EXPECT_EQ(0U, read(key(), monday + 3000, monday + 4000).size());
  EXPECT_EQ(0U, read(key(), monday + 10, monday + 5).size());
}

TEST_P(SeriesStoreConformance, reads_the_columns_asked_for) {
  ASSERT_TRUE(series().write(key(), points({monday, monday + 1})));
  const Series one = read(key(), monday, monday + 1, {"value"});
  ASSERT_EQ(1U, one.columns.size());
  EXPECT_EQ("value", one.columns[0].name);
  const Series swapped = read(key(), monday, monday + 1, {"value", "return"});
  EXPECT_EQ("return", swapped.columns.at(1).name);
  const Result<Series> missing = series().read(key(), monday, monday + 1, {"nothing"});
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(ErrorKind::invalid, missing.error().kind);
}

TEST_P(SeriesStoreConformance, a_write_replaces_the_same_days_and_leaves_the_others) {
  ASSERT_TRUE(series().write(key(), points({monday, monday + 1, monday + 3, monday + 600})));
  ASSERT_TRUE(series().write(key(), points({monday + 1, monday + 2, monday + 600, monday + 601}, 1000.0)));
  const Series found = read(key());
  EXPECT_EQ((std::vector<std::int32_t>{monday, monday + 1, monday + 2, monday + 3, monday + 600, monday + 601}),
            found.last_days);
  const auto& values = std::get<RateColumn>(found.columns[0].values).values;
  EXPECT_LT(values[0], 10000.0);
  EXPECT_EQ(1000.0 + (monday + 1) / 7.0, values[1]);
  EXPECT_EQ((monday + 3) / 7.0, values[3]);
  EXPECT_EQ(1000.0 + (monday + 600) / 7.0, values[4]);
}

TEST_P(SeriesStoreConformance, a_replacement_forgets_all_later_days) {
  std::vector<std::int32_t> days;
  for (int i = 0; i < 1500; ++i) days.push_back(monday + i);
  ASSERT_TRUE(series().write(key(), points(days)));
  ASSERT_TRUE(series().replace_from(key(), points({monday + 700, monday + 710}, 1.0)));
  const Series found = read(key());
  ASSERT_EQ(702U, found.size());
  EXPECT_EQ(monday + 699, found.last_days[699]);
  EXPECT_EQ(monday + 710, found.last_days[701]);
  ASSERT_TRUE(series().replace_from(key(), points({monday - 5})));
  EXPECT_EQ(1U, read(key()).size());
}

TEST_P(SeriesStoreConformance, columns_stay_what_the_first_write_made_them) {
  ASSERT_TRUE(series().write(key(), points({monday})));
  Series other = points({monday + 1});
  other.columns.pop_back();
  const Status written = series().write(key(), other);
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(ErrorKind::conflict, written.error().kind);
  EXPECT_EQ(ErrorKind::conflict, series().replace_from(key(), other).error().kind);
  EXPECT_TRUE(same_bits(points({monday}), read(key())));
  other.first_days = {monday - 2};
  other.last_days = {monday};
  EXPECT_TRUE(series().replace_from(key(), other)) << "nothing of the old ones is left";
  EXPECT_EQ(1U, read(key()).columns.size());
}

TEST_P(SeriesStoreConformance, custom_spans_may_end_on_the_same_day) {
  Series spans;
  spans.first_days = {monday - 30, monday - 7, monday - 7};
  spans.last_days = {monday, monday, monday + 1};
  spans.columns = {{"return", RateColumn{{0.1, 0.2, 0.3}, {}}}};
  ASSERT_TRUE(series().write(key(SeriesFrequency::custom), spans));
  spans.columns = {{"return", RateColumn{{0.4, 0.5, 0.6}, {}}}};
  ASSERT_TRUE(series().write(key(SeriesFrequency::custom), spans));
  EXPECT_TRUE(same_bits(spans, read(key(SeriesFrequency::custom))));
  EXPECT_FALSE(series().write(key(), spans)) << "a day ends once";
}

TEST_P(SeriesStoreConformance, keys_do_not_mix_and_are_listed) {
  const std::vector<SeriesKey> keys = {
      key(), key(SeriesFrequency::monthly), {{"t1", SeriesSubject::portfolio, "p"}, "v2", SeriesFrequency::daily}};
  const std::vector<SeriesKey> others = {{{"t1", SeriesSubject::benchmark, "p"}, "v1", SeriesFrequency::daily},
                                         {{"t1", SeriesSubject::portfolio, "q"}, "v1", SeriesFrequency::daily},
                                         {{"t2", SeriesSubject::portfolio, "p"}, "v1", SeriesFrequency::daily}};
  double offset = 0.0;
  for (const auto* group : {&keys, &others}) {
    for (const SeriesKey& k : *group) ASSERT_TRUE(series().write(k, points({monday}, offset += 1.0)));
  }
  EXPECT_EQ(keys, series().list(key().owner).value());
  EXPECT_TRUE(same_bits(points({monday}, 3.0), read(keys[2])));
  ASSERT_TRUE(series().remove(keys[0]));
  EXPECT_EQ(0U, read(keys[0]).size());
  EXPECT_EQ(1U, read(keys[1]).size());
  ASSERT_TRUE(series().remove_tenant("t1"));
  EXPECT_EQ(0U, read(keys[1]).size() + read(others[0]).size() + read(others[1]).size());
  EXPECT_EQ(1U, read(others[2]).size());
}

TEST_P(SeriesStoreConformance, what_breaks_a_rule_is_invalid) {
  const auto refused = [&](auto change, const SeriesKey& k = key()) {
    Series s = points({monday, monday + 1});
    change(s);
    for (const Status& status : {series().write(k, s), series().replace_from(k, s)}) {
      ASSERT_FALSE(status.ok());
      EXPECT_EQ(ErrorKind::invalid, status.error().kind);
    }
  };
  const auto rates = [](Series& s) -> RateColumn& { return std::get<RateColumn>(s.columns[0].values); };
  refused([](Series& s) { s = {}; });
  refused([](Series& s) { s.columns.clear(); });
  refused([](Series& s) { s.columns[1].name = s.columns[0].name; });
  refused([](Series& s) { s.columns[0].name = ""; });
  refused([](Series& s) { s.last_days = {monday, monday}; });
  refused([](Series& s) { s.last_days = {monday + 1, monday}; });
  refused([](Series& s) { s.first_days = {monday + 1, monday}; });
  refused([](Series& s) { s.first_days.pop_back(); });
  refused([](Series& s) { s.last_days[1] = 2932897; });
  refused([&](Series& s) { rates(s).values.pop_back(); });
  refused([&](Series& s) { rates(s).values[0] = std::numeric_limits<double>::quiet_NaN(); });
  refused([&](Series& s) { rates(s).values[0] = std::numeric_limits<double>::infinity(); });
  refused([&](Series& s) { rates(s).reasons = {1, 0}; });
  refused([&](Series& s) { rates(s).reasons = {0}; });
  refused([](Series& s) { std::get<FactColumn>(s.columns[1].values).pop_back(); });
  refused([](Series&) {}, {{"", SeriesSubject::portfolio, "p"}, "v1", SeriesFrequency::daily});
  refused([](Series&) {}, {{"t", SeriesSubject::portfolio, "p"}, "", SeriesFrequency::daily});
  EXPECT_EQ(0U, read(key()).size());
}

/// Against a map of points: writes and replacements of random days.
TEST_P(SeriesStoreConformance, agrees_with_a_map_of_points) {
  const char* const wanted = std::getenv("DIETZ_CASES");
  const int cases = std::min(wanted ? std::atoi(wanted) : 10'000, 400);
  constexpr unsigned seed = 20240101;
  std::mt19937 random(seed);
  std::map<std::int32_t, double> model;
  for (int i = 0; i < cases; ++i) {
    std::set<std::int32_t> days;
    const auto begin = static_cast<std::int32_t>(random() % 2500);
    for (unsigned k = 0; k <= random() % 12; ++k)
      days.insert(monday + begin + static_cast<std::int32_t>(random() % 900));
    const Series written = points({days.begin(), days.end()}, i);
    const bool replaces = random() % 3 == 0;
    ASSERT_TRUE(replaces ? series().replace_from(key(), written) : series().write(key(), written));
    if (replaces) model.erase(model.lower_bound(*days.begin()), model.end());
    for (const std::int32_t day : days) model[day] = i + day / 7.0;
    if (i % 10 != 0) continue;
    const Series found = read(key());
    ASSERT_EQ(model.size(), found.size()) << "case " << i << ", seed " << seed;
    std::size_t at = 0;
    for (const auto& [day, value] : model) {
      ASSERT_EQ(day, found.last_days[at]) << "case " << i << ", seed " << seed;
      ASSERT_EQ(value, std::get<RateColumn>(found.columns[0].values).values[at++]);
    }
  }
}

TEST_P(SeriesStoreConformance, keeps_what_was_written_when_opened_again) {
  ASSERT_TRUE(series().write(key(), points({monday})));
  if (!engine->reopen()) return;
  EXPECT_TRUE(same_bits(points({monday}), read(key())));
}

}  // namespace
}  // namespace dietz::test
