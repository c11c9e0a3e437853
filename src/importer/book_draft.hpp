#pragma once

#include "codec/csv.hpp"
#include "importer/book_reader.hpp"
#include "importer/event_time_cells.hpp"
#include "importer/id_table.hpp"
#include "model/book.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// A book while its files are being read.
struct BookDraft {
  explicit BookDraft(const BookReading& r) : reading(r) { zones.rules = r.zones; }

  BookReading reading;
  Book book;
  IdTable portfolio_ids, security_ids, benchmark_ids;
  std::deque<std::string> id_texts;  ///< what the tables' ids point into
  PortfolioZones zones;
  bool has_portfolios_file = false;
  bool has_securities_file = false;
  bool transactions_are_sorted = false;       ///< into booking order
  bool transactions_have_currencies = false;  ///< each names its own
  std::vector<Problem> problems;

  /// The last day on which a fact can have happened.
  [[nodiscard]] Date last_day() const { return reading.today + 1; }

  PortfolioIndex add_portfolio(Portfolio portfolio);
  SecurityIndex add_security(Security security);
  /// One that no file lists: its id is its name too.
  PortfolioIndex add_portfolio(std::string id);
  SecurityIndex add_security(std::string id);
  [[nodiscard]] PortfolioIndex find_portfolio(std::string_view id) const { return {portfolio_ids.find(id)}; }
  [[nodiscard]] SecurityIndex find_security(std::string_view id) const { return {security_ids.find(id)}; }

  /// The portfolio that a cell names: derived where the book has no portfolio file, else it must be listed.
  [[nodiscard]] PortfolioIndex portfolio_of(CsvReader& csv, CsvColumn column, std::string_view id);
  /// The security that a row of transactions names: derived where the book has no security file, else it must be listed
  /// or priced.
  [[nodiscard]] SecurityIndex security_of(CsvReader& csv, CsvColumn column, std::string_view id);

  void note(std::string code, std::string message, SourceRow row, bool is_error_like = false);
};

// One function a file. Each adds its facts to the draft and returns the file's problems as an error.
[[nodiscard]] Status read_portfolios(BookDraft& draft, std::string_view text, const std::string& file);
[[nodiscard]] Status read_securities(BookDraft& draft, std::string_view text, const std::string& file);
[[nodiscard]] Status read_prices(BookDraft& draft, std::string_view text, const std::string& file);
[[nodiscard]] Status read_fx(BookDraft& draft, std::string_view text, const std::string& file);
[[nodiscard]] Status read_transactions(BookDraft& draft, std::string_view text, const std::string& file);
[[nodiscard]] Status read_valuations(BookDraft& draft, std::string_view text, const std::string& file);
[[nodiscard]] Status read_benchmarks(BookDraft& draft, std::string_view text, const std::string& file);
[[nodiscard]] Status read_groups(BookDraft& draft, std::string_view text, const std::string& file);
[[nodiscard]] Status read_composites(BookDraft& draft, std::string_view text, const std::string& file);

/// Gives every portfolio, security, price series and transaction its currency where the files leave it open.
void complete_currencies(BookDraft& draft);

/// Problems of a book as a whole: a portfolio whose benchmark isn't there, benchmarks that hold themselves.
void check_references(BookDraft& draft, const std::string& directory);

}  // namespace dietz
