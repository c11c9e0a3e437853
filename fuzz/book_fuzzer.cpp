#include "calculations/data_quality.hpp"
#include "fuzzing.hpp"
#include "importer/book_reader.hpp"
#include "support/memory_files.hpp"

#include <map>
#include <string>

using namespace dietz;
using fuzz::ensure;

namespace {

constexpr std::string_view mark = "== ";

/// Files of a book: each begins behind a line `== NAME`.
std::map<std::string, std::string> split(std::string_view text) {
  std::map<std::string, std::string> files;
  while (text.starts_with(mark)) {
    text.remove_prefix(mark.size());
    const std::size_t name_end = text.find('\n');
    if (name_end == std::string_view::npos) break;
    const std::string name = "b/" + std::string(text.substr(0, name_end));
    text.remove_prefix(name_end + 1);
    const std::size_t next = text.find("\n== ");
    const std::size_t end = next == std::string_view::npos ? text.size() : next + 1;
    files[name] = std::string(text.substr(0, end));
    text.remove_prefix(end);
  }
  return files;
}

Result<Book> read(const std::map<std::string, std::string>& texts) {
  test::MemoryFiles files(texts);
  return read_book(files, "b", {*Date::parse("2025-07-01"), *Instant::parse("2025-06-30")});
}

/// Looking at every day of many years is correct, and too slow to be done a million times.
bool is_short(const Book& book) {
  const Date early = *Date::parse("2023-10-01");
  for (const Transaction& t : book.transactions) {
    if (t.date < early) return false;
  }
  return true;
}

void check(const Book& book, const Book& again) {
  ensure(book.transactions.size() == again.transactions.size() && book.notes.size() == again.notes.size(),
         "reading a book twice gives the same");
  ensure(book.prices.size() == book.securities.size(), "every security has a price series");
  for (std::size_t i = 0; i < book.transactions.size(); ++i) {
    const Transaction& t = book.transactions[i];
    ensure(t.portfolio.at() < book.portfolios.size(), "a transaction's portfolio is in the book");
    ensure(t.security.is_none() || t.security.at() < book.securities.size(), "a transaction's security is in the book");
    ensure(i == 0 || !books_before(t, book.transactions[i - 1]), "transactions stand in booking order");
  }
  for (const PriceSeries& series : book.prices) {
    for (std::size_t i = 1; i < series.closes.size(); ++i)
      ensure(series.closes[i - 1].date < series.closes[i].date, "a day has one price");
  }
  if (!is_short(book)) return;
  try {
    (void)find_data_issues(book, book.policy);
  } catch (const DecimalOverflow&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto texts = split(fuzz::text_of(data, size));
  const auto book = read(texts);
  if (book) {
    const auto again = read(texts);
    ensure(again.ok(), "reading a book twice gives the same");
    check(*book, *again);
  } else {
    ensure(!book.error().problems.empty(), "an error names a problem");
    for (const Problem& p : book.error().problems) {
      ensure(!p.origin.file.empty(), "a problem names its file");
      ensure(!p.message.empty() && p.message.find('\n') == std::string::npos, "a message is one line");
    }
  }
  return 0;
}
