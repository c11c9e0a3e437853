#pragma once

#include <cstddef>

namespace dietz {

/// The x with P(X ≤ x) = p for Student's distribution with this many degrees of freedom, 0 < p < 1, degrees ≥ 1, with a
/// relative error below 1e−12 and the same bits on every compiler and processor. Newton's method on the incomplete beta
/// function (the continued fraction 26.5.8 of Abramowitz and Stegun, after Lentz). The quotient of gamma functions in
/// the density: by recurrence and Stirling's series.
[[nodiscard]] double student_quantile(double p, std::size_t degrees);

/// P(X ≤ x).
[[nodiscard]] double student_cdf(double x, std::size_t degrees);

}  // namespace dietz
