#include "importer/book_draft.hpp"

#include "codec/shown_text.hpp"

#include <utility>

namespace dietz {

PortfolioIndex BookDraft::add_portfolio(Portfolio portfolio) {
  const auto added = portfolio_ids.add(id_texts.emplace_back(portfolio.id));
  book.portfolios.push_back(std::move(portfolio));
  return {added.position};
}

SecurityIndex BookDraft::add_security(Security security) {
  const auto added = security_ids.add(id_texts.emplace_back(security.id));
  book.securities.push_back(std::move(security));
  book.prices.emplace_back();
  return {added.position};
}

PortfolioIndex BookDraft::add_portfolio(std::string id) {
  Portfolio derived;
  derived.name = id;
  derived.id = std::move(id);
  return add_portfolio(std::move(derived));
}

SecurityIndex BookDraft::add_security(std::string id) {
  Security derived;
  derived.name = id;
  derived.id = std::move(id);
  return add_security(std::move(derived));
}

PortfolioIndex BookDraft::portfolio_of(CsvReader& csv, CsvColumn column, std::string_view id) {
  const PortfolioIndex known = find_portfolio(id);
  if (!known.is_none()) return known;
  if (has_portfolios_file && csv.problems().full()) {
    csv.refuse(column, {});
    return known;
  }
  if (has_portfolios_file) {
    csv.refuse(column, "portfolio " + shown(id) + " is not in portfolios.csv" + did_you_mean(id, portfolio_ids.ids()));
    return known;
  }
  return add_portfolio(std::string(id));
}

SecurityIndex BookDraft::security_of(CsvReader& csv, CsvColumn column, std::string_view id) {
  const SecurityIndex known = find_security(id);
  if (!known.is_none()) return known;
  if (has_securities_file && csv.problems().full()) {
    csv.refuse(column, {});
    return known;
  }
  if (has_securities_file) {
    csv.refuse(column, "security " + shown(id) + " is neither in securities.csv nor in prices.csv" +
                           did_you_mean(id, security_ids.ids()));
    return known;
  }
  return add_security(std::string(id));
}

void BookDraft::note(std::string code, std::string message, SourceRow row, bool is_error_like) {
  book.notes.push_back({std::move(code), std::move(message), row, is_error_like});
}

}  // namespace dietz
