#include "cli/attribution_input.hpp"

#include "calculations/attribution_table.hpp"
#include "codec/csv_cells.hpp"

#include <algorithm>
#include <map>

namespace dietz {
namespace {

struct Columns {
  CsvColumn period, segment, wp, wb, rp, rb;
  CsvColumn wpf, wbf, currency_return, forward_premium, deposit_rate, spot_begin, spot_end, forward_begin;
  CsvColumn group, member;

  explicit Columns(const CsvReader& csv)
      : period(csv.column("period")),
        segment(csv.column("segment")),
        wp(csv.column("wp")),
        wb(csv.column("wb")),
        rp(csv.column("rp")),
        rb(csv.column("rb")),
        wpf(csv.column("wpf")),
        wbf(csv.column("wbf")),
        currency_return(csv.column("currency_return")),
        forward_premium(csv.column("forward_premium")),
        deposit_rate(csv.column("deposit_rate")),
        spot_begin(csv.column("spot_begin")),
        spot_end(csv.column("spot_end")),
        forward_begin(csv.column("forward_begin")) {}

  [[nodiscard]] bool has_currency_return() const {
    return !currency_return.is_none() || (!spot_begin.is_none() && !spot_end.is_none());
  }
  [[nodiscard]] bool has_premium() const {
    return !forward_premium.is_none() || (!spot_begin.is_none() && !forward_begin.is_none());
  }
};

constexpr std::string_view currency_columns[] = {"wpf",          "wbf",        "currency_return", "forward_premium",
                                                 "deposit_rate", "spot_begin", "spot_end",        "forward_begin"};

/// The columns a model reads, of those the file has.
bool is_read(std::string_view name, CurrencyModel model, const Columns& columns) {
  if (model == CurrencyModel::none) return false;
  if (name == "wpf" || name == "wbf" || name == "currency_return") return true;
  const bool ankrim_hensel = model == CurrencyModel::ankrim_hensel;
  if (name == "deposit_rate") return !ankrim_hensel;
  if (name == "forward_premium") return ankrim_hensel;
  if (name == "forward_begin") return ankrim_hensel && columns.forward_premium.is_none();
  if (name == "spot_end") return columns.currency_return.is_none();
  return columns.currency_return.is_none() || (ankrim_hensel && columns.forward_premium.is_none());
}

Error at_header(const CsvReader& csv, std::string column, std::string message) {
  return {ErrorKind::invalid, {{{csv.problems().file(), 1, std::move(column)}, std::move(message)}}};
}

Result<CurrencyModel> currency_model(const CsvReader& csv, const Columns& columns, std::optional<CurrencyModel> asked) {
  CurrencyModel model = asked.value_or(CurrencyModel::none);
  if (!asked && !columns.deposit_rate.is_none()) model = CurrencyModel::karnosky_singer;
  if (!asked && columns.has_premium()) {
    if (model != CurrencyModel::none)
      return at_header(csv, "deposit_rate",
                       "--currency-model has to say which of deposit_rate and the forward premium counts");
    model = CurrencyModel::ankrim_hensel;
  }
  if (model != CurrencyModel::none && !columns.has_currency_return())
    return at_header(csv, "currency_return", "is missing: currency effects need it, or spot_begin and spot_end");
  if (model == CurrencyModel::ankrim_hensel && !columns.has_premium())
    return at_header(csv, "forward_premium", "is missing: Ankrim-Hensel needs it, or spot_begin and forward_begin");
  if (model == CurrencyModel::karnosky_singer && columns.deposit_rate.is_none())
    return at_header(csv, "deposit_rate", "is missing: Karnosky-Singer needs it");
  if (asked) return model;
  for (const std::string_view name : currency_columns) {
    if (!csv.column(name).is_none() && !is_read(name, model, columns))
      return at_header(
          csv, std::string(name),
          model == CurrencyModel::none
              ? "currency effects need a forward premium (Ankrim-Hensel) or deposit_rate (Karnosky-Singer) too"
              : "isn't used; --currency-model says which effects are wanted");
  }
  return model;
}

std::optional<double> positive_cell(CsvReader& csv, CsvColumn column) {
  const auto value = double_cell(csv, column);
  if (!value || *value > 0.0) return value;
  csv.refuse(column, shown(csv.cell(column)) + " is no rate of exchange: it must be above 0");
  return {};
}

/// to / from − 1 of two rates.
double change(CsvReader& csv, CsvColumn from, CsvColumn to) {
  const auto first = positive_cell(csv, from);
  const auto last = positive_cell(csv, to);
  return first && last ? (*last - *first) / *first : 0.0;
}

double above_minus_one(CsvReader& csv, CsvColumn column) {
  const double value = double_cell(csv, column).value_or(0.0);
  if (value <= -1.0) csv.refuse(column, shown(csv.cell(column)) + " is a loss of everything: it must be above -1");
  return value;
}

CurrencyRow currency_row(CsvReader& csv, const Columns& columns, CurrencyModel model) {
  CurrencyRow row;
  if (model == CurrencyModel::none) return row;
  row.currency_return = columns.currency_return.is_none() ? change(csv, columns.spot_begin, columns.spot_end)
                                                          : above_minus_one(csv, columns.currency_return);
  if (model == CurrencyModel::ankrim_hensel) {
    row.forward_premium = columns.forward_premium.is_none() ? change(csv, columns.spot_begin, columns.forward_begin)
                                                            : above_minus_one(csv, columns.forward_premium);
  } else {
    row.deposit_rate = above_minus_one(csv, columns.deposit_rate);
  }
  row.portfolio_forwards = optional_double_cell(csv, columns.wpf).value_or(0.0);
  row.benchmark_forwards = optional_double_cell(csv, columns.wbf).value_or(0.0);
  return row;
}

Rate optional_rate(CsvReader& csv, CsvColumn column) {
  const auto value = optional_double_cell(csv, column);
  return value ? Rate(*value) : Rate(Reason::insufficient_data);
}

void read_row(CsvReader& csv, const Columns& columns, CurrencyModel model,
              std::map<std::pair<std::string_view, std::string_view>, std::size_t>& lines,
              std::vector<ClassifiedRow>& rows) {
  const auto period = text_cell(csv, columns.period);
  const auto position = text_cell(csv, columns.segment);
  const auto member = text_cell(csv, columns.member);
  const auto group = columns.group.is_none() ? std::string_view() : text_cell(csv, columns.group);
  SegmentRow row;
  row.portfolio_weight = double_cell(csv, columns.wp).value_or(0.0);
  row.benchmark_weight = double_cell(csv, columns.wb).value_or(0.0);
  row.portfolio_return = optional_rate(csv, columns.rp);
  row.benchmark_return = optional_rate(csv, columns.rb);
  const CurrencyRow currency = currency_row(csv, columns, model);
  if (!period || !position || !member || !group) return;
  const auto [known, is_new] = lines.emplace(std::pair(*period, *position), csv.line());
  if (!is_new)
    csv.refuse(columns.segment, shown(*position) + " stands already in period " + shown(*period) + ", on line " +
                                    std::to_string(known->second));
  rows.push_back({std::string(*period), std::string(*group), std::string(*member), std::string(*position), row,
                  currency, csv.line()});
}

Status find_classification(const CsvReader& csv, const AttributionRequest& request, Columns& columns) {
  columns.member = columns.segment;
  for (const std::string& name : request.by) {
    if (csv.column(name).is_none()) return Error::not_found("--by: the file has no column " + shown(name));
  }
  if (!request.by.empty()) columns.member = csv.column(request.by.back());
  if (request.by.size() > 1) columns.group = csv.column(request.by.front());
  return Done{};
}

}  // namespace

Result<AttributionFile> read_attribution_file(std::string_view text, const std::string& file,
                                              const AttributionRequest& request) {
  CsvColumns known{.required = {"period", "segment", "wp", "wb", "rp", "rb"}, .optional = {}};
  known.others = !request.by.empty();
  known.optional.assign(std::begin(currency_columns), std::end(currency_columns));
  for (const std::string& name : request.by) {
    if (std::find(known.required.begin(), known.required.end(), name) == known.required.end())
      known.optional.push_back(name);
  }
  auto csv = CsvReader::open(text, file, known);
  if (!csv) return std::move(csv).error();
  Columns columns(*csv);
  if (const Status found = find_classification(*csv, request, columns); !found) return found.error();
  const auto model = currency_model(*csv, columns, request.currency);
  if (!model) return model.error();
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> lines;
  std::vector<ClassifiedRow> rows;
  while (csv->next()) read_row(*csv, columns, *model, lines, rows);
  if (!csv->problems().empty()) return csv->problems().error();
  auto table = classified_table(std::move(rows), request.by.size() > 1, *model != CurrencyModel::none);
  if (!table) {
    Error error = table.error();
    for (Problem& problem : error.problems) {
      problem.origin.file = file;
      problem.origin.column = request.by.empty() ? "segment" : request.by.back();
    }
    return error;
  }
  return AttributionFile{std::move(*table), *model};
}

}  // namespace dietz
