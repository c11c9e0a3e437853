#include "importer/book_draft.hpp"
#include "importer/transaction_rows.hpp"
#include "importer/transactions_in_parts.hpp"

#include <algorithm>
#include <utility>

namespace dietz {
namespace {

/// The same booking, apart from where it stands.
bool same_content(const Transaction& a, const Transaction& b) {
  return a.date == b.date && a.type == b.type && a.has_amount == b.has_amount && a.has_quantity == b.has_quantity &&
         a.has_price == b.has_price && a.portfolio == b.portfolio && a.security == b.security &&
         a.new_security == b.new_security && a.currency == b.currency && a.bought_currency == b.bought_currency &&
         a.time == b.time && a.lot == b.lot && a.quantity == b.quantity && a.price == b.price && a.amount == b.amount &&
         a.fees == b.fees && a.taxes == b.taxes && a.ratio == b.ratio;
}

/// Names of a draft, which derives those that no file lists.
class DraftNames : public BookNames {
 public:
  explicit DraftNames(BookDraft& draft) : draft_(draft) {}
  PortfolioIndex portfolio_of(CsvReader& csv, CsvColumn column, std::string_view id) override {
    return draft_.portfolio_of(csv, column, id);
  }
  SecurityIndex security_of(CsvReader& csv, CsvColumn column, std::string_view id) override {
    return draft_.security_of(csv, column, id);
  }

 private:
  BookDraft& draft_;
};

/// Reads row by row and tells versions and doubled ids apart.
class TransactionReader {
 public:
  TransactionReader(BookDraft& draft, CsvReader& csv)
      : draft_(draft), csv_(csv), names_(draft), rows_(csv, draft.book, draft.last_day(), draft.zones, names_) {
    const std::size_t rows = csv.rows_left_at_most();
    draft_.book.transactions.reserve(rows);
    ids_.reserve(rows);
    if (rows_.are_versioned()) recorded_.reserve(rows);
  }

  void read_all() {
    while (csv_.next()) {
      Transaction t;
      Instant recorded_at;
      if (rows_.read(t, recorded_at)) keep(std::move(t), recorded_at);
    }
    if (rows_.are_versioned()) forget_unknown();
  }

 private:
  void keep(Transaction&& t, Instant recorded_at) {
    auto& all = draft_.book.transactions;
    const bool versioned = rows_.are_versioned();
    const auto [position, is_new] = ids_.add(t.id);
    if (is_new) {
      all.push_back(std::move(t));
      if (versioned) recorded_.push_back(recorded_at);
      return;
    }
    Transaction& known = all[position];
    if (versioned && recorded_[position] != recorded_at) {
      const bool counts = recorded_at <= draft_.reading.known_at;
      const bool known_counts = recorded_[position] <= draft_.reading.known_at;
      if (counts ? !known_counts || recorded_at > recorded_[position] : !known_counts) {
        known = std::move(t);
        recorded_[position] = recorded_at;
      }
      return;
    }
    const std::string message =
        "transaction " + shown(t.id) + " stands on line " + std::to_string(known.line) + " already";
    if (same_content(known, t)) {
      draft_.note("duplicate_row", message + " and says the same: counted once", {BookFile::transactions, t.line},
                  true);
    } else {
      csv_.refuse(rows_.id_column(), message + " and says something else");
    }
  }

  void forget_unknown() {
    std::size_t position = 0;
    const Instant known_at = draft_.reading.known_at;
    std::erase_if(draft_.book.transactions, [&](const Transaction&) { return recorded_[position++] > known_at; });
  }

  BookDraft& draft_;
  CsvReader& csv_;
  DraftNames names_;
  TransactionRows rows_;
  IdTable ids_;
  std::vector<Instant> recorded_;  ///< by position in the book's transactions, where the file tells it
};

}  // namespace

Status read_transactions(BookDraft& draft, std::string_view text, const std::string& file) {
  if (read_transactions_in_parts(draft, text, file)) return Done{};
  auto opened = CsvReader::open(text, file, transaction_columns());
  if (!opened) return std::move(opened).error();
  CsvReader& csv = *opened;
  TransactionReader(draft, csv).read_all();
  draft.book.texts.push_back(csv.unescaped());
  if (!csv.problems().empty()) return csv.problems().error();
  return Done{};
}

}  // namespace dietz
