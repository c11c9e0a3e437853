#include "codec/csv_text.hpp"
#include "presentation/figures.hpp"
#include "presentation/report_json.hpp"

#include <algorithm>
#include <array>

namespace dietz {
namespace {

constexpr std::size_t warnings_shown = 10;

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

/// At the right of a column; what is too wide for it keeps a blank before it.
std::string right(std::string text, std::size_t width) {
  const std::size_t used = columns(text);
  return (used < width ? std::string(width - used, ' ') : " ") + text;
}

std::string left(std::string text, std::size_t width) {
  const std::size_t used = columns(text);
  return used < width ? text + std::string(width - used, ' ') : text;
}

/// Rounded to the currency's digits and grouped by thousands: "-12,345.60".
std::string money_text(const Decimal& amount, Currency currency) {
  std::string text = amount.rounded(currency.minor_digits()).to_string_at_least(currency.minor_digits());
  std::size_t end = std::min(text.find('.'), text.size());
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  while (end > first + 3) {
    end -= 3;
    text.insert(end, 1, ',');
  }
  return text;
}

const Figure* find_figure(const std::vector<Figure>& figures, std::string_view name) {
  const auto found = std::find_if(figures.begin(), figures.end(), [name](const Figure& f) { return f.name == name; });
  return found == figures.end() ? nullptr : &*found;
}

std::string rate_text(const std::vector<Figure>& figures, std::string_view name) {
  const Figure* figure = find_figure(figures, name);
  return figure == nullptr ? "-" : readable(*figure);
}

class TextReport {
 public:
  std::string write(const BookReport& report, const ReportOrigin& origin) {
    out_ = "Performance from the close of " + report.range.from.to_string() + " to the close of " +
           report.range.to.to_string() + "\n";
    for (const PortfolioReport& p : report.portfolios) portfolio(p, "");
    if (report.total && report.portfolios.size() > 1) portfolio(*report.total, "Total of all portfolios");
    out_ += "\nPolicy " + report.policy.version + ", flows " + std::string(name_of(report.policy.flow_timing)) +
            ". dietz " + origin.engine_version + ", input " + origin.input_hash.substr(0, 19) + "\n";
    return std::move(out_);
  }

 private:
  void portfolio(const PortfolioReport& p, std::string title) {
    if (title.empty()) title = p.name.empty() || p.name == p.id ? p.id : p.id + ", " + p.name;
    title += " (" + (p.currency.is_none() ? std::string("no currency") : p.currency.code()) + ")";
    out_ += "\n" + title + "\n" + std::string(columns(title), '=') + "\n";
    money(p);
    figures(p);
    periods(p);
    holdings(p);
    warnings(p);
  }

  void line(std::string_view label, const std::string& value) {
    out_ += "  " + left(std::string(label), 28) + right(value, 20) + "\n";
  }

  void money(const PortfolioReport& p) {
    if (!p.money) {
      out_ += "  No value at the beginning or the end of the interval.\n";
      return;
    }
    const MoneySummary& m = *p.money;
    const std::array<std::pair<std::string_view, Decimal>, 9> rows{{{"Value at the beginning", m.begin_value},
                                                                    {"Paid in", m.flows_in},
                                                                    {"Paid out", -m.flows_out},
                                                                    {"Price gain", m.price_gain},
                                                                    {"Currency gain", m.currency_gain},
                                                                    {"Income", m.income},
                                                                    {"Fees", -m.fees},
                                                                    {"Taxes", -m.taxes},
                                                                    {"Value at the end", m.end_value}}};
    for (const auto& [label, value] : rows) line(label, money_text(value, p.currency));
  }

  /// The figures people look at first; every one is in the other formats.
  void figures(const PortfolioReport& p) {
    static constexpr std::string_view headline[] = {"twr",
                                                    "twr_gross",
                                                    "twr_before_tax",
                                                    "twr_net_of_model_fee",
                                                    "twr_annualized",
                                                    "xirr",
                                                    "mwr",
                                                    "modified_dietz",
                                                    "linked_dietz",
                                                    "benchmark_return",
                                                    "benchmark_return_annualized",
                                                    "volatility_annualized",
                                                    "max_drawdown",
                                                    "sharpe_ratio",
                                                    "sortino_ratio_annualized",
                                                    "beta",
                                                    "tracking_error",
                                                    "information_ratio"};
    std::vector<Figure> shown;
    for (const std::string_view name : headline) {
      if (const Figure* figure = find_figure(p.figures, name)) shown.push_back(*figure);
    }
    out_ += "\n" + figures_as_text(shown);
    const std::size_t more = p.figures.size() - shown.size();
    if (more > 0) out_ += "  and " + std::to_string(more) + " more with --format json, csv or html\n";
  }

  void periods(const PortfolioReport& p) {
    out_ += "\n  " + left("Period", 18) + right("TWR", 12) + right("gross", 12) + right("MWR", 12);
    if (!p.benchmark_id.empty()) out_ += right("benchmark", 12);
    out_ += "\n";
    for (const PeriodReport& entry : p.periods) {
      const bool month_or_quarter = entry.period.name.find('-') != std::string::npos;
      if (month_or_quarter) continue;
      out_ += "  " + left(entry.period.name, 18) + right(rate_text(entry.figures, "twr"), 12) +
              right(rate_text(entry.figures, "twr_gross"), 12) + right(rate_text(entry.figures, "mwr"), 12);
      if (!p.benchmark_id.empty()) out_ += right(rate_text(entry.figures, "benchmark_return"), 12);
      out_ += "\n";
    }
  }

  void holdings(const PortfolioReport& p) {
    if (p.holdings.empty()) return;
    out_ += "\n  " + left("Holding", 14) + right("quantity", 14) + right("value", 17) + right("weight", 10) +
            right("unrealised", 17) + "\n";
    const auto amount = [&p](const std::optional<Decimal>& value) {
      return value ? money_text(*value, p.currency) : std::string("-");
    };
    for (const HoldingReport& h : p.holdings) {
      out_ += "  " + left(h.security, 14) + right(h.quantity.rounded(6).to_string(), 14) + right(amount(h.value), 17) +
              right(h.weight ? readable(*h.weight) : "-", 10) + right(amount(h.unrealised), 17) + "\n";
    }
  }

  void warnings(const PortfolioReport& p) {
    if (p.warnings.empty()) return;
    out_ += "\n  Notes on the data\n";
    for (std::size_t i = 0; i < std::min(p.warnings.size(), warnings_shown); ++i) {
      const Finding& finding = p.warnings[i];
      std::string text = "  - " + finding.message;
      if (finding.row.line != 0) {
        text += " [" + std::string(file_name_of(finding.row.file)) + ":" + std::to_string(finding.row.line) + "]";
      }
      out_ += wrapped(text, 0, "    ") + "\n";
    }
    if (p.warnings.size() > warnings_shown) {
      out_ += "  … " + std::to_string(p.warnings.size() - warnings_shown) + " more; `dietz check` lists all of them\n";
    }
  }

  std::string out_;
};

void append_rows(std::string& out, const std::string& portfolio, const std::string& period, DateRange range,
                 const std::vector<Figure>& figures) {
  for (const Figure& f : figures) {
    out += csv_cell(portfolio) + "," + csv_cell(period) + "," + range.from.to_string() + "," + range.to.to_string() +
           "," + f.name + "," + (f.rate ? shortest_text(f.rate.value()) : "") + "," +
           (f.rate ? "" : std::string(name_of(f.rate.reason()))) + "\n";
  }
}

void append_portfolio(std::string& out, const PortfolioReport& p, const std::string& id) {
  append_rows(out, id, "", p.range, p.figures);
  for (const PeriodReport& entry : p.periods) {
    append_rows(out, id, entry.period.name, {entry.period.from, entry.period.to}, entry.figures);
  }
}

}  // namespace

std::string report_as_text(const BookReport& report, const ReportOrigin& origin) {
  return TextReport().write(report, origin);
}

std::string report_as_csv(const BookReport& report) {
  std::string out = "portfolio,period,from,to,figure,value,reason\n";
  for (const PortfolioReport& p : report.portfolios) append_portfolio(out, p, p.id);
  if (report.total) append_portfolio(out, *report.total, "total");
  return out;
}

}  // namespace dietz
