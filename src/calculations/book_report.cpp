#include "calculations/book_report.hpp"

#include "calculations/booking.hpp"
#include "calculations/market_data.hpp"

#include <algorithm>

namespace dietz {
namespace {

/// The span of a book's dates.
class Dates {
 public:
  void add(Date opening, Date date) {
    first_ = any_ ? std::min(first_, opening) : opening;
    last_ = any_ ? std::max(last_, date) : date;
    any_ = true;
  }
  [[nodiscard]] bool any() const { return any_; }
  [[nodiscard]] Date first() const { return first_; }
  [[nodiscard]] Date last() const { return last_; }

 private:
  bool any_ = false;
  Date first_, last_;
};

/// The closes at which the portfolios begin: the day before a booking, the day of a stated total.
Dates bookings(const Book& book, std::span<const PortfolioIndex> portfolios) {
  Dates dates;
  for (const PortfolioIndex portfolio : portfolios) {
    const auto booked = transactions_of(book, portfolio);
    if (!booked.empty()) dates.add(booked.front().date - 1, booked.back().date);
    const auto stated = valuations_of(book, portfolio);
    if (!stated.empty()) dates.add(stated.front().date, stated.back().date);
  }
  return dates;
}

/// The last date in the data, whatever it is of.
Date last_date(const Book& book, Date at_least) {
  Date last = at_least;
  for (const PriceSeries& series : book.prices) {
    if (!series.closes.empty()) last = std::max(last, series.closes.back().date);
  }
  for (const FxSeries& series : book.fx) {
    if (!series.rates.empty()) last = std::max(last, series.rates.back().date);
  }
  return last;
}

void add_into(PortfolioDay& sum, const PortfolioDay& day) {
  if (sum.missing == Reason::none && day.missing != Reason::none) {
    sum.missing = day.missing;
    sum.missing_what = day.missing_what;
  }
  sum.value = sum.value && day.value ? std::optional(working_sum(*sum.value, *day.value)) : std::nullopt;
  const auto add = [](Decimal& total, const Decimal& part) {
    if (!part.is_zero()) total = working_sum(total, part);
  };
  add(sum.flows_in, day.flows_in);
  add(sum.flows_out, day.flows_out);
  add(sum.income, day.income);
  add(sum.fee_rows, day.fee_rows);
  add(sum.fees, day.fees);
  add(sum.taxes, day.taxes);
  add(sum.currency_gain, day.currency_gain);
}

/// A book's facts, put together portfolio by portfolio.
class FactsBuilder {
 public:
  FactsBuilder(const Book& book, const ReportRequest& request, BookFacts& facts)
      : book_(book), request_(request), market_(book, book.policy, facts.portfolios), facts_(facts) {}

  Status build() {
    // A custodian's total from shortly before may open the interval.
    first_ = facts_.range.from - (book_.valuations.empty() ? 0 : book_.policy.stale_after_days);
    for (const PortfolioIndex portfolio : facts_.portfolios) {
      if (Status done = add_portfolio(portfolio); !done) return done;
    }
    return add_total();
  }

 private:
  Status add_portfolio(PortfolioIndex index) {
    const Portfolio& portfolio = book_.portfolios[index.at()];
    PortfolioFacts facts;
    facts.id = portfolio.id;
    facts.name = portfolio.name;
    facts.currency = portfolio.currency;
    const MarketData market(book_, book_.policy, index);
    auto history = replay(book_, market, index, portfolio.currency, first_, facts_.range.to);
    if (!history) return std::move(history).error();
    facts.days = std::move(history->days);
    facts.valued_by_custodian_only = history->valued_by_custodian_only;
    const std::string& benchmark = request_.benchmark.empty() ? portfolio.benchmark : request_.benchmark;
    if (Status done = add_benchmark(facts, benchmark, market); !done) return done;
    facts_.facts.push_back(std::move(facts));
    facts_.histories.push_back(std::move(*history));
    return Done{};
  }

  Status add_benchmark(PortfolioFacts& facts, const std::string& id, const MarketData& market) {
    if (id.empty()) return Done{};
    auto growth = benchmark_growth(book_, market, id, facts.currency, facts_.range, book_.policy.benchmark_rebalance);
    if (!growth) return std::move(growth).error();
    facts.benchmark_id = id;
    facts.benchmark = std::move(*growth);
    return Done{};
  }

  /// All portfolios as one: what moves between them isn't a flow.
  Status add_total() {
    facts_.total.name = "Total";
    facts_.total.currency = facts_.total_currency;
    const InternalTransfers internal = internal_transfers_of_members(book_, facts_.portfolios, request_.members);
    for (std::size_t i = 0; i < facts_.portfolios.size(); ++i) {
      const bool same = counts_alike_in_total(i, internal);
      facts_.total_is_the_only_portfolio = same && facts_.portfolios.size() == 1;
      auto days = days_in_total(i, same, internal);
      if (!days) return std::move(days).error();
      if (!request_.members.empty()) count_members_only(*days, request_.members[i], facts_.total.border);
      facts_.total.valued_by_custodian_only =
          facts_.total.valued_by_custodian_only || facts_.facts[i].valued_by_custodian_only;
      if (i == 0) {
        facts_.total.days = std::move(*days);
      } else {
        for (std::size_t d = 0; d < days->size(); ++d) add_into(facts_.total.days[d], (*days)[d]);
      }
    }
    std::string benchmark = request_.benchmark;
    if (benchmark.empty() && facts_.facts.size() == 1) benchmark = facts_.facts.front().benchmark_id;
    return add_benchmark(facts_.total, benchmark, market_);
  }

  /// Whether a portfolio's days are in the total what they are by themselves: currency or internal transfers may make
  /// others.
  [[nodiscard]] bool counts_alike_in_total(std::size_t i, const InternalTransfers& internal) const {
    const auto own = transactions_of(book_, facts_.portfolios[i]);
    const auto begin = internal.begin() + (own.data() - book_.transactions.data());
    const auto end = begin + static_cast<std::ptrdiff_t>(own.size());
    return facts_.facts[i].currency == facts_.total_currency && std::find(begin, end, true) == end;
  }

  Result<std::vector<PortfolioDay>> days_in_total(std::size_t i, bool same, const InternalTransfers& internal) const {
    if (same) return facts_.facts[i].days;
    const MarketData market(book_, book_.policy, facts_.portfolios[i]);
    auto history =
        replay(book_, market, facts_.portfolios[i], facts_.total_currency, first_, facts_.range.to, internal);
    if (!history) return std::move(history).error();
    return std::move(history->days);
  }

  const Book& book_;
  const ReportRequest& request_;
  MarketData market_;  ///< as all portfolios of the request see it
  BookFacts& facts_;
  Date first_;
};

}  // namespace

Result<BookFacts> facts_of(const Book& book, const ReportRequest& request, DateRange range) {
  BookFacts facts;
  facts.range = range;
  facts.portfolios = request.portfolios;
  facts.total_currency = request.total_currency;
  facts.members = request.members;
  if (Status done = FactsBuilder(book, request, facts).build(); !done) return std::move(done).error();
  return facts;
}

Result<BookLots> lots_of(const Book& book, const ReportRequest& request, DateRange range) {
  BookLots lots;
  for (const PortfolioIndex portfolio : request.portfolios) {
    const MarketData market(book, book.policy, portfolio);
    const Currency currency = book.portfolios[portfolio.at()].currency;
    auto own = open_lots(book, market, portfolio, currency, book.policy.lot_method, range.to);
    if (!own) return std::move(own).error();
    lots.own.push_back(std::move(*own));
    if (currency == request.total_currency) {
      lots.total.push_back(lots.own.back());
      continue;
    }
    auto total = open_lots(book, market, portfolio, request.total_currency, book.policy.lot_method, range.to);
    if (!total) return std::move(total).error();
    lots.total.push_back(std::move(*total));
  }
  return lots;
}

BookReport report_of(const Book& book, const BookFacts& facts) {
  BookReport report;
  report.range = facts.range;
  report.policy = book.policy;
  for (const PortfolioFacts& portfolio : facts.facts) {
    report.portfolios.push_back(report_on(portfolio, facts.range, book.policy));
  }
  if (facts.total_is_the_only_portfolio) {
    report.total = report.portfolios.front();
    report.total->id = facts.total.id;
    report.total->name = facts.total.name;
  } else if (!facts.facts.empty()) {
    report.total = report_on(facts.total, facts.range, book.policy);
  }
  return report;
}

Result<DateRange> range_of(const Book& book, const ReportRequest& request) {
  const Dates booked = bookings(book, request.portfolios);
  if (!booked.any() && !(request.from && request.to)) {
    return Error::invalid("the book has neither transactions nor valuations of these portfolios");
  }
  Date from = request.from.value_or(booked.first());
  const Date to = request.to.value_or(last_date(book, booked.any() ? booked.last() : from));
  if (!request.from && !request.to && from == to) from = to - 1;  // a single valuation: figures say why they are absent
  if (from >= to) {
    return Error::invalid("the interval must end after it begins: " + from.to_string() + " to " + to.to_string());
  }
  return DateRange{from, to};
}

}  // namespace dietz
