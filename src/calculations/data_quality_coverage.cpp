#include "calculations/data_quality_parts.hpp"

#include <algorithm>

namespace dietz::data_quality {
namespace {

/// Overlapping and adjoining spans joined, so that each day is looked at once.
void join(std::vector<Held>& spans) {
  std::sort(spans.begin(), spans.end(),
            [](const Held& a, const Held& b) { return a.from != b.from ? a.from < b.from : a.line < b.line; });
  std::size_t kept = 0;
  for (std::size_t i = 1; i < spans.size(); ++i) {
    if (spans[i].from <= spans[kept].to + 1) {
      spans[kept].to = std::max(spans[kept].to, spans[i].to);
    } else {
      spans[++kept] = spans[i];
    }
  }
  if (!spans.empty()) spans.resize(kept + 1);
}

std::string days_text(Date from, Date to) {
  return from == to ? "on " + from.to_string() : "from " + from.to_string() + " to " + to.to_string();
}

class Prices {
 public:
  Prices(const Book& book, const Policy& policy, Findings& findings)
      : book_(book),
        stale_after_days_(policy.stale_after_days),
        last_transaction_counts_(policy.missing_price == MissingPrice::last_transaction),
        findings_(findings) {}

  void check(std::size_t security, const Held& held) {
    const auto& closes = book_.prices[security].closes;
    if (closes.empty() && last_transaction_counts_) return;
    const std::string& id = book_.securities[security].id;
    auto next = std::upper_bound(closes.begin(), closes.end(), held.from,
                                 [](Date date, const Price& price) { return date < price.date; });
    if (next == closes.begin()) {
      const Date until = next == closes.end() ? held.to : std::min(held.to, next->date - 1);
      findings_.add("missing_price", BookFile::transactions, held.line,
                    "security " + id + " is held and has no price " + days_text(held.from, until));
      if (next == closes.end()) return;
      ++next;
    }
    for (auto last = std::prev(next);; last = next++) {
      if (last->date > held.to) return;
      const Date until = next == closes.end() ? held.to : std::min(held.to, next->date - 1);
      const Date stale_from = std::max(held.from, last->date + stale_after_days_ + 1);
      if (stale_from <= until)
        findings_.add("stale_price", BookFile::prices, last->line,
                      "the price of " + id + " on " + last->date.to_string() + " is its last one; it is too old " +
                          days_text(stale_from, until));
      if (next == closes.end()) return;
    }
  }

 private:
  const Book& book_;
  int stale_after_days_;
  bool last_transaction_counts_;
  Findings& findings_;
};

/// One finding for each run of days without a rate.
void check_rates(const MarketData& market, const Needs::Pair& pair, const Held& held, Findings& findings) {
  Date begin = held.from;
  Quote first;
  const auto end_run = [&](Date end) {
    if (first.reason == Reason::none) return;
    const bool stale = first.line != 0;
    findings.add("fx_gap", stale ? BookFile::fx : BookFile::transactions, stale ? first.line : held.line,
                 "no rate " + pair.from.code() + "-" + pair.to.code() + " " + days_text(begin, end) +
                     (stale ? "; the last one is of " + first.quoted_on.to_string() : ""));
  };
  for (Date date = held.from; date <= held.to; ++date) {
    const Quote quote = market.rate(pair.from, pair.to, date);
    if (quote.reason == first.reason && quote.line == first.line && quote.reason != Reason::none) continue;
    end_run(date - 1);
    begin = date;
    first = quote;
  }
  end_run(held.to);
}

}  // namespace

void check_coverage(const Book& book, const Policy& policy, const MarketData& market, Needs& needs,
                    Findings& findings) {
  Prices prices(book, policy, findings);
  for (std::size_t s = 0; s < needs.securities.size(); ++s) {
    join(needs.securities[s]);
    for (const Held& held : needs.securities[s]) prices.check(s, held);
  }
  for (Needs::Pair& pair : needs.rates) {
    join(pair.days);
    for (const Held& held : pair.days) check_rates(market, pair, held, findings);
  }
}

}  // namespace dietz::data_quality
