#pragma once

#include "observability/metrics.hpp"

#include <memory>
#include <string>

namespace dietz {

/// Metrics in memory, read by Prometheus in its text format (version 0.0.4).
class PrometheusMetrics : public Metrics {
 public:
  PrometheusMetrics();
  ~PrometheusMetrics() override;

  void add(Metric metric, Labels labels, double amount = 1) override;
  void set(Metric metric, Labels labels, double value) override;
  void observe(Metric metric, Labels labels, double value) override;

  /// What `GET /metrics` answers.
  [[nodiscard]] std::string exposition() const;
  static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace dietz
