#include "engines/telemetry/prometheus_metrics.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace dietz {
namespace {

bool has(const std::string& text, const std::string& line) { return text.find(line + "\n") != std::string::npos; }

TEST(PrometheusMetrics, each_kind_is_written_in_its_form) {
  PrometheusMetrics metrics;
  metrics.add(Metric::http_requests, {"/v1/portfolios/{id}", "GET", "200"}, 2);
  metrics.set(Metric::queue_depth, {"calculations"}, 7);
  metrics.observe(Metric::http_request_seconds, {"/health", "GET"}, 0.003);
  const std::string text = metrics.exposition();
  EXPECT_TRUE(has(text, "dietz_http_requests_total{method=\"GET\",route=\"/v1/portfolios/{id}\",status=\"200\"} 2"))
      << text;
  EXPECT_TRUE(has(text, "dietz_queue_depth{queue=\"calculations\"} 7")) << text;
  EXPECT_TRUE(has(text, "dietz_http_request_seconds_bucket{method=\"GET\",route=\"/health\",le=\"0.0025\"} 0")) << text;
  EXPECT_TRUE(has(text, "dietz_http_request_seconds_bucket{method=\"GET\",route=\"/health\",le=\"0.005\"} 1")) << text;
  EXPECT_TRUE(has(text, "# TYPE dietz_http_requests_total counter")) << text;
}

TEST(PrometheusMetrics, a_measurement_of_the_wrong_kind_changes_nothing) {
  PrometheusMetrics metrics;
  metrics.set(Metric::http_requests, {"/", "GET", "200"}, 5);
  metrics.add(Metric::queue_depth, {"q"}, 5);
  EXPECT_EQ(metrics.exposition().find(" 5\n"), std::string::npos);
}

TEST(PrometheusMetrics, threads_lose_no_count) {
  PrometheusMetrics metrics;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1'000; ++i) metrics.add(Metric::cache_lookups, {"local", "hit"});
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_TRUE(has(metrics.exposition(), "dietz_cache_lookups_total{cache=\"local\",outcome=\"hit\"} 4000"));
}

TEST(MetricTable, names_follow_the_conventions_of_prometheus) {
  for (const MetricInfo& info : metric_table()) {
    const std::string name(info.name);
    EXPECT_EQ(name.rfind("dietz_", 0), 0U) << name;
    EXPECT_EQ(name.ends_with("_total"), info.kind == MetricKind::counter) << name;
    EXPECT_EQ(name.ends_with("_seconds"), info.kind == MetricKind::histogram || name == "dietz_queue_oldest_seconds")
        << name;
    EXPECT_EQ(info.buckets.empty(), info.kind != MetricKind::histogram) << name;
    EXPECT_TRUE(info.help.ends_with(".")) << name;
  }
}

}  // namespace
}  // namespace dietz
