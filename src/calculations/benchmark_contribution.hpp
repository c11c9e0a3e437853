#pragma once

#include "calculations/benchmark_return.hpp"
#include "calculations/contribution.hpp"

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace dietz {

/// What one class of a benchmark's components added to its return over an interval.
struct BenchmarkSegment {
  double weight = 0.0;
  double contribution = 0.0;  ///< weight × return; over all segments the benchmark's return
};
/// By group ("" unless asked for) and segment.
using BenchmarkSegments = std::map<std::pair<std::string, std::string>, BenchmarkSegment>;

struct SegmentedBenchmark {
  Rate rate = Reason::insufficient_data;
  std::string detail;  ///< with a reason: a sentence
  BenchmarkSegments segments;
};

/// A benchmark told apart by the classes of the securities it is made of, down through benchmarks in benchmarks.
///
/// A component's daily contribution is weight at the day's start × its return; D. R. Carino's factors link days, so
/// that contributions add up to the compounded return. A segment's weight is that at the beginning, or, where a
/// component came in later, the mean of the daily ones.
class BenchmarkClasses {
 public:
  /// `growth` and the book must outlive it.
  BenchmarkClasses(const Book& book, const MarketData& market, Currency currency, const BenchmarkGrowth& growth,
                   const ContributionRequest& request)
      : book_(book), market_(market), currency_(currency), growth_(growth), request_(request) {}

  /// Over the days of `spans` (ascending, apart). Reasons: those of the benchmark's days; `zero_base` and
  /// `negative_base` for a day that loses everything. Errors: those of benchmark_growth.
  [[nodiscard]] Result<SegmentedBenchmark> over(std::span<const DateRange> spans);

 private:
  using Class = std::pair<std::string, std::string>;
  struct Leaf {
    Class name;
    double weight = 0.0;
    double excess = 0.0;  ///< weight × return of the day
  };

  [[nodiscard]] Status add_leaves(const BenchmarkGrowth& growth, std::size_t day, double scale,
                                  std::vector<Leaf>& leaves);
  [[nodiscard]] Status add_nested(const std::string& id, std::size_t day, double weight, double growth,
                                  std::vector<Leaf>& leaves);
  [[nodiscard]] Class class_name(SecurityIndex security) const;

  const Book& book_;
  const MarketData& market_;
  Currency currency_;
  const BenchmarkGrowth& growth_;
  ContributionRequest request_;
  std::map<std::string, BenchmarkGrowth> nested_;
};

}  // namespace dietz
