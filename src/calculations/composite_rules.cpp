#include "calculations/composite_rules.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace dietz {
namespace {

class RuleChecker {
 public:
  RuleChecker(const Book& book, const CompositeReport& report, std::span<const PortfolioFacts> facts)
      : book_(book), report_(report), facts_(facts) {}

  std::vector<RuleFinding> check() {
    check_policy();
    for (std::size_t m = 0; m < report_.members.size(); ++m) {
      check_months(m);
      check_large_flows(m);
      check_entry(m);
      check_exits(report_.members[m]);
    }
    check_terms();
    check_record();
    check_coverage();
    std::sort(findings_.begin(), findings_.end(), [](const RuleFinding& a, const RuleFinding& b) {
      return std::tie(a.date, a.rule, a.portfolio, a.message) < std::tie(b.date, b.rule, b.portfolio, b.message);
    });
    return std::move(findings_);
  }

 private:
  void breach(std::string rule, const std::string& portfolio, Date date, std::string message) {
    findings_.push_back({std::move(rule), portfolio, date, true, std::move(message)});
  }
  void note(std::string rule, const std::string& portfolio, Date date, std::string message) {
    findings_.push_back({std::move(rule), portfolio, date, false, std::move(message)});
  }

  void check_policy() {
    if (book_.policy.twr_method == TwrMethod::simple_dietz) {
      breach("daily_weighted_flows", {}, report_.range.to, "simple Dietz weighs every flow alike, not by its day");
    }
    if (book_.policy.annualize_under_one_year) {
      breach("nothing_annualized_under_a_year", {}, report_.range.to, "the policy annualises less than a year");
    }
  }

  void check_months(std::size_t m) {
    const CompositeMember& member = report_.members[m];
    for (std::size_t i = 0; i < report_.months.size(); ++i) {
      const MemberMonth& month = member.months[report_.first_month + i];
      const Date end = month.range.to;
      const std::string month_name = end.to_string().substr(0, 7);
      switch (report_.months[i].exclusions[m]) {
        case Exclusion::not_valued:
          breach("monthly_valuation", member.portfolio, end,
                 "no return in " + month_name + ": " + std::string(name_of(month.net.reason())));
          break;
        case Exclusion::minimum_assets:
          note("minimum_assets", member.portfolio, end,
               "left out of " + month_name + ": begins with " + month.begin_value.to_string());
          break;
        case Exclusion::significant_flow:
          note("significant_flow", member.portfolio, end,
               "left out of " + month_name + ": a net flow of " + month.net_flow.to_string() + " on " +
                   month.begin_value.to_string());
          break;
        case Exclusion::part_of_month:
          note("part_of_month", member.portfolio, end, "left out of " + month_name + ": not in it from end to end");
          break;
        case Exclusion::none:
          if (month.carried) {
            note("carried_valuation", member.portfolio, end,
                 "a value from shortly before stands in at an end of " + month_name);
          }
          break;
        case Exclusion::not_a_member:
        case Exclusion::not_funded:
          break;
      }
    }
  }

  /// A large flow on a day without valuation; its size is against the last value before it.
  void check_large_flows(std::size_t m) {
    const Decimal* before = nullptr;
    for (const PortfolioDay& day : facts_[m].days) {
      const Decimal flow = working_sum(day.flows_in, -day.flows_out);
      if (!day.value && before != nullptr && !flow.is_zero() && report_.range.contains(day.date) &&
          report_.members[m].member.covers({day.date - 1, day.date}) &&
          working_product(*before, book_.policy.large_flow_percent) < working_product(flow.abs(), Decimal(100))) {
        breach("valued_at_large_flow", report_.members[m].portfolio, day.date,
               "a flow of " + flow.to_string() + " on " + before->to_string() + " and no valuation");
      }
      if (day.value) before = &*day.value;
    }
  }

  void check_entry(std::size_t m) {
    const CompositeMember& member = report_.members[m];
    const auto& months = member.months;
    const auto funded = std::find_if(months.begin(), months.end(), [](const MemberMonth& month) {
      return month.net && month.begin_value.sign() > 0;
    });
    const auto entered =
        std::find_if(funded, months.end(), [&](const MemberMonth& month) { return member.member.covers(month.range); });
    if (funded == months.end() || entered == months.end()) return;
    const CompositeTerms terms = terms_of(book_, report_.id, entered->range);
    const auto waited = entered - funded;
    if (!terms.entry_months || waited <= *terms.entry_months) return;
    breach("timely_entry", member.portfolio, entered->range.to,
           "came in " + std::to_string(waited) + " months after its first whole month, " +
               std::to_string(*terms.entry_months) + " are allowed");
  }

  /// Whether a portfolio holds anything at the close of a day after which it left.
  [[nodiscard]] bool goes_on(const CompositeMember& member, Date last) const {
    return std::any_of(member.months.begin(), member.months.end(), [last](const MemberMonth& month) {
      return month.range.from >= last && month.net && month.begin_value.sign() > 0;
    });
  }

  [[nodiscard]] bool is_composite(const std::string& group) const {
    return std::any_of(book_.composites.begin(), book_.composites.end(),
                       [&](const CompositeTerms& terms) { return terms.composite == group; });
  }

  void check_exits(const CompositeMember& member) {
    for (std::size_t s = 0; s < member.member.spans.size(); ++s) {
      const MembershipSpan& span = member.member.spans[s];
      if (!span.to || !span.reason.empty() || !report_.range.contains(*span.to) || !goes_on(member, *span.to)) continue;
      const GroupMembership* next = nullptr;
      for (const GroupMembership& row : book_.groups) {
        const bool follows = row.portfolio == member.member.portfolio && row.group != report_.id && row.from &&
                             *span.to < *row.from && is_composite(row.group);
        if (follows && (next == nullptr || *row.from < *next->from)) next = &row;
      }
      if (next != nullptr && next->reason.empty()) {
        breach("switch_without_reason", member.portfolio, *span.to, "goes on in " + next->group);
      } else if (next == nullptr) {
        breach("exit_without_reason", member.portfolio, *span.to, "leaves while it goes on");
      }
    }
  }

  void check_terms() {
    std::optional<Date> first;
    for (const CompositeTerms& terms : book_.composites) {
      if (terms.composite != report_.id) continue;
      if (!terms.from) return;
      if (!first) first = terms.from;
    }
    if (!first || report_.months.empty() || *first <= report_.months.front().range.from + 1) return;
    breach("policy_in_advance", {}, *first,
           "months from " + report_.months.front().range.to.to_string().substr(0, 7) +
               " on stand before the composite's first rules");
  }

  void check_record() {
    for (const CompositeMonth& month : report_.months) {
      if (month.members > 0) continue;
      breach("unbroken_history", {}, month.range.to, "no member in " + month.range.to.to_string().substr(0, 7));
    }
    if (report_.benchmark.empty()) note("benchmark", {}, report_.range.to, "there is no benchmark to compare with");
    if (report_.months.size() < 60) {
      note("five_years_of_history", {}, report_.range.to,
           std::to_string(report_.months.size()) + " months are less than five years: show all since inception");
    }
  }

  void check_coverage() {
    if (book_.composites.empty()) return;
    std::set<std::size_t> covered;
    std::set<std::string> composites;
    for (const CompositeTerms& terms : book_.composites) composites.insert(terms.composite);
    for (const std::string& composite : composites) {
      for (const GroupMember& member : members_of(book_, composite)) covered.insert(member.portfolio.at());
    }
    for (std::uint32_t i = 0; i < book_.portfolios.size(); ++i) {
      if (covered.contains(i)) continue;
      note("every_portfolio_in_a_composite", book_.portfolios[i].id, report_.range.to,
           "is in no composite: fine unless it is fee-paying and discretionary");
    }
  }

  const Book& book_;
  const CompositeReport& report_;
  std::span<const PortfolioFacts> facts_;
  std::vector<RuleFinding> findings_;
};

}  // namespace

std::vector<RuleFinding> check_composite_rules(const Book& book, const CompositeReport& report,
                                               std::span<const PortfolioFacts> facts) {
  return RuleChecker(book, report, facts).check();
}

}  // namespace dietz
