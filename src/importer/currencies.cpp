#include "importer/book_draft.hpp"

#include <optional>
#include <tuple>

// Which currency a fact is in where its file leaves it open: a security's is that of its prices, else of its first
// trade; a portfolio's is that of its first deposit or withdrawal, else of its first booking, else of the first
// security it trades. First means by date, then id, so that the order of rows doesn't matter.
namespace dietz {
namespace {

/// The currency of the earliest booking seen; one of a better rank wins over an earlier one.
class Earliest {
 public:
  void offer(int rank, const Transaction& t, Currency currency) {
    if (currency.is_none()) return;
    const auto key = std::tuple(rank, t.date, t.id);
    if (key_ && *key_ <= key) return;
    key_ = key;
    currency_ = currency;
  }
  [[nodiscard]] Currency currency() const { return currency_; }

 private:
  std::optional<std::tuple<int, Date, std::string_view>> key_;
  Currency currency_;
};

bool is_cash_flow(TransactionType type) {
  return type == TransactionType::deposit || type == TransactionType::withdrawal;
}

bool any_without_currency(const Book& book) {
  for (const Portfolio& p : book.portfolios) {
    if (p.currency.is_none()) return true;
  }
  for (const Security& s : book.securities) {
    if (s.currency.is_none()) return true;
  }
  return false;
}

void derive_from_bookings(Book& book) {
  for (std::size_t s = 0; s < book.securities.size(); ++s) {
    if (book.securities[s].currency.is_none()) book.securities[s].currency = book.prices[s].currency;
  }
  std::vector<Earliest> of_security(book.securities.size()), of_portfolio(book.portfolios.size());
  for (const Transaction& t : book.transactions) {
    of_portfolio[t.portfolio.at()].offer(is_cash_flow(t.type) ? 0 : 1, t, t.currency);
    if (t.security.is_none()) continue;
    of_security[t.security.at()].offer(0, t, t.currency);
    of_portfolio[t.portfolio.at()].offer(2, t, book.securities[t.security.at()].currency);
  }
  for (std::size_t p = 0; p < book.portfolios.size(); ++p) {
    if (book.portfolios[p].currency.is_none()) book.portfolios[p].currency = of_portfolio[p].currency();
  }
  for (const Transaction& t : book.transactions) {
    if (!t.security.is_none()) of_security[t.security.at()].offer(1, t, book.portfolios[t.portfolio.at()].currency);
  }
  for (std::size_t s = 0; s < book.securities.size(); ++s) {
    if (book.securities[s].currency.is_none()) book.securities[s].currency = of_security[s].currency();
  }
}

void complete_transactions(Book& book) {
  for (Transaction& t : book.transactions) {
    if (!t.currency.is_none()) continue;
    t.currency =
        t.security.is_none() ? book.portfolios[t.portfolio.at()].currency : book.securities[t.security.at()].currency;
  }
}

void note_derived(BookDraft& draft) {
  Book& book = draft.book;
  const auto list = [](const auto& table) {
    std::string text;
    for (std::size_t i = 0; i < table.size() && i < 10; ++i) {
      const std::string code = table[i].currency.code();
      text += (i == 0 ? " " : ", ") + table[i].id + " (" + (code.empty() ? "no currency" : code) + ")";
    }
    if (table.size() > 10) text += " and " + std::to_string(table.size() - 10) + " more";
    return text;
  };
  if (!draft.has_portfolios_file)
    draft.note("derived_portfolios", "no portfolios.csv: derived from the bookings:" + list(book.portfolios),
               {BookFile::portfolios, 0});
  if (!draft.has_securities_file && !book.securities.empty())
    draft.note("derived_securities", "no securities.csv: derived from bookings and prices:" + list(book.securities),
               {BookFile::securities, 0});
}

}  // namespace

void complete_currencies(BookDraft& draft) {
  Book& book = draft.book;
  if (any_without_currency(book)) derive_from_bookings(book);
  for (std::size_t s = 0; s < book.securities.size(); ++s) {
    if (book.prices[s].currency.is_none()) book.prices[s].currency = book.securities[s].currency;
  }
  if (!draft.transactions_have_currencies) complete_transactions(book);
  note_derived(draft);
}

}  // namespace dietz
