#include "importer/prices_in_parts.hpp"

#include "importer/in_parts.hpp"
#include "importer/price_rows.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace dietz {
namespace {

constexpr std::size_t part_bytes = 1 << 18;

/// What all rows of a security say alike.
struct Described {
  Currency currency;
  Adjustment adjustment = Adjustment::raw;
  friend bool operator==(const Described&, const Described&) = default;
};

struct Part {
  struct Row {
    std::uint32_t security;  ///< by first sight in the part
    Price price;             ///< lines counted from the part's first one, as 1
  };
  bool good = false;
  std::vector<Row> rows;
  std::vector<std::string_view> ids;
  std::vector<Described> described;        ///< by id
  std::vector<std::uint32_t> first_lines;  ///< by id
  std::size_t lines = 0;
  std::shared_ptr<const void> texts;  ///< what the ids may point into
};

class PartReader {
 public:
  PartReader(const BookDraft& draft, const CsvReader& header, std::vector<std::string_view> texts)
      : draft_(draft), header_(header), texts_(std::move(texts)) {}

  [[nodiscard]] std::size_t count() const { return texts_.size(); }

  void read(std::size_t i, Part& part) const {
    part = Part{false, std::move(part.rows), {}, {}, {}, 0, {}};
    part.rows.clear();
    auto opened = CsvReader::open_rows(texts_[i], header_);
    if (!opened) return;
    CsvReader& csv = *opened;
    PriceRows rows(csv, draft_.last_day());
    IdTable ids;
    RecentCells<std::uint32_t> recent;
    while (csv.next()) {
      const auto row = rows.read();
      if (!row) return;
      const std::uint32_t* known = recent.find(row->id);
      const std::uint32_t at = known != nullptr ? *known : ids.add(row->id).position;
      if (known == nullptr) recent.keep(row->id, at);
      const auto line = static_cast<std::uint32_t>(csv.line());
      if (!describe(part, at, *row, line)) return;
      part.rows.push_back({at, {row->date, line, row->close}});
    }
    part.good = csv.problems().empty();
    part.ids = ids.ids();
    part.lines = csv.lines_read();
    part.texts = csv.unescaped();
  }

 private:
  /// False if the row describes its series otherwise than the first one did.
  [[nodiscard]] bool describe(Part& part, std::uint32_t at, const PriceRow& row, std::uint32_t line) const {
    Described described{row.currency, row.adjustment};
    if (row.currency.is_none()) {
      if (const SecurityIndex known = draft_.find_security(row.id); !known.is_none())
        described.currency = draft_.book.securities[known.at()].currency;
    }
    if (at < part.described.size()) return part.described[at] == described;
    part.described.push_back(described);
    part.first_lines.push_back(line);
    return true;
  }

  const BookDraft& draft_;
  const CsvReader& header_;
  std::vector<std::string_view> texts_;
};

/// Puts what the parts hold together, in their order.
class Assembly {
 public:
  Assembly(BookDraft& draft, std::size_t lines_before) : draft_(draft), lines_before_(lines_before) {
    series_.resize(draft.book.securities.size());
  }

  /// False if something has to be said about the part.
  bool add(Part& part) {
    if (!part.good) return false;
    std::vector<std::uint32_t> places;
    for (std::size_t i = 0; i < part.ids.size(); ++i) {
      places.push_back(place_of(part.ids[i], part.first_lines[i]));
      Series& series = series_[places.back()];
      if (series.closes.empty()) series.described = part.described[i];
      if (series.described != part.described[i]) return false;
    }
    for (const Part::Row& row : part.rows) {
      Price& price = series_[places[row.security]].closes.emplace_back(row.price);
      price.line += static_cast<std::uint32_t>(lines_before_);
    }
    lines_before_ += part.lines;
    texts_.push_back(std::move(part.texts));
    return true;
  }

  /// False if two prices of a security are of one day.
  bool finish() {
    for (Series& series : series_) {
      if (!put_in_order(series.closes)) return false;
    }
    for (std::size_t i = 0; i < new_ids_.ids().size(); ++i)
      (void)add_priced_security(draft_, new_ids_.ids()[i], new_lines_[i]);
    for (std::size_t s = 0; s < series_.size(); ++s) {
      Series& series = series_[s];
      if (series.closes.empty()) continue;
      draft_.book.prices[s] = {series.described.currency, series.described.adjustment, std::move(series.closes)};
    }
    return true;
  }

 private:
  struct Series {
    Described described;
    std::vector<Price> closes;
  };

  std::uint32_t place_of(std::string_view id, std::uint32_t line) {
    if (const SecurityIndex known = draft_.find_security(id); !known.is_none()) return known.value;
    const auto [position, is_new] = new_ids_.add(id);
    const auto place = static_cast<std::uint32_t>(draft_.book.securities.size()) + position;
    if (is_new) {
      new_lines_.push_back(line + static_cast<std::uint32_t>(lines_before_));
      series_.resize(place + 1);
    }
    return place;
  }

  static bool put_in_order(std::vector<Price>& closes) {
    const auto before = [](const Price& a, const Price& b) { return a.date < b.date; };
    const auto not_before = [](const Price& a, const Price& b) { return a.date >= b.date; };
    if (std::adjacent_find(closes.begin(), closes.end(), not_before) == closes.end()) return true;
    std::sort(closes.begin(), closes.end(), before);
    return std::adjacent_find(closes.begin(), closes.end(), not_before) == closes.end();
  }

  BookDraft& draft_;
  std::size_t lines_before_;
  std::vector<Series> series_;  ///< by place in the book: the securities it knows, then the new ones
  IdTable new_ids_;
  std::vector<std::uint32_t> new_lines_;
  std::vector<std::shared_ptr<const void>> texts_;
};

}  // namespace

bool read_prices_in_parts(BookDraft& draft, std::string_view text, const std::string& file) {
  if (text.size() < 2 * part_bytes) return false;
  const std::size_t header_size = text.find('\n') + 1;
  const auto header = CsvReader::open(text.substr(0, header_size), file, price_columns());
  if (!header || !header->column("recorded_at").is_none()) return false;
  const PartReader reader(draft, *header, parts_of(text.substr(header_size), part_bytes));
  Assembly assembly(draft, header->lines_read());
  return make_and_take<Part>(
             reader.count(), [&](std::size_t i, Part& part) { reader.read(i, part); },
             [&](std::size_t, Part& part) { return assembly.add(part); }) &&
         assembly.finish();
}

}  // namespace dietz
