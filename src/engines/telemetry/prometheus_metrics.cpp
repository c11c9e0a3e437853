#include "engines/telemetry/prometheus_metrics.hpp"

#include <map>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <vector>

namespace dietz {
namespace {

std::map<std::string, std::string> label_set(const MetricInfo& info, Metrics::Labels values) {
  std::map<std::string, std::string> set;
  std::size_t i = 0;
  for (const std::string_view value : values) {
    if (i < info.labels.size() && !info.labels[i].empty()) set.emplace(info.labels[i], value);
    ++i;
  }
  return set;
}

}  // namespace

/// A family a metric, by the enum's number; the other two pointers of a slot stay empty.
struct PrometheusMetrics::Families {
  struct Slot {
    prometheus::Family<prometheus::Counter>* counter = nullptr;
    prometheus::Family<prometheus::Gauge>* gauge = nullptr;
    prometheus::Family<prometheus::Histogram>* histogram = nullptr;
  };
  prometheus::Registry registry;
  std::vector<Slot> slots;

  Slot& slot(Metric metric) { return slots[static_cast<std::size_t>(metric)]; }
};

PrometheusMetrics::PrometheusMetrics() : families_(std::make_unique<Families>()) {
  for (const MetricInfo& info : metric_table()) {
    const std::string name(info.name);
    const std::string help(info.help);
    Families::Slot slot;
    switch (info.kind) {
      case MetricKind::counter:
        slot.counter = &prometheus::BuildCounter().Name(name).Help(help).Register(families_->registry);
        break;
      case MetricKind::gauge:
        slot.gauge = &prometheus::BuildGauge().Name(name).Help(help).Register(families_->registry);
        break;
      case MetricKind::histogram:
        slot.histogram = &prometheus::BuildHistogram().Name(name).Help(help).Register(families_->registry);
        break;
    }
    families_->slots.push_back(slot);
  }
}

PrometheusMetrics::~PrometheusMetrics() = default;

void PrometheusMetrics::add(Metric metric, Labels labels, double amount) {
  auto* family = families_->slot(metric).counter;
  if (family != nullptr) family->Add(label_set(metric_info(metric), labels)).Increment(amount);
}

void PrometheusMetrics::set(Metric metric, Labels labels, double value) {
  auto* family = families_->slot(metric).gauge;
  if (family != nullptr) family->Add(label_set(metric_info(metric), labels)).Set(value);
}

void PrometheusMetrics::observe(Metric metric, Labels labels, double value) {
  auto* family = families_->slot(metric).histogram;
  if (family == nullptr) return;
  const MetricInfo& info = metric_info(metric);
  const prometheus::Histogram::BucketBoundaries buckets(info.buckets.begin(), info.buckets.end());
  family->Add(label_set(info, labels), buckets).Observe(value);
}

std::string PrometheusMetrics::exposition() const {
  return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace dietz
