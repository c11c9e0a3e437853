#include "calculations/data_quality_parts.hpp"

#include <algorithm>

namespace dietz::data_quality {
namespace {

bool is_flow(const Transaction& t) {
  switch (t.type) {
    case TransactionType::deposit:
    case TransactionType::withdrawal:
    case TransactionType::transfer_in:
    case TransactionType::transfer_out:
      return true;
    default:
      return false;
  }
}

bool is_before(const Valuation& v, std::pair<PortfolioIndex, Date> key) { return std::pair(v.portfolio, v.date) < key; }

bool is_valued(const Book& book, PortfolioIndex portfolio, Date date) {
  const auto found =
      std::lower_bound(book.valuations.begin(), book.valuations.end(), std::pair(portfolio, date), is_before);
  return found != book.valuations.end() && found->portfolio == portfolio && found->date == date;
}

}  // namespace

void check_valuations(const Book& book, Findings& findings) {
  if (book.valuations.empty()) return;
  std::vector<std::uint32_t> totals(book.portfolios.size(), 0), only_line(book.portfolios.size(), 0);
  std::vector<bool> holds_securities(book.portfolios.size(), false);
  for (const Transaction& t : book.transactions) {
    if (!t.security.is_none()) holds_securities[t.portfolio.at()] = true;
  }
  for (const Valuation& v : book.valuations) {
    const Portfolio& portfolio = book.portfolios[v.portfolio.at()];
    ++totals[v.portfolio.at()];
    only_line[v.portfolio.at()] = v.line;
    if (portfolio.inception && v.date < *portfolio.inception)
      findings.add("before_inception", BookFile::valuations, v.line,
                   "valued on " + v.date.to_string() + ", before the inception of " + portfolio.id + " on " +
                       portfolio.inception->to_string());
  }
  for (std::size_t p = 0; p < book.portfolios.size(); ++p) {
    if (totals[p] == 1 && !holds_securities[p])
      findings.add("single_valuation", BookFile::valuations, only_line[p],
                   "the only total of " + book.portfolios[p].id + ": a return needs two");
  }
  for (const Transaction& t : book.transactions) {
    const std::size_t p = t.portfolio.at();
    if (!is_flow(t) || holds_securities[p] || totals[p] == 0 || is_valued(book, t.portfolio, t.date)) continue;
    findings.add("flow_without_valuation", BookFile::transactions, t.line,
                 std::string(name_of(t.type)) + " on " + t.date.to_string() + ", a day without a total of " +
                     book.portfolios[p].id);
  }
}

}  // namespace dietz::data_quality
