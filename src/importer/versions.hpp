#pragma once

#include "model/date.hpp"
#include "model/instant.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace dietz {

/// A dated fact as one row states it. Facts with the same date are versions of one.
template <class Fact>
struct Version {
  Fact fact;
  Instant recorded_at;
};

/// What counts at `known_at`: of each date the version recorded last, in date order. Two versions of the same moment
/// can't be told apart: `same_moment(first, second)` hears of them, and the first one stays.
template <class Fact, class SameMoment>
[[nodiscard]] std::vector<Fact> facts_known_at(std::vector<Version<Fact>>& versions, Instant known_at,
                                               SameMoment same_moment) {
  const auto before = [](const Version<Fact>& a, const Version<Fact>& b) {
    return a.fact.date != b.fact.date ? a.fact.date < b.fact.date : a.recorded_at < b.recorded_at;
  };
  if (!std::is_sorted(versions.begin(), versions.end(), before))
    std::stable_sort(versions.begin(), versions.end(), before);
  std::vector<Fact> known;
  known.reserve(versions.size());
  const Version<Fact>* last = nullptr;
  for (const Version<Fact>& version : versions) {
    const bool again = last != nullptr && last->fact.date == version.fact.date;
    if (again && last->recorded_at == version.recorded_at) {
      same_moment(last->fact, version.fact);
      continue;
    }
    if (version.recorded_at > known_at) continue;
    if (again) {
      known.back() = version.fact;
    } else {
      known.push_back(version.fact);
    }
    last = &version;
  }
  return known;
}

}  // namespace dietz
