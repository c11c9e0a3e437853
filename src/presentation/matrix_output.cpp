#include "presentation/matrix_output.hpp"

#include "codec/csv_text.hpp"
#include "codec/json_writer.hpp"
#include "codec/shown_text.hpp"
#include "presentation/figures.hpp"

#include <algorithm>

namespace dietz {
namespace {

void write_rate(JsonWriter& json, const Rate& rate) { rate ? json.number(rate.value()) : json.null(); }

std::string rate_cell(const Rate& rate) { return rate ? shortest_text(rate.value()) : ""; }

template <class Entry>
void write_matrix(JsonWriter& json, std::string_view name, std::size_t size, const Entry& entry) {
  json.key(name).begin_array();
  for (std::size_t row = 0; row < size; ++row) {
    json.begin_array();
    for (std::size_t column = 0; column < size; ++column) entry(row, column);
    json.end_array();
  }
  json.end_array();
}

void write_absent(JsonWriter& json, const MatrixDocument& document) {
  json.key("absent").begin_array();
  const auto write = [&](std::string_view matrix, std::size_t row, std::size_t column, const Rate& rate) {
    if (rate) return;
    json.begin_object().key("matrix").string(matrix).key("row").string(document.names[row]);
    json.key("column").string(document.names[column]).key("reason").string(name_of(rate.reason())).end_object();
  };
  for (std::size_t row = 0; row < document.matrix.size(); ++row) {
    for (std::size_t column = 0; column <= row; ++column) {
      write("covariance", row, column, document.matrix.covariance(row, column));
      write("correlation", row, column, document.matrix.correlation(row, column));
    }
  }
  json.end_array();
}

void write_contributions(JsonWriter& json, const ContributionTable& table) {
  json.key("contributions").begin_object().key("confidence").number(table.confidence);
  json.key("periods").integer(static_cast<std::int64_t>(table.periods)).key("risks").begin_array();
  for (const RiskContribution& risk : table.risks) {
    json.begin_object().key("risk").string(risk.name).key("formula").string(risk.formula).key("total");
    write_rate(json, risk.total);
    const Rate& first = risk.contributions.empty() ? risk.total : risk.contributions.front();
    if (!first) json.key("reason").string(name_of(first.reason()));
    json.key("series").begin_array();
    for (std::size_t i = 0; i < table.names.size(); ++i) {
      json.begin_object().key("name").string(table.names[i]).key("weight").number(table.weights[i]);
      json.key("contribution");
      write_rate(json, risk.contributions[i]);
      json.key("share");
      write_rate(json, risk.shares[i]);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
}

std::string contributions_as_csv(const ContributionTable& table) {
  std::string out = "risk,series,weight,contribution,share\n";
  for (const RiskContribution& risk : table.risks) {
    for (std::size_t i = 0; i < table.names.size(); ++i) {
      out += std::string(risk.name) + "," + csv_cell(table.names[i]) + "," + shortest_text(table.weights[i]) + "," +
             rate_cell(risk.contributions[i]) + "," + rate_cell(risk.shares[i]) + "\n";
    }
    out += std::string(risk.name) + ",total,," + rate_cell(risk.total) + ",\n";
  }
  return out;
}

std::string right(const std::string& text, std::size_t width) {
  return std::string(width > text.size() ? width - text.size() : 1, ' ') + text;
}

std::string left(const std::string& text, std::size_t width) {
  return text + std::string(width > text.size() ? width - text.size() : 1, ' ');
}

constexpr std::size_t number_width = 9;

std::string contributions_as_text(const ContributionTable& table, std::size_t name_width) {
  std::string out = "\n  Contributions to the risk of the weighted portfolio, over " + std::to_string(table.periods) +
                    " common periods\n\n" + std::string(name_width + 2, ' ') + right("weight", number_width);
  for (const RiskContribution& risk : table.risks) out += right(std::string(risk.name), risk.name.size() + 2);
  out += "\n";
  const auto line = [&](const std::string& name, const std::string& weight, const auto& rate_of) {
    out += "  " + left(name, name_width) + right(weight, number_width);
    for (const RiskContribution& risk : table.risks) out += right(readable(rate_of(risk)), risk.name.size() + 2);
    out += "\n";
  };
  for (std::size_t i = 0; i < table.names.size(); ++i) {
    line(shown(table.names[i]), readable(Rate(table.weights[i])),
         [i](const RiskContribution& risk) { return risk.contributions[i]; });
  }
  line("total", "", [](const RiskContribution& risk) { return risk.total; });
  return out;
}

}  // namespace

std::string matrix_as_json(const MatrixDocument& document) {
  const ReturnMatrix& matrix = document.matrix;
  JsonWriter json;
  json.begin_object().key("series").begin_array();
  for (const std::string& name : document.names) json.string(name);
  json.end_array();
  if (!document.dates.empty()) {
    json.key("from").string(document.dates.front().to_string()).key("to").string(document.dates.back().to_string());
  }
  write_matrix(json, "covariance", matrix.size(),
               [&](std::size_t row, std::size_t column) { write_rate(json, matrix.covariance(row, column)); });
  write_matrix(json, "correlation", matrix.size(),
               [&](std::size_t row, std::size_t column) { write_rate(json, matrix.correlation(row, column)); });
  write_matrix(json, "periods", matrix.size(), [&](std::size_t row, std::size_t column) {
    json.integer(static_cast<std::int64_t>(matrix.periods(row, column)));
  });
  write_absent(json, document);
  if (document.contributions) write_contributions(json, *document.contributions);
  json.end_object();
  return json.take();
}

std::string matrix_as_csv(const MatrixDocument& document) {
  if (document.contributions) return contributions_as_csv(*document.contributions);
  const ReturnMatrix& matrix = document.matrix;
  std::string out = "row,column,covariance,correlation,periods\n";
  for (std::size_t row = 0; row < matrix.size(); ++row) {
    for (std::size_t column = 0; column < matrix.size(); ++column) {
      out += csv_cell(document.names[row]) + "," + csv_cell(document.names[column]) + "," +
             rate_cell(matrix.covariance(row, column)) + "," + rate_cell(matrix.correlation(row, column)) + "," +
             std::to_string(matrix.periods(row, column)) + "\n";
    }
  }
  return out;
}

std::string matrix_as_text(const MatrixDocument& document) {
  const ReturnMatrix& matrix = document.matrix;
  std::size_t name_width = 0;
  for (const std::string& name : document.names) name_width = std::max(name_width, shown(name).size());
  const std::size_t count_width = std::to_string(matrix.size()).size();
  std::string out = std::to_string(matrix.size()) + " series";
  if (!document.dates.empty()) {
    out += " from " + document.dates.front().to_string() + " to " + document.dates.back().to_string();
  }
  out += "\n\n  Correlations\n\n" + std::string(name_width + count_width + 3, ' ');
  for (std::size_t column = 0; column < matrix.size(); ++column) out += right(std::to_string(column + 1), number_width);
  out += "\n";
  for (std::size_t row = 0; row < matrix.size(); ++row) {
    out += "  " + left(std::to_string(row + 1), count_width + 1) + left(shown(document.names[row]), name_width);
    for (std::size_t column = 0; column <= row; ++column) {
      out += right(readable(matrix.correlation(row, column), "number"), number_width);
    }
    out += "\n";
  }
  if (document.contributions) out += contributions_as_text(*document.contributions, name_width);
  return out;
}

}  // namespace dietz
