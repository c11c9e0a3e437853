#pragma once

#include "calculations/lots_report.hpp"

#include <string>
#include <vector>

namespace dietz {

struct LotsReport {
  DateRange range;
  LotMethod method = LotMethod::fifo;
  std::string input_hash, engine_version;
  std::vector<PortfolioLots> portfolios;
};

/// {"from", "to", "lot_method", "input_hash", "engine_version", "portfolios": [{"id", "currency", "open": [{"security",
/// "lot", "opened", "line", "days", "quantity", "currency", "cost", "value", "gain", "reason", "local"?}], "closed":
/// [{… "closed", "booking", "closing_line", "proceeds" …}], "realised": [{"security", "of_lots", "other"}],
/// "totals"}]}.
[[nodiscard]] std::string lots_as_json(const LotsReport& report);
/// portfolio,kind,security,lot,opened,closed,days,quantity,currency,cost,worth,gain,local_currency,local_cost,local_worth,
/// local_gain,reason
[[nodiscard]] std::string lots_as_csv(const LotsReport& report);
[[nodiscard]] std::string lots_as_text(const LotsReport& report);

}  // namespace dietz
