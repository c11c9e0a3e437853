#pragma once

#include "calculations/risk.hpp"
#include "support/shared.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// The return series of reference/returns/data in the shared folder, and figures of a case's part of them.
namespace dietz::test {

/// A table of returns: dates, and columns with gaps.
struct Table {
  std::vector<Date> dates;
  std::map<std::string, std::vector<std::optional<double>>, std::less<>> columns;
};

inline const Table& table_of(const std::string& data) {
  static std::map<std::string, Table> tables;
  const auto [found, is_new] = tables.try_emplace(data);
  if (!is_new) return found->second;
  for (const Row& row : test::read_rows(test::shared_file("reference/returns/data/" + data + ".csv"))) {
    for (const auto& [name, cell] : row) {
      if (name == "date") {
        found->second.dates.push_back(*Date::parse(cell));
      } else {
        found->second.columns[name].push_back(cell.empty() ? std::nullopt : std::optional(std::stod(cell)));
      }
    }
  }
  return found->second;
}

/// The complete rows of a case's columns inside its window.
struct Sample {
  std::vector<Date> dates;
  std::vector<double> returns;
  std::vector<double> benchmark;
  std::vector<double> risk_free;
  std::vector<double> mar;
};

inline Sample sample_of(const std::string& params) {
  const Table& table = table_of(param(params, "data"));
  const auto column = [&](const std::string& name) {
    return name.empty() ? nullptr : &table.columns.find(name)->second;
  };
  const std::string free = param(params, "Rf");
  const auto* returns = column(param(params, "col"));
  const auto* benchmark = column(param(params, "bench"));
  const auto* risk_free = column(free.starts_with("col:") ? free.substr(4) : "");
  const std::string acceptable = param(params, "MAR");
  const auto* mar = column(acceptable.starts_with("col:") ? acceptable.substr(4) : "");
  const std::string from = param(params, "from");
  const std::string to = param(params, "to");
  Sample sample;
  for (std::size_t i = 0; i < table.dates.size(); ++i) {
    const bool inside =
        (from.empty() || table.dates[i] >= *Date::parse(from)) && (to.empty() || table.dates[i] <= *Date::parse(to));
    const auto complete = [i](const auto* values) { return values == nullptr || (*values)[i].has_value(); };
    if (!inside || !complete(returns) || !complete(benchmark) || !complete(risk_free) || !complete(mar)) {
      continue;
    }
    sample.dates.push_back(table.dates[i]);
    sample.returns.push_back(*(*returns)[i]);
    if (benchmark != nullptr) sample.benchmark.push_back(*(*benchmark)[i]);
    if (risk_free != nullptr) sample.risk_free.push_back(*(*risk_free)[i]);
    if (mar != nullptr) sample.mar.push_back(*(*mar)[i]);
  }
  return sample;
}

inline double number_param(const std::string& params, std::string_view key, double otherwise) {
  const std::string text = param(params, key);
  return text.empty() || text.starts_with("col:") ? otherwise : std::stod(text);
}

inline RiskInput input_of(Sample& sample, const std::string& params, bool risk_free_is_annual) {
  RiskInput input;
  input.dates = sample.dates;
  input.returns = sample.returns;
  input.benchmark = sample.benchmark;
  const double flat = number_param(params, "Rf", number_param(params, "rf", 0));
  if (risk_free_is_annual) {
    input.risk_free_annual = flat;
  } else if (sample.risk_free.empty()) {
    sample.risk_free.assign(sample.returns.size(), flat);
  }
  if (!risk_free_is_annual) input.risk_free = sample.risk_free;
  input.mar = number_param(params, "MAR", number_param(params, "L", 0));
  input.mar_series = sample.mar;
  input.periods_per_year = number_param(params, "scale", 12);
  input.confidence = number_param(params, "p", 0.95);
  input.reference_sharpe = number_param(params, "refSR", 0);
  input.annualize_under_one_year = true;
  return input;
}

using Figures = std::map<std::string, Rate, std::less<>>;

inline Figures figures_of(const RiskInput& input) {
  Figures figures;
  for (const Figure& figure : risk_figures(input)) figures.emplace(figure.name, figure.rate);
  return figures;
}

/// How a function of the source comes out of our figures; nothing where the product doesn't have it.
using Reading = std::function<double(const Figures&, const RiskInput&)>;

inline Reading plain(const std::string& name, double factor = 1) {
  return [=](const Figures& f, const RiskInput&) { return f.at(name).value() * factor; };
}

}  // namespace dietz::test
