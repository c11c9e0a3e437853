#include "presentation/report_json.hpp"

#include "presentation/figures.hpp"
#include "presentation/packed_explanation.hpp"

namespace dietz {
namespace {

class ReportWriter {
 public:
  std::string write(const BookReport& report, const ReportOrigin& origin, std::span<const Explanation> explanations) {
    json_.begin_object();
    json_.key("from").string(report.range.from.to_string()).key("to").string(report.range.to.to_string());
    policy(report.policy);
    json_.key("input_hash").string(origin.input_hash).key("engine_version").string(origin.engine_version);
    json_.key("known_at");
    origin.known_at.empty() ? json_.null() : json_.string(origin.known_at);
    json_.key("portfolios").begin_array();
    for (std::size_t i = 0; i < report.portfolios.size(); ++i) {
      portfolio(report.portfolios[i], i < explanations.size() ? &explanations[i] : nullptr);
    }
    json_.end_array().key("total");
    if (report.total) {
      portfolio(*report.total, explanations.empty() ? nullptr : &explanations.back());
    } else {
      json_.null();
    }
    json_.end_object();
    return json_.take();
  }

 private:
  void policy(const Policy& policy) {
    json_.key("policy").begin_object();
    for (const PolicyEntry& entry : entries_of(policy)) {
      json_.key(entry.key);
      entry.is_number ? json_.number_text(entry.value) : json_.string(entry.value);
    }
    json_.end_object();
  }

  void portfolio(const PortfolioReport& p, const Explanation* explanation) {
    currency_ = p.currency;
    json_.begin_object().key("id");
    p.id.empty() ? json_.null() : json_.string(p.id);
    json_.key("name").string(p.name).key("currency").string(p.currency.code());
    json_.key("from").string(p.range.from.to_string()).key("to").string(p.range.to.to_string());
    write_figures(json_, p.figures);
    money(p.money);
    series(p);
    periods(p);
    holdings(p);
    drawdowns(p);
    benchmark(p);
    warnings(p.warnings);
    if (explanation != nullptr && !explanation->nodes.empty()) {
      json_.key("explanations");
      write_packed_explanation(json_, *explanation);
    }
    json_.end_object();
  }

  void amount(const Decimal& value) { json_.string(value.to_string_at_least(currency_.minor_digits())); }
  void amount(const std::optional<Decimal>& value) { value ? amount(*value) : void(json_.null()); }

  void money(const std::optional<MoneySummary>& money) {
    json_.key("money");
    if (!money) {
      json_.null();
      return;
    }
    json_.begin_object();
    const std::pair<const char*, const Decimal*> entries[] = {{"begin_value", &money->begin_value},
                                                              {"end_value", &money->end_value},
                                                              {"flows_in", &money->flows_in},
                                                              {"flows_out", &money->flows_out},
                                                              {"income", &money->income},
                                                              {"fees", &money->fees},
                                                              {"taxes", &money->taxes},
                                                              {"gain", &money->gain},
                                                              {"price_gain", &money->price_gain},
                                                              {"currency_gain", &money->currency_gain}};
    for (const auto& [name, value] : entries) {
      json_.key(name);
      amount(*value);
    }
    json_.end_object();
  }

  void point(Date date) { json_.begin_object().key("date").string(date.to_string()).key("value"); }

  void points(const char* name, const std::vector<DatedMoney>& values) {
    json_.key(name).begin_array();
    for (const DatedMoney& entry : values) {
      point(entry.date);
      amount(entry.value);
      json_.end_object();
    }
    json_.end_array();
  }

  void points(const char* name, const std::vector<DatedRate>& rates) {
    json_.key(name).begin_array();
    for (const DatedRate& entry : rates) {
      point(entry.date);
      entry.rate ? json_.number(entry.rate.value()) : json_.null();
      json_.end_object();
    }
    json_.end_array();
  }

  void series(const PortfolioReport& p) {
    json_.key("series").begin_object();
    points("value", p.value);
    points("invested", p.invested);
    points("twr_cumulative", p.twr_cumulative);
    points("drawdown", p.drawdown);
    if (!p.benchmark_id.empty()) points("benchmark_cumulative", p.benchmark_cumulative);
    json_.end_object();
  }

  void periods(const PortfolioReport& p) {
    json_.key("periods").begin_array();
    for (const PeriodReport& entry : p.periods) {
      json_.begin_object().key("name").string(entry.period.name);
      json_.key("from").string(entry.period.from.to_string()).key("to").string(entry.period.to.to_string());
      write_figures(json_, entry.figures);
      json_.end_object();
    }
    json_.end_array();
  }

  void holdings(const PortfolioReport& p) {
    json_.key("holdings").begin_array();
    for (const HoldingReport& h : p.holdings) {
      json_.begin_object().key("security").string(h.security).key("name").string(h.name);
      json_.key("quantity").string(h.quantity.to_string()).key("currency").string(h.price_currency.code());
      json_.key("price");
      h.price ? json_.string(h.price->to_string()) : json_.null();
      json_.key("value");
      amount(h.value);
      json_.key("weight");
      h.weight ? json_.number(*h.weight) : json_.null();
      json_.key("cost");
      amount(h.cost);
      json_.key("unrealised");
      amount(h.unrealised);
      if (h.reason != Reason::none) json_.key("reason").string(name_of(h.reason));
      json_.end_object();
    }
    json_.end_array();
  }

  void drawdowns(const PortfolioReport& p) {
    json_.key("drawdowns").begin_array();
    for (const Drawdown& d : p.drawdowns) {
      json_.begin_object().key("rank").integer(static_cast<std::int64_t>(d.rank)).key("peak");
      d.peak ? json_.string(d.peak->to_string()) : json_.null();
      json_.key("first_loss").string(d.first_loss.to_string()).key("trough").string(d.trough.to_string());
      json_.key("recovery");
      d.recovery ? json_.string(d.recovery->to_string()) : json_.null();
      json_.key("depth").number(d.depth).key("days");
      d.days_total ? json_.integer(*d.days_total) : json_.null();
      json_.end_object();
    }
    json_.end_array();
  }

  void benchmark(const PortfolioReport& p) {
    json_.key("benchmark");
    if (p.benchmark_id.empty()) {
      json_.null();
      return;
    }
    json_.begin_object().key("id").string(p.benchmark_id);
    write_figures(json_, p.benchmark_figures);
    json_.end_object();
  }

  void warnings(const std::vector<Finding>& findings) {
    json_.key("warnings").begin_array();
    for (const Finding& finding : findings) {
      json_.begin_object().key("code").string(finding.code).key("message").string(finding.message);
      if (finding.row.line != 0) {
        json_.key("source").begin_object().key("file").string(file_name_of(finding.row.file));
        json_.key("line").integer(finding.row.line).end_object();
      }
      json_.end_object();
    }
    json_.end_array();
  }

  JsonWriter json_;
  Currency currency_;
};

}  // namespace

std::string report_as_json(const BookReport& report, const ReportOrigin& origin,
                           std::span<const Explanation> explanations) {
  return ReportWriter().write(report, origin, explanations);
}

}  // namespace dietz
