#include "performance_calculator/loaded_report.hpp"

#include "blob/text_files.hpp"
#include "calculations/data_quality.hpp"
#include "calculations/holdings_report.hpp"
#include "codec/book_encoding.hpp"
#include "importer/book_reader.hpp"

namespace dietz {
namespace {

Result<Book> load_book(const BookRepositories& repositories, const TenantContext& context,
                       const Calculation& calculation, const std::string& portfolio, const CalculationPeriod& period,
                       Date today) {
  BookExport wanted;
  wanted.portfolios = {portfolio};
  wanted.benchmark = calculation.benchmark;
  wanted.policy = calculation.policy;
  wanted.to = period.to.value_or(Date::max());
  wanted.known_at = calculation.computed_as_of.value_or(Instant::latest());
  auto texts = export_book(repositories, context, wanted);
  if (!texts.ok()) return std::move(texts).error();
  std::map<std::string, std::string> paths;
  for (auto& [name, text] : *texts) paths["stored/" + name] = std::move(text);
  TextFiles files(std::move(paths));
  return read_book(files, "stored", {today});
}

}  // namespace

Result<LoadedReport> load_report(const BookRepositories& repositories, DigestFactory& digests,
                                 const TenantContext& context, const Calculation& calculation,
                                 const std::string& portfolio, const CalculationPeriod& period, Date today) try {
  auto book = load_book(repositories, context, calculation, portfolio, period, today);
  if (!book.ok()) return std::move(book).error();
  ReportRequest request;
  request.portfolios = {book->find_portfolio(portfolio)};
  request.from = period.from;
  request.to = period.to;
  request.benchmark = calculation.benchmark;
  request.total_currency = book->portfolios[request.portfolios.front().at()].currency;
  const auto range = range_of(*book, request);
  if (!range.ok()) return range.error();
  auto facts = facts_of(*book, request, *range);
  if (!facts.ok()) return std::move(facts).error();
  const auto lots = lots_of(*book, request, *range);
  if (!lots.ok()) return lots.error();
  BookReport report = report_of(*book, *facts);
  report.portfolios.front().warnings = find_data_issues(*book, book->policy);
  add_holdings(report, *book, *facts, *lots);
  std::string hash = input_hash_of(*book, digests);
  return LoadedReport{std::move(*book), std::move(*facts), std::move(report), std::move(hash)};
} catch (const DecimalOverflow& overflow) {
  return Error::invalid(overflow.what());
}

}  // namespace dietz
