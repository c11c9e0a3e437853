#pragma once

/// Elementary functions whose results have the same bits with every compiler, optimisation level and processor: only
/// + - * /, comparisons and bit patterns, never the C library's. Within 1 ulp of the exact value (measured below 0.6;
/// results below 2^-1022 are rounded twice). Special values (±0, ±inf, NaN) as in C11 annex F, without setting errno or
/// rounding modes. Method: table look-up and a short polynomial, after P. T. P. Tang, "Table-driven implementation of
/// the exponential (logarithm) function in IEEE floating-point arithmetic", ACM TOMS 15 (1989) and 16 (1990);
/// double-length products and sums after T. J. Dekker (1971).
namespace dietz::portable {

/// e^x.
[[nodiscard]] double exp(double x);
/// e^x − 1, accurate also near x = 0.
[[nodiscard]] double expm1(double x);
/// ln(x).
[[nodiscard]] double log(double x);
/// ln(1 + x), accurate also near x = 0.
[[nodiscard]] double log1p(double x);
/// x^y. A negative base needs an integer exponent, else the result is NaN.
[[nodiscard]] double pow(double x, double y);

/// (1 + r)^exponent − 1 for r ≥ −1: a return over one period as the return over `exponent` periods, accurate also for
/// small returns.
[[nodiscard]] double compound(double r, double exponent);

}  // namespace dietz::portable
