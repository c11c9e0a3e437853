#pragma once

#include "base/result.hpp"
#include "model/event.hpp"
#include "repository/change_set.hpp"
#include "repository/entities.hpp"

#include <string>

namespace dietz {

/// The asking side of calculations: what the API does. Functions with a ChangeSet only add to it.
class CalculationRequests {
 public:
  explicit CalculationRequests(CalculationRepository& calculations) : calculations_(calculations) {}

  /// Stores a request as pending, with the message that makes a worker take it, in one transaction: it is never stored
  /// without being done later, and never done without being stored.
  [[nodiscard]] Result<Stored<Calculation>> request(ChangeSet& changes, Calculation calculation,
                                                    const std::string& traceparent);
  /// Errors: conflict, where it has ended.
  [[nodiscard]] Result<Stored<Calculation>> cancel(ChangeSet& changes, const Stored<Calculation>& current,
                                                   const std::string& traceparent);

 private:
  CalculationRepository& calculations_;
};

/// Where the result of a finished calculation lies in the blob store.
[[nodiscard]] std::string result_key(const TenantContext& context, const Calculation& calculation);

/// The message for an event about a calculation.
[[nodiscard]] CarriedMessage calculation_message(const char* queue, EventType type, const TenantContext& context,
                                                 const std::string& id, Instant at, const std::string& traceparent);

}  // namespace dietz
