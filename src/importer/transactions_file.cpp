#include "importer/book_cells.hpp"
#include "importer/book_draft.hpp"
#include "importer/transaction_rules.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace dietz {
namespace {

const CsvColumns transaction_columns = {
    {"id", "portfolio", "date", "type"},
    {"time", "security", "new_security", "cost_share", "quantity", "price", "amount", "currency", "fees", "taxes",
     "fx_rate", "lot", "ratio", "note", "recorded_at"},
    false};

constexpr std::size_t type_count = static_cast<std::size_t>(TransactionType::adjustment) + 1;

std::array<std::string_view, type_count> type_names() {
  std::array<std::string_view, type_count> names;
  for (std::size_t i = 0; i < type_count; ++i) names[i] = name_of(static_cast<TransactionType>(i));
  return names;
}

/// The same booking, apart from where it stands.
bool same_content(const Transaction& a, const Transaction& b) {
  return a.date == b.date && a.type == b.type && a.has_amount == b.has_amount && a.has_quantity == b.has_quantity &&
         a.has_price == b.has_price && a.portfolio == b.portfolio && a.security == b.security &&
         a.new_security == b.new_security && a.currency == b.currency && a.bought_currency == b.bought_currency &&
         a.time == b.time && a.lot == b.lot && a.quantity == b.quantity && a.price == b.price && a.amount == b.amount &&
         a.fees == b.fees && a.taxes == b.taxes && a.ratio == b.ratio;
}

class TransactionReader {
 public:
  TransactionReader(BookDraft& draft, CsvReader& csv)
      : draft_(draft), csv_(csv), columns_(csv), versioned_(!columns_.recorded_at.is_none()) {
    const std::size_t rows = csv.rows_left_at_most();
    draft_.book.transactions.reserve(rows);
    ids_.reserve(rows);
    if (versioned_) recorded_.reserve(rows);
  }

  void read_all() {
    while (csv_.next()) {
      const std::size_t problems = csv_.problems().count();
      Transaction t = read_row();
      const Instant recorded_at = recorded_at_cell(csv_, columns_.recorded_at);
      if (csv_.problems().count() == problems) keep(std::move(t), recorded_at);
    }
    if (versioned_) forget_unknown();
  }

 private:
  Transaction read_row() {
    Transaction t;
    t.line = static_cast<std::uint32_t>(csv_.line());
    t.id = id_cell(csv_, columns_.id).value_or(std::string_view());
    prepared_id_ = ids_.prepare(t.id);
    t.date = past_date_cell(csv_, columns_.date, draft_.last_day()).value_or(Date());
    t.lot = optional_id_cell(csv_, columns_.lot);
    t.time = time_cell(csv_, columns_.time);
    t.currency = currencies_.optional(csv_, columns_.currency);
    (void)optional_text_cell(csv_, columns_.note, max_note_bytes);
    read_portfolio(t);
    const std::size_t problems = csv_.problems().count();
    t.has_quantity = read_number(columns_.quantity, t.quantity);
    t.has_price = read_number(columns_.price, t.price);
    t.has_amount = read_number(columns_.amount, t.amount);
    read_number(columns_.fees, t.fees);
    read_number(columns_.taxes, t.taxes);
    read_number(columns_.ratio, t.ratio);
    const bool numbers_are_good = csv_.problems().count() == problems;
    const auto type = read_type();
    if (!type) return t;
    t.type = *type;
    // A number that couldn't be read would look like one that is missing.
    if (numbers_are_good) check_transaction(csv_, columns_, t);
    read_security(t);
    rule_of(t.type).reorganises ? read_reorganisation(t) : derive_amount(t);
    return t;
  }

  std::optional<TransactionType> read_type() {
    const std::string_view text = csv_.cell(columns_.type);
    if (text == last_type_text_ && !text.empty()) return last_type_;
    const auto type = choice_cell(csv_, columns_.type, parse_transaction_type, type_names_);
    if (type) {
      last_type_text_ = text;
      last_type_ = *type;
    }
    return type;
  }

  void read_portfolio(Transaction& t) {
    const std::string_view text = csv_.cell(columns_.portfolio);
    if (text == last_portfolio_text_ && !text.empty()) {
      t.portfolio = last_portfolio_;
      return;
    }
    const auto id = id_cell(csv_, columns_.portfolio);
    if (!id) return;
    t.portfolio = draft_.portfolio_of(csv_, columns_.portfolio, *id);
    if (t.portfolio.is_none()) return;
    last_portfolio_text_ = text;
    last_portfolio_ = t.portfolio;
  }

  void read_security(Transaction& t) {
    const std::string_view id = optional_id_cell(csv_, columns_.security);
    if (id.empty()) return;
    if (t.type == TransactionType::exchange) {
      t.bought_currency = bought_.optional(csv_, columns_.security);
      if (!t.bought_currency.is_none() && t.bought_currency == t.currency)
        csv_.refuse(columns_.security, "an exchange of " + std::string(id) + " into itself");
    } else if (rule_of(t.type).security != TransactionRule::Security::none) {
      t.security = draft_.security_of(csv_, columns_.security, id);
    }
  }

  void read_reorganisation(Transaction& t) {
    const std::string_view id = optional_id_cell(csv_, columns_.new_security);
    if (!id.empty()) t.new_security = draft_.security_of(csv_, columns_.new_security, id);
    Decimal share;
    if (t.type != TransactionType::spin_off || !read_number(columns_.cost_share, share)) return;
    if (share.is_negative() || share > Decimal(1)) csv_.refuse(columns_.cost_share, "must lie between 0 and 1");
    t.price = share;
    t.has_price = true;
  }

  bool read_number(CsvColumn column, Decimal& into) {
    if (csv_.cell(column).empty()) return false;
    const auto number = optional_decimal_cell(csv_, column);
    if (number) into = *number;
    return number.has_value();
  }

  /// A missing amount is quantity × price, times fx_rate where the security trades in another currency.
  void derive_amount(Transaction& t) try {
    const auto rate = optional_positive_cell(csv_, columns_.fx_rate);
    if (rate && rate->is_zero()) csv_.refuse(columns_.fx_rate, "must be more than 0");
    if (t.has_amount || !t.has_quantity || !t.has_price) return;
    t.amount = t.quantity * t.price;
    if (t.security.is_none() || t.currency.is_none()) return;
    const Currency traded_in = draft_.book.securities[t.security.at()].currency;
    if (!traded_in.is_none() && traded_in != t.currency && rate) t.amount = t.amount * *rate;
  } catch (const DecimalOverflow&) {
    csv_.refuse(columns_.amount, "quantity × price has more than 38 digits: give the amount");
  }

  void keep(Transaction&& t, Instant recorded_at) {
    auto& all = draft_.book.transactions;
    const auto [position, is_new] = ids_.add(prepared_id_);
    if (is_new) {
      all.push_back(std::move(t));
      if (versioned_) recorded_.push_back(recorded_at);
      return;
    }
    Transaction& known = all[position];
    if (versioned_ && recorded_[position] != recorded_at) {
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
      csv_.refuse(columns_.id, message + " and says something else");
    }
  }

  void forget_unknown() {
    std::size_t position = 0;
    const Instant known_at = draft_.reading.known_at;
    std::erase_if(draft_.book.transactions, [&](const Transaction&) { return recorded_[position++] > known_at; });
  }

  BookDraft& draft_;
  CsvReader& csv_;
  TransactionColumns columns_;
  bool versioned_;
  IdTable ids_;
  IdTable::Prepared prepared_id_;
  std::vector<Instant> recorded_;  ///< by position in the book's transactions, where the file tells it
  std::array<std::string_view, type_count> type_names_ = type_names();
  CurrencyCells currencies_, bought_;
  std::string_view last_type_text_, last_portfolio_text_;
  TransactionType last_type_ = TransactionType::deposit;
  PortfolioIndex last_portfolio_;
};

}  // namespace

Status read_transactions(BookDraft& draft, std::string_view text, const std::string& file) {
  auto opened = CsvReader::open(text, file, transaction_columns);
  if (!opened) return std::move(opened).error();
  CsvReader& csv = *opened;
  TransactionReader(draft, csv).read_all();
  draft.book.texts.push_back(csv.unescaped());
  if (!csv.problems().empty()) return csv.problems().error();
  return Done{};
}

}  // namespace dietz
