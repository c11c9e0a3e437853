#include "calculations/contribution.hpp"

#include "calculations/attribution_linking.hpp"
#include "calculations/linked_growth.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace dietz {

ContributionParts& ContributionParts::operator+=(const ContributionParts& other) {
  price += other.price;
  currency += other.currency;
  income += other.income;
  fees += other.fees;
  taxes += other.taxes;
  return *this;
}

ContributionParts operator*(const ContributionParts& parts, double factor) {
  return {parts.price * factor, parts.currency * factor, parts.income * factor, parts.fees * factor,
          parts.taxes * factor};
}

std::string_view name_of(Classification classification) {
  switch (classification) {
    case Classification::security:
      return "security";
    case Classification::asset_class:
      return "asset_class";
    case Classification::sector:
      return "sector";
    case Classification::region:
      return "region";
    case Classification::currency:
      return "currency";
  }
  return "";
}

std::optional<Classification> parse_classification(std::string_view name) {
  for (const Classification classification :
       {Classification::security, Classification::asset_class, Classification::sector, Classification::region,
        Classification::currency}) {
    if (name == name_of(classification)) return classification;
  }
  return {};
}

std::string class_of(const Book& book, const PositionKey& key, Classification by) {
  if (by == Classification::currency)
    return (key.is_cash() ? key.currency : book.prices[key.security.at()].currency).code();
  if (key.is_cash()) return by == Classification::security ? "cash " + key.currency.code() : "cash";
  const Security& security = book.securities[key.security.at()];
  const std::string& stated = by == Classification::security      ? security.id
                              : by == Classification::asset_class ? security.asset_class
                              : by == Classification::sector      ? security.sector
                                                                  : security.region;
  return stated.empty() ? "unclassified" : stated;
}

namespace {

/// Links of one period, or all of them.
struct Window {
  std::string name;
  std::size_t first = 0;  ///< links
  std::size_t last = 0;   ///< one past the last
};

struct Sum {
  ContributionParts parts;
  Decimal capital_days;

  void add(const Sum& other) {
    parts += other.parts;
    capital_days = working_sum(capital_days, other.capital_days);
  }
};

/// Why a window has no contributions.
struct Untold {
  Reason reason = Reason::none;
  std::string detail;
};

/// Group and segment.
using ClassName = std::pair<std::string, std::string>;

/// The sums of one window by class.
using Sums = std::map<ClassName, Sum>;

std::string period_name(Date end, ReturnFrequency frequency) {
  const std::string date = end.to_string();
  if (frequency == ReturnFrequency::day) return date;
  if (frequency == ReturnFrequency::year) return date.substr(0, 4);
  if (frequency == ReturnFrequency::month) return date.substr(0, 7);
  return date.substr(0, 4) + "-Q" + std::to_string((std::stoi(date.substr(5, 2)) + 2) / 3);
}

class ContributionBuilder {
 public:
  ContributionBuilder(const Book& book, const BookFacts& facts, std::size_t index, const ContributionRequest& request)
      : book_(book), facts_(facts), index_(index), request_(request) {}

  Result<PortfolioContributions> build() {
    const bool total = index_ == facts_.facts.size();
    const PortfolioFacts& own = total ? facts_.total : facts_.facts[index_];
    answer_.id = own.id;
    answer_.name = own.name;
    answer_.currency = own.currency;
    return_ = portfolio_return(own, facts_.range, book_.policy, ReturnBasis::net, TwrMethod::daily, "twr");
    set_reason();
    if (answer_.whole.reason != Reason::none) return std::move(answer_);
    cut_windows();
    if (Status done = follow(total); !done) return done.error();
    add_rest();
    answer_.whole = finished(0);
    for (std::size_t w = 1; w < windows_.size(); ++w) answer_.periods.push_back(finished(w));
    return std::move(answer_);
  }

 private:
  void set_reason() {
    const Rate& rate = return_.result.figure.rate;
    answer_.whole.from = return_.interval.usable() ? return_.interval.range.from : facts_.range.from;
    answer_.whole.to = return_.interval.usable() ? return_.interval.range.to : facts_.range.to;
    answer_.whole.reason = rate.reason();
    answer_.whole.detail = return_.result.figure.detail;
    answer_.whole.rate = rate;
    for (const SubPeriod& link : return_.result.links) {
      if (answer_.whole.reason != Reason::none || link.growth.without_capital || link.factor > 0.0) continue;
      answer_.whole.reason = Reason::zero_base;
      answer_.whole.detail = "everything was lost by " + link.to.to_string() + ", which can't be told apart";
    }
    if (answer_.whole.reason == Reason::none && return_.result.links.empty()) {
      answer_.whole.reason = Reason::insufficient_data;
      answer_.whole.detail = "there are no two valuations to tell a return apart between";
    }
  }

  void cut_windows() {
    const auto& links = return_.result.links;
    windows_.push_back({"", 0, links.size()});
    for (std::size_t i = 0; request_.frequency && i < links.size(); ++i) {
      const Date end = period_end(links[i].to, *request_.frequency);
      const bool same = windows_.size() > 1 && period_end(links[windows_.back().first].to, *request_.frequency) == end;
      if (!same) windows_.push_back({period_name(end, *request_.frequency), i, i});
      windows_.back().last = i + 1;
      window_of_.push_back(windows_.size() - 1);
    }
    for (const SubPeriod& link : links) {
      if (!link.growth.without_capital) answer_.invested.push_back({link.from, link.to});
    }
    sums_.resize(windows_.size());
    untold_.resize(windows_.size());
    explained_.resize(links.size());
    for (const SubPeriod& link : links) coefficients_.push_back(coefficient(link));
  }

  /// Contributions of a link are gains × these.
  struct Coefficient {
    Decimal multiplier;  ///< gains × multiplier / divisor
    Decimal divisor;
    double carino = 1.0;
  };

  [[nodiscard]] Coefficient coefficient(const SubPeriod& link) const {
    if (link.growth.without_capital) return {{}, Decimal(1), 1.0};
    return {Decimal(parts_of(link)), link.growth.denominator, carino_coefficient(0.0, link.factor - 1.0)};
  }

  /// Modified Dietz keeps its capital in days, so that no digit is lost.
  [[nodiscard]] int parts_of(const SubPeriod& link) const {
    if (!link.by_modified_dietz) return 1;
    const auto& days = return_.interval.days;
    Date from = link.from;
    if (days[link.first].value->is_zero()) {
      std::size_t at = link.first + 1;
      while (at < link.last && !days[at].has_flow()) ++at;
      from = days[at].date;
    }
    return link.to - from;
  }

  [[nodiscard]] double share(const Decimal& gain, const Coefficient& c) const {
    if (gain.is_zero() || c.multiplier.is_zero()) return 0.0;
    return ratio(working_product(gain, c.multiplier), c.divisor) * c.carino;
  }

  Status follow(bool total) {
    std::vector<Date> ends{return_.result.links.front().from};
    for (const SubPeriod& link : return_.result.links) ends.push_back(link.to);
    const InternalTransfers internal = total ? internal_transfers(book_, facts_.portfolios) : InternalTransfers();
    for (std::size_t i = 0; i < facts_.portfolios.size(); ++i) {
      // What is known by totals alone has no positions: it is all rest.
      if ((!total && i != index_) || facts_.facts[i].valued_by_custodian_only) continue;
      const MarketData market(book_, book_.policy, facts_.portfolios[i]);
      Status done =
          follow_positions(book_, market, facts_.portfolios[i], answer_.currency, ends, book_.policy.flow_timing,
                           internal, [this](std::size_t at, auto spans) { add_link(at - 1, spans); });
      if (!done) return done;
    }
    return Done{};
  }

  void add_link(std::size_t link, std::span<const PositionSpan> spans) {
    for (const PositionSpan& span : spans) {
      const Coefficient& c = coefficients_[link];
      Sum sum;
      sum.parts = {share(span.gain.price, c), share(span.gain.currency, c), share(span.gain.income, c),
                   -share(span.gain.fees, c), -share(span.gain.taxes, c)};
      explained_[link] = working_sum(explained_[link], span.gain.sum());
      add(link, class_name(span.key), span.begin_value, span.flow, span.flow_days, sum);
      for (const UnvaluedMove& move : span.unvalued) leave_untold(link, span.key, move);
    }
  }

  /// Within one class, or without capital at work, it doesn't matter what moved.
  void leave_untold(std::size_t link, const PositionKey& from, const UnvaluedMove& move) {
    if (coefficients_[link].multiplier.is_zero() || class_name(from) == class_name({move.to, {}})) return;
    const auto leave = [&](Untold& untold) {
      if (untold.reason != Reason::none) return;
      untold.reason = move.reason;
      untold.detail = "what " + book_.securities[from.security.at()].id + " brought of " +
                      book_.securities[move.to.at()].id + " on " + move.date.to_string() +
                      " has no known value, so that the two can't be told apart";
    };
    leave(untold_[0]);
    if (windows_.size() > 1) leave(untold_[window_of_[link]]);
  }

  const ClassName& class_name(const PositionKey& key) {
    const auto [known, is_new] = classes_.try_emplace(key);
    if (is_new)
      known->second = {request_.group ? class_of(book_, key, *request_.group) : "", class_of(book_, key, request_.by)};
    return known->second;
  }

  void add(std::size_t link, const ClassName& name, const Decimal& begin, const Decimal& flow, const Decimal& flow_days,
           Sum sum) {
    add_to(0, link, name, begin, flow, flow_days, sum);
    if (windows_.size() > 1) add_to(window_of_[link], link, name, begin, flow, flow_days, sum);
  }

  void add_to(std::size_t w, std::size_t link, const ClassName& name, const Decimal& begin, const Decimal& flow,
              const Decimal& flow_days, Sum& sum) {
    const auto& links = return_.result.links;
    const Window& window = windows_[w];
    const Date to = links[window.last - 1].to;
    sum.capital_days = flow_days;
    if (!flow.is_zero())
      sum.capital_days = working_sum(sum.capital_days, working_product(flow, Decimal(to - links[link].to)));
    if (link == window.first)
      sum.capital_days = working_sum(sum.capital_days, working_product(begin, Decimal(to - links[link].from)));
    sums_[w][name].add(sum);
  }

  /// Gains of the portfolio that its positions don't explain.
  void add_rest() {
    const auto& links = return_.result.links;
    const auto& days = return_.interval.days;
    std::vector<Decimal> rests;
    bool any = false;
    for (std::size_t i = 0; i < links.size(); ++i) {
      Decimal gain = working_sum(*days[links[i].last].value, -*days[links[i].first].value);
      for (std::size_t d = links[i].first + 1; d <= links[i].last; ++d) gain = working_sum(gain, -days[d].flow());
      rests.push_back(working_sum(gain, -explained_[i]));
      any = any || std::abs(share(rests.back(), coefficients_[i])) > 1e-18;
    }
    if (!any) return;
    for (std::size_t i = 0; i < links.size(); ++i) {
      Sum sum;
      sum.parts.price = share(rests[i], coefficients_[i]);
      add(i, rest_name(), {}, {}, {}, sum);
    }
    weigh_rest();
  }

  [[nodiscard]] ClassName rest_name() const { return {request_.group ? "rest" : "", "rest"}; }

  /// Its weight is what is left of the portfolio's own capital.
  void weigh_rest() {
    const auto& links = return_.result.links;
    const auto& days = return_.interval.days;
    for (std::size_t w = 0; w < windows_.size(); ++w) {
      const SubPeriod& first = links[windows_[w].first];
      const SubPeriod& last = links[windows_[w].last - 1];
      Decimal capital = working_product(*days[first.first].value, Decimal(last.to - first.from));
      for (std::size_t d = first.first + 1; d <= last.last; ++d) {
        const int left = last.to - days[d].date;
        capital = working_sum(capital, working_product(days[d].flow_at_start, Decimal(left + 1)));
        capital = working_sum(capital, working_product(days[d].flow_at_end, Decimal(left)));
      }
      for (const auto& [name, sum] : sums_[w]) capital = working_sum(capital, -sum.capital_days);
      Decimal& rest = sums_[w][rest_name()].capital_days;
      rest = working_sum(rest, capital);
    }
  }

  [[nodiscard]] PeriodContributions finished(std::size_t w) const {
    const auto& links = return_.result.links;
    const Window& window = windows_[w];
    PeriodContributions period;
    period.name = window.name;
    period.from = links[window.first].from;
    period.to = links[window.last - 1].to;
    LinkedGrowth growth;
    for (std::size_t i = window.first; i < window.last; ++i) growth.add(links[i].to, links[i].factor);
    period.rate = growth.growth() - 1.0;
    period.reason = untold_[w].reason;
    period.detail = untold_[w].detail;
    if (period.reason != Reason::none) return period;
    const double whole = carino_coefficient(0.0, period.rate.value());
    Decimal capital;
    for (const auto& [name, sum] : sums_[w]) capital = working_sum(capital, sum.capital_days);
    for (const auto& [name, sum] : sums_[w]) {
      Contribution& c = period.contributions.emplace_back();
      c.group = name.first;
      c.segment = name.second;
      c.parts = sum.parts * (1.0 / whole);
      c.contribution = c.parts.sum();
      c.weight = capital.is_zero() ? 0.0 : ratio(sum.capital_days, capital);
      if (c.weight != 0.0) c.rate = c.contribution / c.weight;
      if (c.weight == 0.0 && c.contribution != 0.0) c.rate = Reason::zero_base;
      if (request_.by != Classification::security) continue;
      if (const SecurityIndex security = book_.find_security(c.segment); !security.is_none())
        c.name = book_.securities[security.at()].name;
    }
    return period;
  }

  const Book& book_;
  const BookFacts& facts_;
  std::size_t index_;
  ContributionRequest request_;
  PortfolioContributions answer_;
  PortfolioReturn return_;
  std::vector<Window> windows_;         ///< the whole, then the periods
  std::vector<std::size_t> window_of_;  ///< the period of each link
  std::vector<Sums> sums_;              ///< by window
  std::vector<Untold> untold_;          ///< by window
  std::vector<Coefficient> coefficients_;
  std::vector<Decimal> explained_;  ///< gain of all positions, by link
  std::map<PositionKey, ClassName> classes_;
};

}  // namespace

Result<PortfolioContributions> contributions_of(const Book& book, const BookFacts& facts, std::size_t index,
                                                const ContributionRequest& request) try {
  return ContributionBuilder(book, facts, index, request).build();
} catch (const DecimalOverflow& overflow) {
  return Error::invalid(overflow.what());
}

}  // namespace dietz
