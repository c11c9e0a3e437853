#pragma once

#include "model/composite.hpp"
#include "model/decimal.hpp"
#include "model/figure.hpp"

#include <cstddef>
#include <span>

namespace dietz {

/// A portfolio that was in its composite for a whole year.
struct MemberYear {
  double rate = 0.0;    ///< its annual return
  Decimal begin_value;  ///< what it is weighted with
};

/// How far the annual returns of a composite's portfolios lie apart, as ratios.
struct InternalDispersion {
  std::size_t members = 0;
  Rate equal_weighted = Reason::insufficient_data;  ///< √(Σ(r − mean)² / n)
  Rate asset_weighted = Reason::insufficient_data;  ///< √(Σ w (r − Σ w r)²), w = begin value / Σ begin values
  Rate high = Reason::insufficient_data;
  Rate low = Reason::insufficient_data;
  Rate range = Reason::insufficient_data;           ///< high − low
  Rate lower_quartile = Reason::insufficient_data;  ///< type 7: linear between the order statistics
  Rate median = Reason::insufficient_data;
  Rate upper_quartile = Reason::insufficient_data;
  Rate interquartile = Reason::insufficient_data;  ///< upper − lower quartile

  [[nodiscard]] const Rate& by(DispersionMeasure measure) const;
};

/// The dispersion of members that were in for the full year. All of it is `insufficient_data` below `minimum_members`
/// (GIPS asks for it above five); asset-weighted is `zero_base` without assets. The divisor is n, since the members are
/// the whole population. Sources: GIPS 2020 standards for firms, glossary, "internal dispersion"; C. Bacon, Practical
/// Portfolio Performance Measurement and Attribution (2008); quartiles: R. Hyndman, Y. Fan, American Statistician 50
/// (1996), type 7.
[[nodiscard]] InternalDispersion internal_dispersion(std::span<const MemberYear> members, std::size_t minimum_members);

/// √(Σ(r − mean)² / (n − 1)) × √12 of the last 36 monthly returns, a year; `insufficient_data` for fewer.
[[nodiscard]] Rate three_year_deviation(std::span<const double> monthly_returns);

}  // namespace dietz
