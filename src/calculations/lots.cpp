#include "calculations/lots.hpp"

#include "calculations/security_lots.hpp"

#include <algorithm>
#include <map>

namespace dietz {
namespace {

ConvertedAmount unknown(const Quote& quote, const std::string& what, Date date) {
  return {{}, quote.reason, what + " on " + date.to_string()};
}

Error error_at(const Transaction& t, const char* column, std::string message) {
  return {ErrorKind::invalid,
          {{{std::string(file_name_of(BookFile::transactions)), t.line, column}, std::move(message)}}};
}

class LotReplay {
 public:
  LotReplay(const Book& book, const MarketData& market, Currency currency, LotMethod method)
      : book_(book), market_(market), currency_(currency), method_(method) {}

  [[nodiscard]] Status apply(const Transaction& t) {
    if (t.type == TransactionType::spin_off || t.type == TransactionType::merger) {
      return error_at(t, "type", std::string(name_of(t.type)) + " is unsupported: book it as transfers of securities");
    }
    if (t.security.is_none()) return Done{};
    switch (t.type) {
      case TransactionType::buy:
      case TransactionType::cover:
        return trade(t, t.quantity, in_currency(t.amount + costs(t), t.currency, t.date));
      case TransactionType::sell:
      case TransactionType::short_sale:
        return trade(t, -t.quantity, in_currency(costs(t) - t.amount, t.currency, t.date));
      case TransactionType::transfer_in:
        return trade(t, t.quantity, transferred(t, Decimal(1)));
      case TransactionType::transfer_out:
        return trade(t, -t.quantity, transferred(t, Decimal(-1)));
      case TransactionType::stock_dividend:
        return trade(t, t.quantity, in_currency(costs(t), t.currency, t.date));
      case TransactionType::adjustment:
        return trade(t, t.quantity, {});
      case TransactionType::split:
        lots_of(t.security).split(t.ratio);
        return Done{};
      case TransactionType::return_of_capital:
        lots_of(t.security).return_capital(in_currency(t.amount - costs(t), t.currency, t.date));
        return Done{};
      default:
        return Done{};
    }
  }

  [[nodiscard]] LotLedger ledger() const {
    LotLedger ledger;
    for (const auto& [security, lots] : lots_) {
      OpenPosition position = lots.position(security);
      if (!position.lots.empty()) ledger.open.push_back(std::move(position));
      ledger.realised.push_back({security, lots.realised()});
    }
    return ledger;
  }

 private:
  static Decimal costs(const Transaction& t) { return t.fees + t.taxes; }

  SecurityLots& lots_of(SecurityIndex security) { return lots_.try_emplace(security, method_).first->second; }

  Status trade(const Transaction& t, const Decimal& quantity, const ConvertedAmount& cost) {
    if (auto wrong = lots_of(t.security).trade(t, quantity, cost)) {
      return error_at(t, "lot", book_.securities[t.security.at()].id + ": " + *wrong);
    }
    return Done{};
  }

  [[nodiscard]] ConvertedAmount in_currency(const Decimal& amount, Currency from, Date date) const {
    if (amount.is_zero()) return {};
    const Quote rate = market_.rate(from, currency_, date);
    if (rate.reason != Reason::none) return unknown(rate, "rate " + from.code() + "-" + currency_.code(), date);
    ConvertedAmount converted;
    converted.value = dietz::converted(amount, rate);
    return converted;
  }

  /// What moves in (1) or out (−1) with securities: their value, and fees and taxes on top.
  [[nodiscard]] ConvertedAmount transferred(const Transaction& t, const Decimal& direction) const {
    const ConvertedAmount fees = in_currency(costs(t), t.currency, t.date);
    if (t.has_amount) return sum_of(in_currency(direction * t.amount, t.currency, t.date), fees);
    const Quote price = market_.price(t.security, t.date);
    if (price.reason != Reason::none) {
      return unknown(price, "price of " + book_.securities[t.security.at()].id, t.date);
    }
    const Decimal value = working_product(direction * t.quantity, price.value);
    return sum_of(in_currency(value, market_.price_currency(t.security), t.date), fees);
  }

  const Book& book_;
  const MarketData& market_;
  Currency currency_;
  LotMethod method_;
  std::map<SecurityIndex, SecurityLots> lots_;
};

}  // namespace

Result<LotLedger> open_lots(const Book& book, const MarketData& market, PortfolioIndex portfolio, Currency currency,
                            LotMethod method, Date to) try {
  LotReplay replay(book, market, currency, method);
  const auto& all = book.transactions;
  const auto first = std::partition_point(all.begin(), all.end(),
                                          [portfolio](const Transaction& t) { return t.portfolio < portfolio; });
  for (auto t = first; t != all.end() && t->portfolio == portfolio && t->date <= to; ++t) {
    if (const Status applied = replay.apply(*t); !applied) return applied.error();
  }
  return replay.ledger();
} catch (const DecimalOverflow& overflow) {
  return Error::invalid("portfolio " + book.portfolios[portfolio.at()].id + ": " + overflow.what());
}

}  // namespace dietz
