#include "importer/book_reader.hpp"

#include "importer/book_draft.hpp"
#include "importer/policy_file.hpp"

#include <memory>
#include <utility>

namespace dietz {
namespace {

class BookReader {
 public:
  BookReader(Files& files, const std::string& directory, const BookReading& reading)
      : files_(files), directory_(directory.ends_with('/') ? directory : directory + "/"), draft_(reading) {}

  Result<Book> read() {
    if (!draft_.reading.is_part && !files_.exists(directory_ + std::string(file_name_of(BookFile::transactions))) &&
        !files_.exists(directory_ + std::string(file_name_of(BookFile::valuations)))) {
      return at_directory(ErrorKind::invalid, "neither transactions.csv nor valuations.csv is in this folder");
    }
    draft_.has_portfolios_file = read_file(BookFile::portfolios, read_portfolios);
    draft_.has_securities_file = read_file(BookFile::securities, read_securities);
    read_file(BookFile::prices, read_prices);
    read_file(BookFile::fx, read_fx);
    read_file(BookFile::transactions, read_transactions);
    read_file(BookFile::valuations, read_valuations);
    read_file(BookFile::benchmarks, read_benchmarks);
    read_file(BookFile::groups, read_groups);
    read_file(BookFile::composites, read_composites);
    read_file(BookFile::policy, [](BookDraft& draft, std::string_view text, const std::string& file) -> Status {
      auto policy = read_policy(text, file);
      if (!policy) return std::move(policy).error();
      draft.book.policy = std::move(policy).value();
      return Done{};
    });
    if (draft_.problems.empty() && !draft_.reading.is_part) check_references(draft_, directory_);
    if (!draft_.problems.empty()) return Error{ErrorKind::invalid, std::move(draft_.problems)};
    complete_currencies(draft_);
    if (!draft_.transactions_are_sorted) sort_for_booking(draft_.book.transactions);
    return std::move(draft_.book);
  }

  [[nodiscard]] Error at_directory(ErrorKind kind, std::string message) const {
    return {kind, {{{directory_.substr(0, directory_.size() - 1), 0, {}}, std::move(message)}}};
  }

 private:
  /// Reads one file into the draft; false if there is no such file.
  template <class ReadFacts>
  bool read_file(BookFile which, ReadFacts read_facts) {
    const std::string path = directory_ + std::string(file_name_of(which));
    auto text = files_.read(path);
    if (!text && text.error().kind == ErrorKind::not_found) return false;
    if (!text) {
      take(std::move(text).error());
      return true;
    }
    if (which == BookFile::transactions) draft_.book.texts.push_back(*text);
    if (Status status = read_facts(draft_, (*text)->view(), path); !status) take(std::move(status).error());
    return true;
  }

  void take(Error error) {
    for (Problem& problem : error.problems) draft_.problems.push_back(std::move(problem));
  }

  Files& files_;
  std::string directory_;
  BookDraft draft_;
};

}  // namespace

Result<Book> read_book(Files& files, const std::string& directory, const BookReading& reading) {
  BookReader reader(files, directory, reading);
  if (files.is_directory(directory)) return reader.read();
  return files.exists(directory) ? reader.at_directory(ErrorKind::invalid, "is a file: a book is a folder of CSV files")
                                 : reader.at_directory(ErrorKind::not_found, "no such folder");
}

}  // namespace dietz
