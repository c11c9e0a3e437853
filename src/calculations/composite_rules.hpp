#pragma once

#include "calculations/composite_report.hpp"

#include <span>
#include <vector>

namespace dietz {

/// Looks for breaches of rules of the GIPS 2020 standards for firms that data can show, and notes what the composite's
/// own rules did. Names of the rules, with what breaks them (n: a note only):
///   monthly_valuation          a member that belongs to a month isn't valued at both its ends
///   valued_at_large_flow       a member's flow above the policy's large_flow_percent on a day without valuation
///   daily_weighted_flows       the policy measures by simple Dietz
///   nothing_annualized_under_a_year   the policy annualises less
///   timely_entry               a portfolio came in later than the composite's entry_months after its first whole month
///   exit_without_reason        a membership ends while the portfolio goes on, and no reason is given
///   switch_without_reason      it goes on in another composite, and no reason is given
///   policy_in_advance          months before the first rules of a composite that has dated ones
///   unbroken_history           a month without any member inside the record
///   minimum_assets, significant_flow, part_of_month, carried_valuation (n)   a member left out of a month, or valued
///   by
///                              a total from shortly before
///   every_portfolio_in_a_composite (n)   a portfolio of the book in no composite
///   benchmark (n), five_years_of_history (n)
/// `facts` are those of the report's members, in their order. Findings are sorted by date, rule, portfolio.
/// The wording is this product's: only a firm can claim compliance.
[[nodiscard]] std::vector<RuleFinding> check_composite_rules(const Book& book, const CompositeReport& report,
                                                             std::span<const PortfolioFacts> facts);

}  // namespace dietz
