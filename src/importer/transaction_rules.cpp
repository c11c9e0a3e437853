#include "importer/transaction_rules.hpp"

#include "codec/shown_text.hpp"

#include <array>
#include <string>

namespace dietz {
namespace {

std::string a(TransactionType type) {
  const std::string name(name_of(type));
  return (std::string_view("aeiou").find(name[0]) == std::string_view::npos ? "a " : "an ") + name;
}

void check_sign(CsvReader& csv, CsvColumn column, const Decimal& value) {
  if (value.is_negative())
    csv.refuse(column, shown(csv.cell(column)) + " is negative: amounts are positive, the type gives the direction");
}

}  // namespace

TransactionColumns::TransactionColumns(const CsvReader& csv)
    : id(csv.column("id")),
      portfolio(csv.column("portfolio")),
      date(csv.column("date")),
      type(csv.column("type")),
      time(csv.column("time")),
      security(csv.column("security")),
      new_security(csv.column("new_security")),
      cost_share(csv.column("cost_share")),
      quantity(csv.column("quantity")),
      price(csv.column("price")),
      amount(csv.column("amount")),
      currency(csv.column("currency")),
      fees(csv.column("fees")),
      taxes(csv.column("taxes")),
      fx_rate(csv.column("fx_rate")),
      lot(csv.column("lot")),
      ratio(csv.column("ratio")),
      note(csv.column("note")),
      recorded_at(csv.column("recorded_at")) {}

namespace {

constexpr TransactionRule make_rule(TransactionType type) {
  using enum TransactionRule::Security;
  switch (type) {
    case TransactionType::deposit:
    case TransactionType::withdrawal:
      return {.security = none, .amount = true};
    case TransactionType::buy:
    case TransactionType::sell:
    case TransactionType::short_sale:
    case TransactionType::cover:
      return {.security = needed, .quantity = true, .amount = true};
    case TransactionType::dividend:
    case TransactionType::interest:
    case TransactionType::fee:
    case TransactionType::tax:
    case TransactionType::return_of_capital:
      return {.amount = true};
    case TransactionType::transfer_in:
    case TransactionType::transfer_out:
      return {};
    case TransactionType::exchange:
      return {.security = currency, .quantity = true, .amount = true};
    case TransactionType::split:
      return {.security = needed, .ratio = true, .costs = false};
    case TransactionType::stock_dividend:
      return {.security = needed, .quantity = true};
    case TransactionType::spin_off:
      return {.security = needed, .reorganises = true, .costs = false};
    case TransactionType::merger:
      return {.security = needed, .reorganises = true};
    case TransactionType::adjustment:
      return {.is_signed = true};
  }
  return {};
}

constexpr std::size_t type_count = static_cast<std::size_t>(TransactionType::adjustment) + 1;

constexpr auto rules = [] {
  std::array<TransactionRule, type_count> all{};
  for (std::size_t i = 0; i < type_count; ++i) all[i] = make_rule(static_cast<TransactionType>(i));
  return all;
}();

}  // namespace

TransactionRule rule_of(TransactionType type) { return rules[static_cast<std::size_t>(type)]; }

namespace {

/// A spin_off and a merger say how many units of the new security come, once. A spin_off may leave the old security
/// unnamed, a merger the new one where all is paid in cash.
void check_reorganisation(CsvReader& csv, const TransactionColumns& columns, const Transaction& t) {
  const bool is_spin_off = t.type == TransactionType::spin_off;
  const bool names_both = !csv.cell(columns.new_security).empty();
  const bool has_ratio = !csv.cell(columns.ratio).empty();
  if (names_both && csv.cell(columns.new_security) == csv.cell(columns.security))
    csv.refuse(columns.new_security, "is the old security itself");
  if (names_both && t.has_quantity == has_ratio)
    csv.refuse(columns.ratio,
               a(t.type) + " needs either a quantity, the new units, or a ratio, the new units for one old");
  if (!names_both && has_ratio) csv.refuse(columns.ratio, "is for new units of a new_security, and none is named");
  if (!names_both && is_spin_off && !t.has_quantity)
    csv.refuse(columns.quantity,
               "is empty: a spin_off without a new_security needs a quantity, the units of security that come");
  if (!names_both && !is_spin_off && t.has_quantity)
    csv.refuse(columns.quantity,
               "a merger gives up all that is held: a quantity counts new units, and no new_security is named");
  if (!names_both && !is_spin_off && !t.has_amount)
    csv.refuse(columns.new_security,
               "is empty: a merger names the security that its holders get, or an amount of cash");
  if (t.has_quantity && t.quantity.is_zero()) csv.refuse(columns.quantity, "must be more than 0");
  if (is_spin_off && t.has_amount)
    csv.refuse(columns.amount, "a spin_off has none: cash for fractions is a sell of them");
  if (t.has_price) csv.refuse(columns.price, a(t.type) + " has no price");
}

}  // namespace

void check_transaction(CsvReader& csv, const TransactionColumns& columns, const Transaction& t) {
  TransactionRule rule = rule_of(t.type);
  const bool has_security = !csv.cell(columns.security).empty();
  const bool has_amount = t.has_amount || (t.has_quantity && t.has_price);
  const bool moves_securities = t.type == TransactionType::transfer_in || t.type == TransactionType::transfer_out ||
                                t.type == TransactionType::adjustment;
  if (moves_securities) (has_security ? rule.quantity : rule.amount) = true;

  if (!has_security && (rule.security == TransactionRule::Security::needed))
    csv.refuse(columns.security, "is empty: " + a(t.type) + " needs a security");
  if (!has_security && (rule.security == TransactionRule::Security::currency))
    csv.refuse(columns.security, "is empty: an exchange names the currency it gets here");
  if (has_security && rule.security == TransactionRule::Security::none)
    csv.refuse(columns.security, a(t.type) + " moves cash only: a security comes or goes as transfer_in, transfer_out");
  if (rule.reorganises) {
    check_reorganisation(csv, columns, t);
  } else if (!csv.cell(columns.new_security).empty()) {
    csv.refuse(columns.new_security, "only a spin_off or a merger gives a new security");
  }
  if (!csv.cell(columns.cost_share).empty() && t.type != TransactionType::spin_off)
    csv.refuse(columns.cost_share, "only a spin_off shares out cost");
  if (rule.quantity && !t.has_quantity) csv.refuse(columns.quantity, "is empty: " + a(t.type) + " needs a quantity");
  if (rule.quantity && t.has_quantity && t.quantity.is_zero()) csv.refuse(columns.quantity, "must be more than 0");
  if (rule.amount && !has_amount)
    csv.refuse(columns.amount, "is empty: " + a(t.type) + " needs an amount, or quantity and price");
  if (rule.ratio && csv.cell(columns.ratio).empty())
    csv.refuse(columns.ratio, "is empty: " + a(t.type) + " needs a ratio, the new shares for one old");
  if (!csv.cell(columns.ratio).empty() && t.ratio.sign() <= 0) csv.refuse(columns.ratio, "must be more than 0");
  if (!rule.costs && !(t.fees.is_zero() && t.taxes.is_zero()))
    csv.refuse(t.fees.is_zero() ? columns.taxes : columns.fees, a(t.type) + " has no costs: book them as a fee or tax");
  if (!rule.is_signed) {
    check_sign(csv, columns.quantity, t.quantity);
    check_sign(csv, columns.amount, t.amount);
  }
  check_sign(csv, columns.price, t.price);
  check_sign(csv, columns.fees, t.fees);
  check_sign(csv, columns.taxes, t.taxes);
}

}  // namespace dietz
