#include "observability/metrics.hpp"

namespace dietz {
namespace {

constexpr std::array<double, 14> request_buckets = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                    0.1,    0.25,  0.5,    1,     2.5,  5,     10};
constexpr std::array<double, 14> call_buckets = {0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001,
                                                 0.0025,  0.005,    0.01,    0.025,  0.1,     0.5,    2.5};
constexpr std::array<double, 12> calculation_buckets = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                        0.1,   0.5,    1,     5,    30,    120};

using enum MetricKind;

constexpr std::array table = {
    MetricInfo{Metric::http_requests,
               counter,
               "dietz_http_requests_total",
               "Requests answered.",
               {"route", "method", "status"},
               {}},
    MetricInfo{Metric::http_request_seconds,
               histogram,
               "dietz_http_request_seconds",
               "Time from the last byte of a request to the first of its answer.",
               {"route", "method", ""},
               request_buckets},
    MetricInfo{
        Metric::http_requests_in_flight, gauge, "dietz_http_requests_in_flight", "Requests being handled.", {}, {}},
    MetricInfo{Metric::http_requests_shed,
               counter,
               "dietz_http_requests_shed_total",
               "Requests refused because of load or a limit.",
               {"reason", "", ""},
               {}},
    MetricInfo{Metric::calculations,
               counter,
               "dietz_calculations_total",
               "Calculations that ended.",
               {"outcome", "tier", ""},
               {}},
    MetricInfo{Metric::calculation_seconds,
               histogram,
               "dietz_calculation_seconds",
               "Time to load, calculate and save one calculation.",
               {"measure", "", ""},
               calculation_buckets},
    MetricInfo{Metric::store_call_seconds,
               histogram,
               "dietz_store_call_seconds",
               "Time of one call to a store.",
               {"store", "operation", "outcome"},
               call_buckets},
    MetricInfo{Metric::queue_depth, gauge, "dietz_queue_depth", "Messages waiting.", {"queue", "", ""}, {}},
    MetricInfo{Metric::queue_oldest_seconds,
               gauge,
               "dietz_queue_oldest_seconds",
               "Age of the oldest message waiting.",
               {"queue", "", ""},
               {}},
    MetricInfo{Metric::queue_deliveries,
               counter,
               "dietz_queue_deliveries_total",
               "Messages handed to a worker.",
               {"queue", "outcome", ""},
               {}},
    MetricInfo{Metric::queue_dead_letters,
               counter,
               "dietz_queue_dead_letters_total",
               "Messages given up after their last delivery.",
               {"queue", "", ""},
               {}},
    MetricInfo{Metric::cache_lookups,
               counter,
               "dietz_cache_lookups_total",
               "Look-ups in a cache.",
               {"cache", "outcome", ""},
               {}},
    MetricInfo{
        Metric::audit_records, counter, "dietz_audit_records_total", "Audit records written.", {"action", "", ""}, {}},
    MetricInfo{Metric::imported_rows,
               counter,
               "dietz_imported_rows_total",
               "Rows of imported books.",
               {"file", "outcome", ""},
               {}},
    MetricInfo{Metric::outbox_waiting, gauge, "dietz_outbox_waiting", "Outbox entries not sent yet.", {}, {}},
    MetricInfo{Metric::tenants, gauge, "dietz_tenants", "Tenants.", {"tier", "state", ""}, {}},
    MetricInfo{Metric::portfolios, gauge, "dietz_portfolios", "Portfolios.", {"tier", "", ""}, {}},
    MetricInfo{Metric::transactions, gauge, "dietz_transactions", "Transactions in force.", {"tier", "", ""}, {}},
};

consteval bool in_order_of_the_enum() {
  if (table.size() != static_cast<std::size_t>(Metric::count_)) return false;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].metric) != i) return false;
  }
  return true;
}
static_assert(in_order_of_the_enum());

}  // namespace

std::span<const MetricInfo> metric_table() { return table; }
const MetricInfo& metric_info(Metric metric) { return table[static_cast<std::size_t>(metric)]; }

}  // namespace dietz
