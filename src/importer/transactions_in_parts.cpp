#include "importer/transactions_in_parts.hpp"

#include "base/utf8.hpp"
#include "importer/in_parts.hpp"
#include "importer/transaction_rows.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace dietz {
namespace {

/// Rows of a part stay in a core's cache until they are taken.
constexpr std::size_t part_bytes = 1 << 18;
/// A part's new names are numbered from here until they get their places in the book.
constexpr std::uint32_t first_new = 0x80000000;

/// Names that the draft doesn't know yet are numbered in order of first sight, apart from the draft.
class PartNames : public BookNames {
 public:
  explicit PartNames(const BookDraft& draft) : draft_(draft) {}

  PortfolioIndex portfolio_of(CsvReader& csv, CsvColumn column, std::string_view id) override {
    return find(csv, column, id, draft_.find_portfolio(id), draft_.has_portfolios_file, portfolios_);
  }
  SecurityIndex security_of(CsvReader& csv, CsvColumn column, std::string_view id) override {
    return find(csv, column, id, draft_.find_security(id), draft_.has_securities_file, securities_);
  }
  [[nodiscard]] const std::vector<std::string_view>& new_portfolios() const { return portfolios_.ids(); }
  [[nodiscard]] const std::vector<std::string_view>& new_securities() const { return securities_.ids(); }

 private:
  template <class IndexType>
  static IndexType find(CsvReader& csv, CsvColumn column, std::string_view id, IndexType known, bool listed,
                        IdTable& added) {
    if (!known.is_none()) return known;
    if (listed) {
      csv.refuse(column, {});  // worded when the file is read row by row
      return known;
    }
    return {first_new + added.add(id).position};
  }

  const BookDraft& draft_;
  IdTable portfolios_, securities_;
};

struct Part {
  bool good = false;
  std::vector<Transaction> rows;  ///< lines counted from the part's first one, as 1
  std::vector<std::size_t> hashes;
  std::vector<std::uint32_t> order;
  std::vector<std::string_view> new_portfolios, new_securities;
  bool all_in_currency = true;
  std::size_t lines = 0;
  std::shared_ptr<const void> texts;
};

/// Puts what the parts hold together, in their order.
class Assembly {
 public:
  Assembly(BookDraft& draft, std::size_t rows, std::size_t lines_before) : draft_(draft), lines_before_(lines_before) {
    all_.reserve(rows);
    ids_.reserve(rows);
  }

  /// False if something has to be said about the part.
  bool add(Part& part) {
    if (!part.good) return false;
    if (!part.new_portfolios.empty() || !part.new_securities.empty()) name_new(part);
    for (std::size_t i = 0; i < part.rows.size(); ++i) {
      if (i + prefetched < part.rows.size()) ids_.prefetch(part.hashes[part.order[i + prefetched]]);
      if (!add(part.rows[part.order[i]], part.hashes[part.order[i]])) return false;
    }
    if (in_order_) join(part.rows.size());
    lines_before_ += part.lines;
    all_in_currency_ = all_in_currency_ && part.all_in_currency;
    texts_.push_back(std::move(part.texts));
    return true;
  }

  void finish() {
    for (const std::string_view id : portfolios_.ids()) draft_.add_portfolio(std::string(id));
    for (const std::string_view id : securities_.ids()) draft_.add_security(std::string(id));
    if (!in_order_) sort_for_booking(all_);
    draft_.transactions_are_sorted = true;
    draft_.transactions_have_currencies = all_in_currency_;
    draft_.book.transactions = std::move(all_);
    for (auto& text : texts_) draft_.book.texts.push_back(std::move(text));
  }

 private:
  static constexpr std::size_t prefetched = 16;

  bool add(const Transaction& row, std::size_t hash) {
    if (!ids_.add(row.id, hash).is_new) return false;
    all_.push_back(row);
    all_.back().line += static_cast<std::uint32_t>(lines_before_);
    return true;
  }

  /// Gives the part's new names their places in the book.
  void name_new(Part& part) {
    const auto place = [](const std::vector<std::string_view>& ids, IdTable& added, std::size_t known) {
      std::vector<std::uint32_t> places;
      for (const std::string_view id : ids)
        places.push_back(static_cast<std::uint32_t>(known) + added.add(id).position);
      return places;
    };
    const auto portfolios = place(part.new_portfolios, portfolios_, draft_.book.portfolios.size());
    const auto securities = place(part.new_securities, securities_, draft_.book.securities.size());
    const auto rename = [](auto& index, const std::vector<std::uint32_t>& places) {
      if (!index.is_none() && index.value >= first_new) index.value = places[index.value - first_new];
    };
    for (Transaction& t : part.rows) {
      rename(t.portfolio, portfolios);
      rename(t.security, securities);
      rename(t.new_security, securities);
    }
    part.order = booking_order(part.rows);
  }

  /// Merges the newest rows into those before them, of which they follow all but a few in most files.
  void join(std::size_t added) {
    const auto joint = all_.end() - static_cast<std::ptrdiff_t>(added);
    if (joint == all_.begin() || added == 0 || books_before(*std::prev(joint), *joint)) return;
    const auto first = std::upper_bound(all_.begin(), joint, *joint, books_before);
    const auto last = std::lower_bound(joint, all_.end(), *std::prev(joint), books_before);
    in_order_ = static_cast<std::size_t>(joint - first) <= added;
    if (in_order_) std::inplace_merge(first, joint, last, books_before);
  }

  BookDraft& draft_;
  std::size_t lines_before_;
  std::vector<Transaction> all_;
  IdTable ids_, portfolios_, securities_;
  std::vector<std::shared_ptr<const void>> texts_;
  bool in_order_ = true;
  bool all_in_currency_ = true;
};

class PartReader {
 public:
  PartReader(const BookDraft& draft, const CsvReader& header, std::vector<std::string_view> texts)
      : draft_(draft), header_(header), texts_(std::move(texts)) {}

  [[nodiscard]] std::size_t count() const { return texts_.size(); }

  void read(std::size_t i, Part& part) const {
    part.good = false;
    auto opened = CsvReader::open_rows(texts_[i], header_);
    if (!opened) return;
    CsvReader& csv = *opened;
    PartNames names(draft_);
    TransactionRows rows(csv, draft_.book, draft_.last_day(), draft_.zones, names);
    part.rows.clear();
    part.hashes.clear();
    part.all_in_currency = true;
    Instant recorded_at;
    while (csv.next()) {
      Transaction& t = part.rows.emplace_back();
      if (!rows.read(t, recorded_at)) return;
      part.hashes.push_back(IdTable::hash_of(t.id));
      part.all_in_currency = part.all_in_currency && !t.currency.is_none();
    }
    part.good = csv.problems().empty();
    part.order = booking_order(part.rows);
    part.new_portfolios = names.new_portfolios();
    part.new_securities = names.new_securities();
    part.lines = csv.lines_read();
    part.texts = csv.unescaped();
  }

 private:
  const BookDraft& draft_;
  const CsvReader& header_;
  std::vector<std::string_view> texts_;
};

/// About as many rows as a text has, judged by its beginning; rather too many, since memory that isn't used costs
/// nothing.
std::size_t rows_about(std::string_view text) {
  constexpr std::size_t sample = 1 << 16;
  const std::size_t lines = count_lines(text.substr(0, sample)) + 1;
  return text.size() / std::min(sample, text.size()) * (lines + lines / 8);
}

}  // namespace

bool read_transactions_in_parts(BookDraft& draft, std::string_view text, const std::string& file) {
  if (text.size() < 2 * part_bytes) return false;
  const std::size_t header_size = text.find('\n') + 1;
  const auto header = CsvReader::open(text.substr(0, header_size), file, transaction_columns());
  if (!header || !header->column("recorded_at").is_none()) return false;
  const std::string_view rows = text.substr(header_size);
  const PartReader reader(draft, *header, parts_of(rows, part_bytes));
  Assembly assembly(draft, rows_about(rows), header->lines_read());
  const bool good = make_and_take<Part>(
      reader.count(), [&](std::size_t i, Part& part) { reader.read(i, part); },
      [&](std::size_t, Part& part) { return assembly.add(part); });
  if (good) assembly.finish();
  return good;
}

}  // namespace dietz
