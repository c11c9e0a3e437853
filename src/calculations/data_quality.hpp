#pragma once

#include "model/book.hpp"

#include <string_view>
#include <vector>

namespace dietz {

/// What a book's data leaves to be desired, in order of file and line, together with what was noted while reading it.
///
/// | code | meaning |
/// | --- | --- |
/// | missing_price | a security is held, and no price is known on or before that day |
/// | stale_price | it is held for longer than `stale_after_days` after its last price |
/// | zero_price | a close of 0 |
/// | split_like_jump | a raw close is close to n times or 1/n, 3/2, 5/2, 2/3 or 2/5 of the one before, and no split is
/// booked | | split_without_jump | a split is booked, and the raw close stays where it was | | split_not_booked | a
/// split that another portfolio books, of a security that this one holds or follows | | fx_gap | a currency is held,
/// and no rate to the portfolio's is known (or only one older than `stale_after_days`) | | negative_position | more is
/// sold or delivered than is held, without being a short sale | | excess_cover | more is covered than was sold short |
/// | negative_cash | a day's closing balance of a currency falls below zero |
/// | before_inception | a booking or valuation before the portfolio's inception |
/// | amount_mismatch | the booked amount isn't quantity × price; rounding of price and amount is allowed for |
/// | possible_duplicate | two bookings that differ in nothing but the id |
/// | flow_without_valuation | a flow on a day without a total, in a portfolio known by its totals alone |
/// | single_valuation | a portfolio with one total and no securities has no return |
///
/// and from reading: duplicate_row, benchmark_weights; derived_… are notes, which aren't errors.
[[nodiscard]] std::vector<Finding> find_data_issues(const Book& book, const Policy& policy);

}  // namespace dietz
