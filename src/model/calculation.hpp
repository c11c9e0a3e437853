#pragma once

#include "model/date.hpp"
#include "model/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// pending → running → done, failed or cancelled. The last three are final.
enum class CalculationStatus : std::uint8_t { pending, running, done, failed, cancelled };
[[nodiscard]] std::string_view name_of(CalculationStatus status);
[[nodiscard]] std::optional<CalculationStatus> parse_calculation_status(std::string_view text);
[[nodiscard]] constexpr bool is_final(CalculationStatus status) { return status >= CalculationStatus::done; }

/// An interval of a calculation; what is left out takes the data's.
struct CalculationPeriod {
  std::optional<Date> from, to;
  friend bool operator==(const CalculationPeriod&, const CalculationPeriod&) = default;
};

/// What was asked of a calculation and how far it is. One request may ask for several portfolios and periods; each pair
/// has its own result or error.
struct Calculation {
  std::string id;
  std::vector<std::string> portfolios;
  std::vector<CalculationPeriod> periods;
  std::vector<std::string> figures;  ///< names; empty: all
  std::string benchmark;             ///< instead of the portfolios' own; may be empty
  std::string policy;                ///< likewise
  std::optional<Instant> known_at;   ///< none: what is known when it runs
  bool is_batch = false;             ///< the result is a list of items rather than one report

  CalculationStatus status = CalculationStatus::pending;
  std::uint32_t progress_percent = 0;
  /// Counted up by each worker that takes it; who finishes must still hold the last one.
  std::uint32_t attempt = 0;
  Instant leased_until{0};    ///< while running: another worker may take it afterwards
  std::string error;          ///< of a failed one, for its reader
  std::string input_hash;     ///< of a finished one
  std::string result_digest;  ///< SHA-256 of the result document
  std::string engine_version;
  std::optional<Instant> computed_as_of;  ///< the moment up to which facts counted
  friend bool operator==(const Calculation&, const Calculation&) = default;
};

}  // namespace dietz
