#pragma once

#include "book.hpp"
#include "calendar.hpp"
#include "fixed_point.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace dietz::bench {

constexpr std::size_t currency_count = 3;
constexpr std::array<const char*, currency_count> currency_names = {"EUR", "USD", "GBP"};

struct SecurityPath {
  std::string id;
  std::size_t currency = 0;
  std::vector<Price> prices;        ///< raw closing price, one a day of the calendar
  std::vector<std::int64_t> split;  ///< new shares for one old on that day; 1 = no split
};

/// Prices and rates of exchange for every day from Monday to Friday.
struct Market {
  std::vector<EpochDay> days;
  std::vector<SecurityPath> securities;
  std::array<std::vector<Price>, currency_count> per_euro;  ///< units of the currency for one EUR
};

[[nodiscard]] Market make_market(const BookOptions& options);
void write_market(const std::string& folder, const Market& market);

}  // namespace dietz::bench
