#pragma once

namespace dietz {

// The standard normal distribution, with the same bits on every compiler and processor.

/// exp(−x²/2)/√(2π).
[[nodiscard]] double normal_density(double x);

/// P(X ≤ x), with a relative error below 1e−14 also in the lower tail, down to x = −37. Near 0 the power series of
/// Marsaglia, Evaluating the Normal Distribution, 2004; in the tails Laplace's continued fraction (Abramowitz, Stegun,
/// 26.2.14).
[[nodiscard]] double normal_cdf(double x);

/// The x with P(X ≤ x) = p, for 0 < p < 1: the approximation 26.2.23 of Abramowitz and Stegun, sharpened by Halley's
/// method.
[[nodiscard]] double normal_quantile(double p);

}  // namespace dietz
