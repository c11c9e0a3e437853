#pragma once

#include "model/figure.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// How a period's active return is told apart.
enum class AttributionModel {
  brinson_fachler,        ///< allocation (wp − wb)(rb − b); arithmetic, effects add up
  brinson_hood_beebower,  ///< allocation (wp − wb) rb; arithmetic
  geometric,              ///< effects compound: (1 + A)(1 + S) − 1 = (1 + p)/(1 + b) − 1
};
/// Where (wp − wb)(rp − rb) counts.
enum class InteractionEffect { separate, in_selection, in_allocation };
/// How effects of several periods add up to the compounded active return.
enum class LinkingMethod { carino, menchero, grap, frongello, davies_laker };
/// How currency effects are split off.
enum class CurrencyModel { none, ankrim_hensel, karnosky_singer };

struct AttributionMethod {
  AttributionModel model = AttributionModel::brinson_fachler;
  InteractionEffect interaction = InteractionEffect::separate;
  LinkingMethod linking = LinkingMethod::carino;
  CurrencyModel currency = CurrencyModel::none;
};

/// One segment in one period. Weights are those at the period's beginning (fractions of the whole, 1 = all of it),
/// returns those of the period (fractions, in the portfolio's currency). A return may be absent, as
/// `insufficient_data`; with a weight of 0 it then counts as the other side's.
struct SegmentRow {
  std::uint32_t segment = 0;  ///< index into AttributionTable::segments
  double portfolio_weight = 0.0;
  double benchmark_weight = 0.0;
  Rate portfolio_return = Reason::insufficient_data;
  Rate benchmark_return = Reason::insufficient_data;
  double unweighted_gain = 0.0;  ///< of the portfolio, beside wp·rp: what had no weight, such as a gain within a day
};

/// What the currency models need to know of a row.
struct CurrencyRow {
  double currency_return = 0.0;     ///< change of the spot rate, base currency for one unit; 0 for the base currency
  double forward_premium = 0.0;     ///< forward rate / spot rate − 1, both at the beginning (Ankrim-Hensel)
  double deposit_rate = 0.0;        ///< return of cash in that currency over the period (Karnosky-Singer)
  double portfolio_forwards = 0.0;  ///< net weight of forward contracts in the currency
  double benchmark_forwards = 0.0;
};

struct AttributionPeriod {
  std::string name;
  std::vector<SegmentRow> rows;
  std::vector<CurrencyRow> currency;  ///< one a row, or empty
};

constexpr std::uint32_t no_group = std::numeric_limits<std::uint32_t>::max();

/// Periods in order of time. With groups, each segment belongs to one, and there are two levels of allocation: between
/// groups, and between the segments of a group.
struct AttributionTable {
  std::vector<std::string> segments;
  std::vector<std::string> groups;      ///< empty: one level
  std::vector<std::uint32_t> group_of;  ///< by segment; empty: one level
  std::vector<AttributionPeriod> periods;
};

/// Parts of an active return, as fractions.
struct Effects {
  double allocation = 0.0;
  double selection = 0.0;
  double interaction = 0.0;  ///< 0 where it counts in another effect

  Effects& operator+=(const Effects& other);
  [[nodiscard]] double sum() const { return allocation + selection + interaction; }
};
[[nodiscard]] Effects operator*(const Effects& effects, double factor);

struct CurrencyEffects {
  double management = 0.0;       ///< of currency positions, forward contracts included
  double forward_premium = 0.0;  ///< Ankrim-Hensel only
  double cross_product = 0.0;    ///< Karnosky-Singer only: local premium × currency return

  CurrencyEffects& operator+=(const CurrencyEffects& other);
  [[nodiscard]] double sum() const { return management + forward_premium + cross_product; }
};
[[nodiscard]] CurrencyEffects operator*(const CurrencyEffects& effects, double factor);

/// The effects of one segment or group; without a value where the reasons say so.
struct SegmentEffects {
  std::uint32_t segment = 0;  ///< index into the table's segments or groups
  Reason no_allocation = Reason::none;
  Reason no_selection = Reason::none;  ///< of selection and interaction
  Effects effects;
};

/// The effects of a period, or of all periods linked. Sums of `segments` and `groups` are `totals`.
struct AttributedEffects {
  std::vector<SegmentEffects> segments;
  std::vector<CurrencyEffects> currency;  ///< one a segment's entry, or empty
  std::vector<SegmentEffects> groups;     ///< allocation between groups; empty with one level
  Effects totals;
  CurrencyEffects currency_totals;
  Reason reason = Reason::none;  ///< why there are no totals
  std::string detail;            ///< with a reason: what is missing, in a sentence
};

struct AttributedPeriod : AttributedEffects {
  std::string name;
  Rate portfolio_return = Reason::insufficient_data;
  Rate benchmark_return = Reason::insufficient_data;
  Rate active_return = Reason::insufficient_data;  ///< p − b, geometric: (1 + p)/(1 + b) − 1
  double allocation_fund = 0.0;                    ///< return of portfolio weights with benchmark returns
  double selection_fund = 0.0;                     ///< return of benchmark weights with portfolio returns
};

/// All periods as one. `segments` has an entry for each segment of the table, in its order; Davies-Laker and the
/// geometric model know totals only. `periods` are each period's linked effects; they add up to the entries above.
struct LinkedAttribution : AttributedEffects {
  Rate portfolio_return = Reason::insufficient_data;
  Rate benchmark_return = Reason::insufficient_data;
  Rate active_return = Reason::insufficient_data;
  std::vector<AttributedEffects> periods;
};

struct Attribution {
  AttributionMethod method;
  std::vector<AttributedPeriod> periods;
  LinkedAttribution linked;
  std::vector<Warning> warnings;
};

/// Performance attribution of a portfolio against a benchmark, p = Σ wp·rp and gains without
/// weight, b = Σ wb·rb. A gain without weight counts as selection.
///
/// One period (G. P. Brinson, L. R. Hood, G. L. Beebower, "Determinants of portfolio performance", 1986; G. P. Brinson,
/// N. Fachler, "Measuring non-US equity portfolio performance", 1985; geometric: C. Bacon, "Practical portfolio
/// performance measurement and attribution", 2nd ed., 2008, chapter 5):
///
///   allocation   (wp − wb)(rb − b), BHB (wp − wb) rb      selection  wb (rp − rb)      interaction (wp − wb)(rp − rb)
///   geometric    allocation (wp − wb)((1 + rb)/(1 + b) − 1), selection wp (rp − rb)/(1 + s), s = Σ wp·rb
///
/// With two levels, W and R being a group's: between groups (Wp − Wb)(Rb − b), within a group (wp − Wp·wb/Wb)(rb − Rb)
/// (BHB: times Rb, times rb); selection and interaction as with one level. In a group outside the benchmark the
/// portfolio's own weights take the place of wb/Wb.
///
/// Effects are absent with `insufficient_data` where a return with a weight is missing, with `zero_base` or
/// `negative_base` where a method would divide by, or take the logarithm of, 1 + a return that isn't above 0, with
/// `undefined_ratio` beyond the range of a double, with `unsupported` where models don't go together. Weights that
/// don't sum to 1 are a warning: what the effects then miss of the active return stands there.
[[nodiscard]] Attribution attribute(const AttributionTable& table, const AttributionMethod& method);

}  // namespace dietz
