#include "importer/book_overlay.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace dietz {
namespace {

constexpr std::array kinds = {BookFile::transactions, BookFile::prices,     BookFile::fx,    BookFile::valuations,
                              BookFile::benchmarks,   BookFile::securities, BookFile::policy};

bool has_column(std::string_view header, std::string_view name) {
  for (std::size_t begin = 0; begin <= header.size();) {
    const std::size_t end = std::min(header.find(',', begin), header.size());
    if (header.substr(begin, end - begin) == name) return true;
    begin = end + 1;
  }
  return false;
}

std::optional<BookFile> kind_of(const std::string& path, std::string_view text) {
  const std::string name = path.substr(path.rfind('/') + 1);
  for (const BookFile kind : kinds) {
    if (name == file_name_of(kind)) return kind;
  }
  if (name.ends_with(".toml")) return BookFile::policy;
  std::string_view header = text.substr(0, text.find_first_of("\r\n"));
  if (header.starts_with("\xef\xbb\xbf")) header.remove_prefix(3);
  if (has_column(header, "portfolio") && has_column(header, "type")) return BookFile::transactions;
  if (has_column(header, "close")) return BookFile::prices;
  if (has_column(header, "rate")) return BookFile::fx;
  if (has_column(header, "component")) return BookFile::benchmarks;
  if (has_column(header, "portfolio") && has_column(header, "value")) return BookFile::valuations;
  return std::nullopt;
}

/// The overlay's files, and the book's portfolios and securities behind them. A single file stands in a folder of its
/// own whose name is the file's.
class OverlayFiles : public Files {
 public:
  OverlayFiles(Files& files, std::string overlay, std::string book, std::optional<BookFile> only)
      : files_(files), overlay_(std::move(overlay)), book_(std::move(book)), only_(only) {}

  Result<std::shared_ptr<const FileText>> read(const std::string& path) override {
    const std::string real = real_path(path);
    const bool inside_a_file = only_ && real == path && path.starts_with(overlay_ + "/");
    if (inside_a_file) return Error{ErrorKind::not_found, {{{path, 0, {}}, "no such file"}}};
    return files_.read(real);
  }
  bool is_directory(const std::string& path) override {
    return path == overlay_ || files_.is_directory(real_path(path));
  }
  bool exists(const std::string& path) override { return path == overlay_ || files_.exists(real_path(path)); }
  Status write(const std::string&, std::string_view) override { return Error::fatal("an overlay is only read"); }

 private:
  std::string real_path(const std::string& path) const {
    if (!path.starts_with(overlay_ + "/")) return path;
    const std::string name = path.substr(overlay_.size() + 1);
    if (only_ && name == file_name_of(*only_)) return overlay_;
    if (!only_ && files_.exists(path)) return path;
    const bool shared = name == file_name_of(BookFile::portfolios) || name == file_name_of(BookFile::securities);
    return shared ? book_ + "/" + name : path;
  }

  Files& files_;
  std::string overlay_, book_;
  std::optional<BookFile> only_;
};

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

}  // namespace

Result<Book> read_overlay(Files& files, const std::string& path, const std::string& book_directory,
                          const BookReading& reading) {
  const std::string overlay = without_slash(path);
  std::optional<BookFile> only;
  if (!files.is_directory(overlay)) {
    const auto text = files.read(overlay);
    if (!text.ok()) return text.error();
    only = kind_of(overlay, (*text)->view());
    if (!only) {
      return Error{
          ErrorKind::invalid,
          {{{overlay, 1, {}}, "these aren't the columns of a file of a book (transactions.csv, prices.csv, …)"}}};
    }
  }
  OverlayFiles overlay_files(files, overlay, without_slash(book_directory), only);
  BookReading partial = reading;
  partial.is_part = true;
  auto book = read_book(overlay_files, overlay, partial);
  if (book.ok() || !only) return book;
  Error error = std::move(book).error();
  for (Problem& problem : error.problems) {
    if (problem.origin.file == overlay + "/" + std::string(file_name_of(*only))) problem.origin.file = overlay;
  }
  return error;
}

}  // namespace dietz
