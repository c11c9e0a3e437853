#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>

namespace dietz {

/// Every metric of the product. Its name, help, labels and buckets stand in `metric_table()`.
enum class Metric {
  http_requests,
  http_request_seconds,
  http_requests_in_flight,
  http_requests_shed,
  calculations,
  calculation_seconds,
  store_call_seconds,
  queue_depth,
  queue_oldest_seconds,
  queue_deliveries,
  queue_dead_letters,
  cache_lookups,
  audit_records,
  imported_rows,
  outbox_waiting,
  tenants,
  portfolios,
  transactions,
  count_,
};

enum class MetricKind { counter, gauge, histogram };

struct MetricInfo {
  Metric metric;
  MetricKind kind;
  std::string_view name;  ///< with its unit; counters end in `_total`
  std::string_view help;
  std::array<std::string_view, 3> labels;  ///< unused ones are empty
  std::span<const double> buckets;         ///< of a histogram, in seconds
};

/// One row a metric, in the order of the enum.
[[nodiscard]] std::span<const MetricInfo> metric_table();
[[nodiscard]] const MetricInfo& metric_info(Metric metric);

/// Where measurements go. Label values come from closed sets (routes, statuses, tiers), never from a request's
/// content: each new one is a new series. Safe to use from several threads.
class Metrics {
 public:
  using Labels = std::initializer_list<std::string_view>;
  virtual ~Metrics() = default;

  /// Adds to a counter. @param labels as many as the metric's row names
  virtual void add(Metric metric, Labels labels, double amount = 1) = 0;
  /// Sets a gauge.
  virtual void set(Metric metric, Labels labels, double value) = 0;
  /// Enters one observation into a histogram.
  virtual void observe(Metric metric, Labels labels, double value) = 0;
};

/// For tests and programs that measure nothing.
class NoMetrics : public Metrics {
 public:
  void add(Metric /*metric*/, Labels /*labels*/, double /*amount*/) override {}
  void set(Metric /*metric*/, Labels /*labels*/, double /*value*/) override {}
  void observe(Metric /*metric*/, Labels /*labels*/, double /*value*/) override {}
};

}  // namespace dietz
