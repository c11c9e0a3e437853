#include "calculations/composite_report.hpp"

#include "calculations/book_report.hpp"
#include "calculations/composite_figures.hpp"
#include "calculations/composite_rules.hpp"
#include "calculations/market_data.hpp"

#include <map>

namespace dietz {
namespace {

std::vector<DateRange> months_in(DateRange range) {
  std::vector<DateRange> months;
  for (const ReportingPeriod& month : calendar_months(range.from, range.to)) months.push_back({month.from, month.to});
  return months;
}

/// Puts a composite's months together.
class CompositeBuilder {
 public:
  CompositeBuilder(const Book& book, const CompositeRequest& request) : book_(book), request_(request) {}

  Result<CompositeReport> build() {
    const auto members = members_of(book_, request_.group);
    if (members.empty()) return Error::invalid("no portfolio belongs to the group '" + request_.group + "'");
    if (Status done = settle(members); !done) return std::move(done).error();
    for (const GroupMember& member : members) {
      if (Status done = add_member(member); !done) return std::move(done).error();
    }
    if (Status done = add_months(); !done) return std::move(done).error();
    if (Status done = add_benchmark(); !done) return std::move(done).error();
    add_composite_figures(report_, book_.policy);
    report_.findings = check_composite_rules(book_, report_, facts_);
    return std::move(report_);
  }

 private:
  /// Interval, currency, benchmark, and the rules in force at the end.
  Status settle(const std::vector<GroupMember>& members) {
    ReportRequest whole;
    for (const GroupMember& member : members) whole.portfolios.push_back(member.portfolio);
    whole.from = request_.from;
    whole.to = request_.to;
    const auto range = dietz::range_of(book_, whole);
    if (!range) return range.error();
    months_ = months_in(*range);
    report_.range = months_.empty() ? *range : DateRange{months_.front().from, months_.back().to};
    report_.id = report_.name = request_.group;
    report_.terms = terms_of(book_, request_.group, {report_.range.to - 1, report_.range.to});
    if (!report_.terms.name.empty()) report_.name = report_.terms.name;
    report_.benchmark = request_.benchmark.empty() ? report_.terms.benchmark : request_.benchmark;
    report_.currency = request_.currency;
    if (report_.currency.is_none()) report_.currency = report_.terms.currency;
    if (report_.currency.is_none()) report_.currency = book_.portfolios[members.front().portfolio.at()].currency;
    return Done{};
  }

  /// Portfolios as one, in the composite's currency.
  Result<PortfolioFacts> facts_as_one(std::vector<PortfolioIndex> portfolios) const {
    ReportRequest request;
    request.portfolios = std::move(portfolios);
    request.total_currency = report_.currency;
    auto facts = facts_of(book_, request, report_.range);
    if (!facts) return std::move(facts).error();
    return std::move(facts->total);
  }

  Status add_member(const GroupMember& member) {
    auto facts = facts_as_one({member.portfolio});
    if (!facts) return std::move(facts).error();
    CompositeMember entry{book_.portfolios[member.portfolio.at()].id, member, {}};
    for (const DateRange& month : months_) entry.months.push_back(member_month(*facts, month, book_.policy));
    report_.members.push_back(std::move(entry));
    facts_.push_back(std::move(*facts));
    return Done{};
  }

  Status add_months() {
    for (std::size_t i = 0; i < months_.size(); ++i) {
      const CompositeTerms terms = terms_of(book_, request_.group, months_[i]);
      CompositeMonth month = composite_month(report_.members, i, terms);
      if (month.members == 0 && report_.months.empty()) continue;
      if (report_.months.empty()) report_.first_month = i;
      if (terms.weighting == CompositeWeighting::aggregate && month.members > 0) {
        if (Status done = measure_as_one(month); !done) return done;
      }
      report_.months.push_back(std::move(month));
    }
    return Done{};
  }

  /// The aggregate method: one set of members is replayed once for all its months.
  Status measure_as_one(CompositeMonth& month) {
    std::vector<PortfolioIndex> counted;
    std::vector<std::size_t> key;
    for (std::size_t m = 0; m < report_.members.size(); ++m) {
      if (month.exclusions[m] != Exclusion::none) continue;
      counted.push_back(report_.members[m].member.portfolio);
      key.push_back(counted.back().at());
    }
    auto found = as_one_.find(key);
    if (found == as_one_.end()) {
      auto facts = facts_as_one(std::move(counted));
      if (!facts) return std::move(facts).error();
      found = as_one_.emplace(std::move(key), std::move(*facts)).first;
    }
    const MemberMonth whole = member_month(found->second, month.range, book_.policy);
    month.net = whole.net;
    month.gross = whole.gross;
    return Done{};
  }

  Status add_benchmark() {
    if (report_.benchmark.empty() || report_.months.empty()) return Done{};
    std::vector<PortfolioIndex> portfolios;
    for (const CompositeMember& entry : report_.members) portfolios.push_back(entry.member.portfolio);
    const MarketData market(book_, book_.policy, portfolios);
    const auto growth = benchmark_growth(book_, market, report_.benchmark, report_.currency, report_.range,
                                         book_.policy.benchmark_rebalance);
    if (!growth) return growth.error();
    for (CompositeMonth& month : report_.months) {
      month.benchmark = benchmark_return(*growth, month.range.from, month.range.to).rate;
    }
    return Done{};
  }

  const Book& book_;
  const CompositeRequest& request_;
  CompositeReport report_;
  std::vector<DateRange> months_;
  std::vector<PortfolioFacts> facts_;  ///< by member
  std::map<std::vector<std::size_t>, PortfolioFacts> as_one_;
};

}  // namespace

CompositeTerms terms_of(const Book& book, std::string_view composite, DateRange month) {
  CompositeTerms in_force;
  in_force.composite = std::string(composite);
  for (const CompositeTerms& terms : book.composites) {
    if (terms.composite == composite && (!terms.from || *terms.from <= month.from + 1)) in_force = terms;
  }
  return in_force;
}

Result<CompositeReport> composite_report(const Book& book, const CompositeRequest& request) {
  return CompositeBuilder(book, request).build();
}

}  // namespace dietz
