#pragma once

#include "base/result.hpp"
#include "blob/blob_store.hpp"
#include "crypto/digest.hpp"
#include "model/event.hpp"
#include "observability/log.hpp"
#include "observability/metrics.hpp"
#include "performance_calculator/performance_calculator.hpp"
#include "queue/queue.hpp"
#include "repository/entities.hpp"
#include "series/series_store.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace dietz {

/// What a worker works with. All of it must outlive it.
struct WorkerParts {
  CalculationRepository& calculations;
  TransactionManager& transactions;
  IdSource& ids;
  SeriesStore& series;
  BlobStore& blobs;
  DigestFactory& digests;
  PerformanceCalculator& calculator;
  Queue& queue;
  Log& log;
  Metrics& metrics;
  std::function<Instant()> now;
  std::int64_t lease_seconds = 60;
};

/// Takes calculations from the queue and finishes them, each once, however often its message comes and whatever becomes
/// of other workers: a calculation is claimed under a lease with a number; who writes the result must still hold the
/// last number. Several workers may run at once.
class CalculationWorker {
 public:
  explicit CalculationWorker(WorkerParts parts) : parts_(std::move(parts)) {}

  /// Handles up to one message; tells whether there was one. Errors: those of the queue.
  [[nodiscard]] Result<bool> work_once(std::int64_t wait_milliseconds);

  /// What became of a message.
  enum class Handled : std::uint8_t {
    finished,  ///< the calculation has ended: done or failed
    dropped,   ///< nothing was to do: it had ended, was cancelled, or belongs to another worker now
    later,     ///< another worker has it, or the store is in trouble: the message must come again
    poison,    ///< no message of ours; it ends as a dead letter
  };
  [[nodiscard]] Handled handle(const ReceivedMessage& message);

  /// Ends calculations as failed whose messages became dead letters, so that nobody waits for ever.
  [[nodiscard]] Status fail_dead_letters();
  /// Sends the message again for calculations of a tenant that nobody has touched for `seconds`.
  [[nodiscard]] Result<std::size_t> send_again(const TenantContext& context, std::int64_t seconds);

 private:
  struct Job;
  [[nodiscard]] Handled run(const TenantContext& context, const Event& event, const std::string& receipt);
  [[nodiscard]] Result<Stored<Calculation>> claim(const TenantContext& context, const Stored<Calculation>& current);
  [[nodiscard]] bool still_mine(Job& job, std::uint32_t percent);
  [[nodiscard]] Handled finish(Job& job, Result<CalculationResult> result);
  [[nodiscard]] Status keep(const Job& job, Calculation& done, const CalculationResult& result);
  [[nodiscard]] Handled end(Job& job, const Calculation& ended);

  WorkerParts parts_;
};

}  // namespace dietz
