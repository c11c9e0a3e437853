#pragma once

#include "importer/book_cells.hpp"
#include "importer/event_time_cells.hpp"
#include "importer/recent_cells.hpp"
#include "importer/transaction_rules.hpp"
#include "model/book.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace dietz {

/// Finds the portfolios and securities that rows name, or refuses the cell that names one.
class BookNames {
 public:
  virtual ~BookNames() = default;
  [[nodiscard]] virtual PortfolioIndex portfolio_of(CsvReader& csv, CsvColumn column, std::string_view id) = 0;
  [[nodiscard]] virtual SecurityIndex security_of(CsvReader& csv, CsvColumn column, std::string_view id) = 0;
};

[[nodiscard]] const CsvColumns& transaction_columns();

/// Rows of transactions.csv as transactions, each checked by the rule of its type.
class TransactionRows {
 public:
  /// `book` tells the currencies of the securities that are known; no fact is later than `last_day`.
  TransactionRows(CsvReader& csv, const Book& book, Date last_day, const PortfolioZones& zones, BookNames& names);

  /// Reads the row that the CSV reader stands on into a new transaction. False: the row's problems were noted.
  [[nodiscard]] bool read(Transaction& t, Instant& recorded_at);
  [[nodiscard]] bool are_versioned() const { return !columns_.recorded_at.is_none(); }
  [[nodiscard]] CsvColumn id_column() const { return columns_.id; }

 private:
  static constexpr std::size_t type_count = static_cast<std::size_t>(TransactionType::adjustment) + 1;

  void read_cells(Transaction& t);
  void read_time(Transaction& t);
  std::optional<TransactionType> read_type();
  PortfolioIndex read_portfolio();
  void read_security(Transaction& t);
  void read_reorganisation(Transaction& t);
  SecurityIndex find_security(CsvColumn column);
  bool read_number(CsvColumn column, Decimal& into);
  void derive_amount(Transaction& t);

  CsvReader& csv_;
  const Book& book_;
  BookNames& names_;
  TransactionColumns columns_;
  std::array<std::string_view, type_count> type_names_;
  EventTimeCells dates_;
  CurrencyCells currencies_, bought_;
  RecentCells<TransactionType> types_;
  RecentCells<PortfolioIndex> portfolios_;
  RecentCells<SecurityIndex> securities_;
};

}  // namespace dietz
