#include "calculations/data_quality_parts.hpp"

#include <algorithm>
#include <tuple>

namespace dietz::data_quality {
namespace {

/// The largest difference that rounding explains: the amount to its currency's minor unit, the price to its last place
/// (though not more than 1 %).
Decimal tolerance_of(const Transaction& t, const Decimal& product) {
  const Decimal minor_unit = Decimal::from_parts(1, t.currency.minor_digits());
  const Decimal half_place = Decimal::from_parts(5, t.price.scale() + 1);
  const Decimal from_price = working_product(t.quantity.abs(), half_place);
  const Decimal one_percent = working_product(product.abs(), Decimal::from_parts(1, 2));
  return working_sum(minor_unit, std::min(from_price, one_percent));
}

bool pays_by_quantity(TransactionType type) {
  switch (type) {
    case TransactionType::buy:
    case TransactionType::sell:
    case TransactionType::short_sale:
    case TransactionType::cover:
    case TransactionType::dividend:
    case TransactionType::return_of_capital:
      return true;
    default:
      return false;
  }
}

auto content_of(const Transaction& t) {
  return std::tie(t.type, t.security, t.bought_currency, t.currency, t.quantity, t.amount, t.price, t.fees, t.taxes,
                  t.time);
}

}  // namespace

void check_amounts(const Book& book, Findings& findings) {
  for (const Transaction& t : book.transactions) {
    if (!t.has_amount || !t.has_quantity || !t.has_price || t.security.is_none() || !pays_by_quantity(t.type)) continue;
    if (t.currency != book.securities[t.security.at()].currency) continue;
    const Decimal product = working_product(t.quantity, t.price);
    const Decimal difference = working_sum(t.amount, -product);
    if (difference.abs() <= tolerance_of(t, product)) continue;
    findings.add("amount_mismatch", BookFile::transactions, t.line,
                 "the amount " + t.amount.to_string() + " is not " + t.quantity.to_string() + " x " +
                     t.price.to_string() + " = " + product.to_string());
  }
}

void check_doubles(const Book& book, Findings& findings) {
  const auto& all = book.transactions;
  std::vector<const Transaction*> of_day;
  for (std::size_t i = 0; i < all.size();) {
    of_day.clear();
    const std::size_t first = i;
    for (; i < all.size() && all[i].portfolio == all[first].portfolio && all[i].date == all[first].date; ++i)
      of_day.push_back(&all[i]);
    std::stable_sort(of_day.begin(), of_day.end(),
                     [](const Transaction* a, const Transaction* b) { return content_of(*a) < content_of(*b); });
    for (std::size_t k = 1; k < of_day.size(); ++k) {
      if (content_of(*of_day[k - 1]) != content_of(*of_day[k])) continue;
      const auto [earlier, later] = std::minmax(of_day[k - 1]->line, of_day[k]->line);
      findings.add("possible_duplicate", BookFile::transactions, later,
                   "the same booking as on line " + std::to_string(earlier) + " under another id");
    }
  }
}

}  // namespace dietz::data_quality
