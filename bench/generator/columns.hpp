#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace dietz::bench {

struct CashflowOptions {
  std::size_t portfolios = 100'000;
  std::size_t flows = 121;
  std::uint64_t seed = 1;
};

/// Writes savings plans as the binary file described in bench/README.md ("cashflows"). Each has a payment about every
/// month, now and then a withdrawal, and a final value that makes its annual rate lie between -50 % and +60 %.
void write_cashflows(const std::string& file, const CashflowOptions& options);

struct ReturnsOptions {
  std::size_t portfolios = 10'000;
  std::size_t days = 2'520;
  double gaps = 0.0;  ///< share of the portfolios that start late and are empty for a while
  std::uint64_t seed = 1;
};

/// Writes daily values and flows as the binary file described in bench/README.md ("returns").
void write_returns(const std::string& file, const ReturnsOptions& options);

struct SegmentOptions {
  std::size_t periods = 120;
  std::size_t segments = 1'000;
  std::uint64_t seed = 1;
};

/// Writes weights and returns of a portfolio and a benchmark as the binary file described in bench/README.md
/// ("segments").
void write_segments(const std::string& file, const SegmentOptions& options);

}  // namespace dietz::bench
