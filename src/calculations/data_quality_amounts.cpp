#include "calculations/data_quality_parts.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <tuple>

namespace dietz::data_quality {
namespace {

/// The largest difference that rounding explains: the amount to its currency's minor unit, the price to its last place
/// (though not more than 1 %).
Decimal tolerance_of(const Transaction& t, const Decimal& product, const Decimal& minor_unit) {
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

/// Orders by what is quickly compared, so that few bookings need a look at all they say.
struct Brief {
  std::uint64_t security_and_type;
  const Transaction* transaction;
};

Brief brief_of(const Transaction& t) {
  return {static_cast<std::uint64_t>(t.security.value) << 8 | static_cast<std::uint64_t>(t.type), &t};
}

auto content_of(const Transaction& t) {
  return std::tie(t.type, t.security, t.bought_currency, t.currency, t.quantity, t.amount, t.price, t.fees, t.taxes,
                  t.time, t.ratio, t.new_security);
}

}  // namespace

void check_amounts(const Book& book, Findings& findings) {
  Currency currency;
  Decimal minor_unit(1);
  for (const Transaction& t : book.transactions) {
    if (!t.has_amount || !t.has_quantity || !t.has_price || t.security.is_none() || !pays_by_quantity(t.type)) continue;
    if (t.currency != book.securities[t.security.at()].currency) continue;
    const Decimal product = working_product(t.quantity, t.price);
    const Decimal difference = working_sum(t.amount, -product);
    if (t.currency != currency) minor_unit = Decimal::from_parts(1, t.currency.minor_digits());
    currency = t.currency;
    if (difference.abs() <= minor_unit || difference.abs() <= tolerance_of(t, product, minor_unit)) continue;
    findings.add("amount_mismatch", BookFile::transactions, t.line,
                 "the amount " + t.amount.to_string() + " is not " + t.quantity.to_string() + " x " +
                     t.price.to_string() + " = " + product.to_string());
  }
}

namespace {

/// Bookings of one day, security and type in the order in which they are booked.
void check_alike(std::span<Brief> alike, Findings& findings) {
  std::stable_sort(alike.begin(), alike.end(), [](const Brief& a, const Brief& b) {
    return content_of(*a.transaction) < content_of(*b.transaction);
  });
  for (std::size_t k = 1; k < alike.size(); ++k) {
    const Transaction &a = *alike[k - 1].transaction, &b = *alike[k].transaction;
    if (content_of(a) != content_of(b)) continue;
    const auto [earlier, later] = std::minmax(a.line, b.line);
    findings.add("possible_duplicate", BookFile::transactions, later,
                 "the same booking as on line " + std::to_string(earlier) + " under another id");
  }
}

}  // namespace

void check_doubles(const Book& book, Findings& findings) {
  const auto& all = book.transactions;
  std::vector<Brief> of_day;
  for (std::size_t i = 0; i < all.size();) {
    of_day.clear();
    const std::size_t first = i;
    for (; i < all.size() && all[i].portfolio == all[first].portfolio && all[i].date == all[first].date; ++i)
      of_day.push_back(brief_of(all[i]));
    std::sort(of_day.begin(), of_day.end(), [](const Brief& a, const Brief& b) {
      return std::tie(a.security_and_type, a.transaction) < std::tie(b.security_and_type, b.transaction);
    });
    for (std::size_t begin = 0, end = 0; begin < of_day.size(); begin = end) {
      while (end < of_day.size() && of_day[end].security_and_type == of_day[begin].security_and_type) ++end;
      if (end - begin > 1) check_alike(std::span(of_day).subspan(begin, end - begin), findings);
    }
  }
}

}  // namespace dietz::data_quality
