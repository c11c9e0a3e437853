#pragma once

#include "cli/context.hpp"
#include "cli/outcome.hpp"

#include <cstddef>
#include <string>

namespace dietz {

/// Options of `dietz risk`, as text that the command line has checked.
struct RiskOptions {
  std::string file;
  std::string series;
  std::string benchmark;
  std::string risk_free;
  std::string mar;
  std::string periods_per_year;
  std::string confidence = "0.95";
  std::string from;
  std::string to;
  std::string reference_sharpe;
  std::string figures;      ///< names, `all` or `common`; "" = all, as text the common ones
  std::size_t rolling = 0;  ///< returns in a window; 0 = no windows
  std::string calendar;     ///< week, month, quarter or year; "" = no calendar periods
  bool unsmooth = false;    ///< Geltner's series instead of the returns
  bool matrix = false;      ///< of all series instead of figures of one
  std::string weights;      ///< NAME=WEIGHT,… of a portfolio whose risk is split; "" = none
  Format format = Format::text;
};

/// For the help.
inline constexpr const char* risk_examples =
    "  dietz risk returns.csv --series fund\n"
    "  dietz risk returns.csv --series fund --benchmark index --risk-free 0.02\n"
    "  dietz risk returns.csv --series fund --risk-free bills --format json\n"
    "  dietz risk returns.csv --series fund --rolling 252 --figures sharpe_ratio\n"
    "  dietz risk returns.csv --series fund --calendar year\n"
    "  dietz risk returns.csv --matrix --weights fund=0.6,index=0.4\n\n"
    "The file has a column date and one a series; a return is a fraction (0.01 = 1 %)\n"
    "and stands at its period's end:\n"
    "  date,fund,index,bills\n"
    "  2024-01-31,0.012,0.016,0.0033\n"
    "  2024-02-29,,0.051,0.0034     a gap: the row counts for no figure of fund\n";

/// Risk figures and drawdowns of one return series in a CSV file, over windows and by calendar period too where asked
/// for. A name that isn't a series of the file, or no measure's, is wrong usage.
[[nodiscard]] Outcome run_risk(const RiskOptions& options, Context& context);

}  // namespace dietz
