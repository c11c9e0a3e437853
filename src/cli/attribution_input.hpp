#pragma once

#include "base/result.hpp"
#include "calculations/attribution.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

struct AttributionRequest {
  std::optional<CurrencyModel> currency;  ///< left out: by the columns that the file has
  std::vector<std::string> by;            ///< columns to classify by, at most two; none: segment
};

struct AttributionFile {
  AttributionTable table;
  CurrencyModel currency = CurrencyModel::none;
};

/// Reads `period,segment,wp,wb,rp,rb`, the columns of `by`, and for currency effects wpf, wbf (forward contracts, empty
/// = 0) with currency_return (or spot_begin, spot_end) and forward_premium (or spot_begin, forward_begin) or
/// deposit_rate. An empty rp or rb is an absent return. With `by`, columns of
/// other names are labels that aren't asked for. Errors: what the CSV reader refuses, bad cells, a segment that
/// stands twice in a period, columns that no model or several models ask for, rates that aren't above 0; each with its
/// line. `not_found`: a column of `by` that the file lacks.
[[nodiscard]] Result<AttributionFile> read_attribution_file(std::string_view text, const std::string& file,
                                                            const AttributionRequest& request);

}  // namespace dietz
