#pragma once

#include "importer/book_cells.hpp"
#include "model/book.hpp"

namespace dietz {

[[nodiscard]] const CsvColumns& price_columns();

struct PriceRow {
  std::string_view id;
  Date date;
  Decimal close;
  Currency currency;  ///< none where the row leaves it open
  Adjustment adjustment = Adjustment::raw;
  Instant recorded_at;
};

/// Rows of prices.csv.
class PriceRows {
 public:
  PriceRows(CsvReader& csv, Date last_day);
  /// Reads the row that the CSV reader stands on; nothing where a cell that the rest needs is wrong.
  [[nodiscard]] std::optional<PriceRow> read();

 private:
  CsvReader& csv_;
  CsvColumn security_, date_, close_, currency_, adjustment_, recorded_;
  PastDateCells dates_;
  CurrencyCells currencies_;
};

}  // namespace dietz
