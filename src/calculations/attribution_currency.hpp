#pragma once

#include "calculations/attribution.hpp"

#include <span>
#include <vector>

namespace dietz {

/// The rows with what is left of their returns once currency is taken out: for Ankrim-Hensel r − Rc (Rc = currency
/// return), for Karnosky-Singer the local premium λ = (1 + r)/(1 + s) − 1 − c (s = currency return, c = deposit rate).
/// Brinson's effects of these rows are the models' allocation, selection and interaction.
[[nodiscard]] std::vector<SegmentRow> without_currency(const AttributionPeriod& period, CurrencyModel model);

/// Adds the currency effects to a period attributed by `without_currency`, and the returns of forward contracts to its
/// returns. All effects together are then the active return, as long as the forward weights of both sides sum to the
/// same.
///
/// Ankrim-Hensel (E. M. Ankrim, C. R. Hensel, "Multicurrency performance attribution", 1994), Rd = forward premium,
/// Re = Rc − Rd the surprise, f = Re/(1 + Rd) the return of a forward contract:
///   forward premium (wp − wb)(Rd − Σ wb·Rd);  management (wp − wb)(Re − E) + (wpf − wbf)(f − E), E = Σ wb·Re;
///   p = Σ wp·rp + Σ wpf·f, b likewise.
///
/// Karnosky-Singer (D. S. Karnosky, B. D. Singer, "Global asset management and performance attribution", 1994), in
/// discrete returns, e = (1 + c)(1 + s) − 1 cash abroad, so that r = λ + e + λ·s:
///   management (hp − hb)(e − Σ hb·e), h = weight + forwards;  cross product (wp·λp − wb·λb)·s;
///   p = Σ wp·rp + Σ wpf·e, b likewise.
void add_currency_effects(const AttributionPeriod& rows, std::span<const SegmentRow> local, CurrencyModel model,
                          AttributedPeriod& period);

/// A weighted return in the base currency and its parts: base = (1 + local)(1 + fx) − 1.
struct CurrencySplit {
  double base = 0.0;
  double local = 0.0;          ///< Σ w·local
  double currency = 0.0;       ///< Σ w·fx
  double cross_product = 0.0;  ///< Σ w·local·fx; summaries add it to currency
};
/// As many local returns and currency returns as weights.
[[nodiscard]] CurrencySplit split_by_currency(std::span<const double> weights, std::span<const double> local,
                                              std::span<const double> currency);

}  // namespace dietz
