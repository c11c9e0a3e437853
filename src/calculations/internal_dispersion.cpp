#include "calculations/internal_dispersion.hpp"

#include "calculations/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace dietz {
namespace {

constexpr std::size_t months_of_three_years = 36;

/// The quantile `part`/4 of sorted values.
double quartile(std::span<const double> sorted, std::size_t part) {
  const std::size_t steps = (sorted.size() - 1) * part;
  const std::size_t low = steps / 4;
  const double rest = static_cast<double>(steps % 4) / 4.0;
  if (rest == 0.0) return sorted[low];
  return sorted[low] + rest * (sorted[low + 1] - sorted[low]);
}

Rate asset_weighted_deviation(std::span<const MemberYear> members) {
  Decimal sum;
  for (const MemberYear& member : members) sum = working_sum(sum, member.begin_value);
  if (sum.sign() <= 0) return sum.is_zero() ? Reason::zero_base : Reason::negative_base;
  // Deviations from the first return keep those of equal returns exactly 0.
  const double first = members.front().rate;
  double mean = 0.0;
  for (const MemberYear& member : members) mean += ratio(member.begin_value, sum) * (member.rate - first);
  double squares = 0.0;
  for (const MemberYear& member : members) {
    const double deviation = member.rate - first - mean;
    squares += ratio(member.begin_value, sum) * (deviation * deviation);
  }
  return std::sqrt(squares);
}

}  // namespace

const Rate& InternalDispersion::by(DispersionMeasure measure) const {
  switch (measure) {
    case DispersionMeasure::equal_weighted:
      return equal_weighted;
    case DispersionMeasure::asset_weighted:
      return asset_weighted;
    case DispersionMeasure::range:
      return range;
    case DispersionMeasure::interquartile:
      break;
  }
  return interquartile;
}

InternalDispersion internal_dispersion(std::span<const MemberYear> members, std::size_t minimum_members) {
  InternalDispersion result;
  result.members = members.size();
  if (members.empty() || members.size() < minimum_members) return result;
  std::vector<double> rates;
  for (const MemberYear& member : members) rates.push_back(member.rate);
  std::sort(rates.begin(), rates.end());
  result.equal_weighted = central_sums(rates).deviation(0);
  result.asset_weighted = asset_weighted_deviation(members);
  result.low = rates.front();
  result.high = rates.back();
  result.range = rates.back() - rates.front();
  const double lower = quartile(rates, 1), upper = quartile(rates, 3);
  result.lower_quartile = lower;
  result.median = quartile(rates, 2);
  result.upper_quartile = upper;
  result.interquartile = upper - lower;
  return result;
}

Rate three_year_deviation(std::span<const double> monthly_returns) {
  if (monthly_returns.size() < months_of_three_years) return Reason::insufficient_data;
  return central_sums(monthly_returns.last(months_of_three_years)).deviation(1) * std::sqrt(12.0);
}

}  // namespace dietz
