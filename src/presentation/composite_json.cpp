#include "codec/json_writer.hpp"
#include "presentation/composite_output.hpp"
#include "presentation/figures.hpp"

namespace dietz {
namespace {

class CompositeJson {
 public:
  explicit CompositeJson(const CompositeReport& report) : report_(report) {}

  std::string write(const Policy& policy, const ReportOrigin& origin) {
    json_.begin_object().key("id").string(report_.id).key("name").string(report_.name);
    json_.key("currency").string(report_.currency.code());
    range(report_.range);
    json_.key("policy").begin_object();
    for (const PolicyEntry& entry : entries_of(policy)) {
      json_.key(entry.key);
      entry.is_number ? json_.number_text(entry.value) : json_.string(entry.value);
    }
    json_.end_object();
    json_.key("input_hash").string(origin.input_hash).key("engine_version").string(origin.engine_version);
    terms(report_.terms);
    json_.key("benchmark");
    report_.benchmark.empty() ? json_.null() : json_.string(report_.benchmark);
    write_figures(json_, report_.figures);
    years();
    months();
    members();
    findings();
    json_.end_object();
    return json_.take();
  }

 private:
  void range(DateRange range) {
    json_.key("from").string(range.from.to_string()).key("to").string(range.to.to_string());
  }
  void money(std::string_view name, const std::optional<Decimal>& amount) {
    json_.key(name);
    amount ? json_.string(amount->to_string()) : json_.null();
  }
  void date(std::string_view name, const std::optional<Date>& date) {
    json_.key(name);
    date ? json_.string(date->to_string()) : json_.null();
  }
  void rate(std::string_view name, const Rate& rate) {
    json_.key(name);
    rate ? json_.number(rate.value()) : json_.null();
  }

  void terms(const CompositeTerms& terms) {
    json_.key("terms").begin_object();
    date("from", terms.from);
    json_.key("weighting").string(name_of(terms.weighting));
    money("minimum_assets", terms.minimum_assets);
    money("significant_flow_percent", terms.significant_flow_percent);
    json_.key("dispersion").string(name_of(terms.dispersion));
    json_.key("minimum_members").integer(terms.minimum_members);
    json_.key("entry_months");
    terms.entry_months ? json_.integer(*terms.entry_months) : json_.null();
    json_.end_object();
  }

  void years() {
    json_.key("years").begin_array();
    for (const CompositeYear& year : report_.years) {
      json_.begin_object().key("name").string(year.name);
      range(year.range);
      json_.key("whole").boolean(year.whole);
      json_.key("members").integer(static_cast<std::int64_t>(year.members));
      json_.key("members_all_year").integer(static_cast<std::int64_t>(year.members_all_year));
      money("assets", year.assets);
      write_figures(json_, year.figures);
      json_.end_object();
    }
    json_.end_array();
  }

  void months() {
    json_.key("months").begin_array();
    for (const CompositeMonth& month : report_.months) {
      json_.begin_object();
      range(month.range);
      rate("composite_return", month.net);
      rate("composite_return_gross", month.gross);
      if (!report_.benchmark.empty()) rate("benchmark_return", month.benchmark);
      json_.key("members").integer(static_cast<std::int64_t>(month.members));
      json_.key("begin_assets").string(month.begin_assets.to_string());
      json_.key("end_assets").string(month.end_assets.to_string());
      json_.key("left_out").begin_array();
      for (std::size_t m = 0; m < report_.members.size(); ++m) {
        const Exclusion why = month.exclusions[m];
        if (why == Exclusion::none || why == Exclusion::not_a_member) continue;
        json_.begin_object().key("portfolio").string(report_.members[m].portfolio);
        json_.key("why").string(name_of(why)).end_object();
      }
      json_.end_array().end_object();
    }
    json_.end_array();
  }

  void members() {
    json_.key("members").begin_array();
    for (std::size_t m = 0; m < report_.members.size(); ++m) {
      const CompositeMember& member = report_.members[m];
      std::int64_t counted = 0;
      for (const CompositeMonth& month : report_.months) counted += month.exclusions[m] == Exclusion::none ? 1 : 0;
      json_.begin_object().key("portfolio").string(member.portfolio).key("months").integer(counted);
      json_.key("spans").begin_array();
      for (const MembershipSpan& span : member.member.spans) {
        json_.begin_object();
        date("from", span.from);
        date("to", span.to);
        json_.key("reason");
        span.reason.empty() ? json_.null() : json_.string(span.reason);
        json_.end_object();
      }
      json_.end_array().end_object();
    }
    json_.end_array();
  }

  void findings() {
    json_.key("findings").begin_array();
    for (const RuleFinding& finding : report_.findings) {
      json_.begin_object().key("rule").string(finding.rule).key("portfolio");
      finding.portfolio.empty() ? json_.null() : json_.string(finding.portfolio);
      json_.key("date").string(finding.date.to_string());
      json_.key("severity").string(finding.breach ? "breach" : "note");
      json_.key("message").string(finding.message).end_object();
    }
    json_.end_array();
  }

  const CompositeReport& report_;
  JsonWriter json_;
};

}  // namespace

std::string composite_as_json(const CompositeReport& report, const Policy& policy, const ReportOrigin& origin) {
  return CompositeJson(report).write(policy, origin);
}

}  // namespace dietz
