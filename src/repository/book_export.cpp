#include "repository/book_export.hpp"

#include "codec/csv_text.hpp"

#include <algorithm>
#include <set>

namespace dietz {
namespace {

constexpr std::size_t page = 500;

/// One CSV file that is being written.
class Table {
 public:
  explicit Table(std::string_view header) { text_.append(header).append("\n"); }
  Table& cell(std::string_view text) { return raw(csv_cell(text)); }
  Table& number(const std::optional<Decimal>& value) { return raw(value ? value->to_string() : std::string()); }
  Table& date(const std::optional<Date>& value) { return raw(value ? value->to_string() : std::string()); }
  Table& currency(Currency value) { return raw(value.is_none() ? std::string() : value.code()); }
  void end_row() {
    text_ += '\n';
    first_ = true;
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  Table& raw(const std::string& text) {
    if (!first_) text_ += ',';
    first_ = false;
    text_ += text;
    return *this;
  }
  std::string text_;
  bool first_ = true;
};

std::string clock_time(const std::optional<std::uint32_t>& milliseconds) {
  if (!milliseconds) return {};
  const auto two = [](std::uint32_t n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  const std::uint32_t rest = *milliseconds % 1'000;
  const std::uint32_t seconds = *milliseconds / 1'000;
  std::string text = two(seconds / 3'600) + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
  if (rest != 0) text += "." + std::string(rest < 10 ? "00" : rest < 100 ? "0" : "") + std::to_string(rest);
  return text;
}

/// Calls `take` with each fact of a range.
template <class Fact, class Take>
Status for_each_fact(FactRepository<Fact>& facts, const TenantContext& context, const std::string& parent,
                     const BookExport& wanted, const Take& take) {
  FactRange range;
  range.to = wanted.to;
  range.known_at = wanted.known_at;
  std::string cursor;
  do {
    auto found = facts.list(context, parent, range, page, cursor);
    if (!found.ok()) return std::move(found).error();
    for (const Recorded<Fact>& one : found->items) take(one);
    cursor = std::move(found->next);
  } while (!cursor.empty());
  return Done{};
}

class Exporter {
 public:
  Exporter(const BookRepositories& from, const TenantContext& context, const BookExport& wanted)
      : from_(from), context_(context), wanted_(wanted) {}

  Result<std::map<std::string, std::string>> run() {
    for (const auto step : {&Exporter::write_portfolios, &Exporter::write_transactions, &Exporter::write_valuations,
                            &Exporter::write_benchmarks, &Exporter::write_securities, &Exporter::write_prices,
                            &Exporter::write_rates, &Exporter::write_policy}) {
      if (Status s = (this->*step)(); !s) return std::move(s).error();
    }
    return std::move(files_);
  }

 private:
  Status write_portfolios() {
    Table table("id,name,currency,client,inception,benchmark,policy,group");
    for (const std::string& id : wanted_.portfolios) {
      auto found = from_.portfolios.get(context_, id);
      if (!found.ok()) return std::move(found).error();
      const Portfolio& p = found->value;
      portfolio_ids_.emplace_back(id, shown(found->external_id, id));
      if (policy_.empty()) policy_ = p.policy;
      add_currency(p.currency);
      if (!p.benchmark.empty()) benchmarks_.insert(p.benchmark);
      table.cell(portfolio_ids_.back().second).cell(p.name.empty() ? portfolio_ids_.back().second : p.name);
      table.currency(p.currency).cell("").date(p.inception);
      table.cell(name_of_benchmark(p.benchmark)).cell("").cell(p.group).end_row();
    }
    if (!wanted_.benchmark.empty()) benchmarks_.insert(wanted_.benchmark);
    files_["portfolios.csv"] = table.take();
    return Done{};
  }

  Status write_transactions() {
    Table table(
        "id,portfolio,date,type,time,security,new_security,cost_share,quantity,price,amount,currency,fees,taxes,fx_"
        "rate,"
        "lot,ratio,note");
    for (const auto& ids : portfolio_ids_) {
      const auto& id = ids.first;
      const auto& shown_id = ids.second;
      Status read =
          for_each_fact(from_.transactions, context_, id, wanted_, [&](const Recorded<RecordedTransaction>& r) {
            const RecordedTransaction& t = r.fact;
            const bool is_exchange = t.type == TransactionType::exchange;
            if (!t.security.empty() && !is_exchange) securities_.insert(t.security);
            if (!t.new_security.empty()) securities_.insert(t.new_security);
            add_currency(t.currency);
            if (t.bought_currency) add_currency(*t.bought_currency);
            table.cell(shown(t.external_id, r.id))
                .cell(shown_id)
                .date(t.date)
                .cell(name_of(t.type))
                .cell(clock_time(t.time));
            table.cell(is_exchange && t.bought_currency ? t.bought_currency->code() : name_of_security(t.security));
            table.cell(name_of_security(t.new_security)).number(t.cost_share).number(t.quantity).number(t.price);
            table.number(t.amount).currency(t.currency).number(t.fees).number(t.taxes).number(t.fx_rate);
            table.cell(t.lot).number(t.ratio).cell(t.note).end_row();
          });
      if (!read) return read;
    }
    files_["transactions.csv"] = table.take();
    return Done{};
  }

  Status write_valuations() {
    Table table("portfolio,date,value");
    bool any = false;
    for (const auto& ids : portfolio_ids_) {
      const auto& id = ids.first;
      const auto& shown_id = ids.second;
      Status read = for_each_fact(from_.valuations, context_, id, wanted_, [&](const Recorded<RecordedValuation>& r) {
        any = true;
        table.cell(shown_id).date(r.fact.date).number(r.fact.value).end_row();
      });
      if (!read) return read;
    }
    if (any) files_["valuations.csv"] = table.take();
    return Done{};
  }

  /// Benchmarks and what they are blended of; what isn't a benchmark is a security.
  Status write_benchmarks() {
    Table table("benchmark,component,weight,from,rebalance");
    bool any = false;
    std::set<std::string> done;
    std::vector<std::string> open(benchmarks_.begin(), benchmarks_.end());
    while (!open.empty()) {
      const std::string id = open.back();
      open.pop_back();
      if (!done.insert(id).second) continue;
      auto found = from_.benchmarks.get(context_, id);
      if (!found.ok()) {
        if (found.error().kind != ErrorKind::not_found) return std::move(found).error();
        securities_.insert(id);
        continue;
      }
      any = true;
      for (const BenchmarkComponent& part : found->value.components) {
        open.push_back(part.id);
        table.cell(id).cell(name_of_benchmark(part.id)).number(part.weight).date(part.from);
        table.cell(found->value.rebalance ? name_of(*found->value.rebalance) : std::string_view()).end_row();
      }
    }
    if (any) files_["benchmarks.csv"] = table.take();
    return Done{};
  }

  Status write_securities() {
    Table table("id,name,type,currency,isin,cusip,sedol,ticker,asset_class,sector,region");
    for (const std::string& id : securities_) {
      auto found = from_.securities.get(context_, id);
      if (!found.ok()) return std::move(found).error();
      const Security& s = found->value;
      add_currency(s.currency);
      table.cell(name_of_security(id)).cell(s.name.empty() ? id : s.name).cell(s.type).currency(s.currency);
      for (const std::string* text : {&s.isin, &s.cusip, &s.sedol, &s.ticker, &s.asset_class, &s.sector, &s.region}) {
        table.cell(*text);
      }
      table.end_row();
    }
    files_["securities.csv"] = table.take();
    return Done{};
  }

  Status write_prices() {
    Table table("security,date,close,currency");
    for (const std::string& id : securities_) {
      const std::string shown_id = name_of_security(id);
      Status read = for_each_fact(from_.prices, context_, id, wanted_, [&](const Recorded<RecordedPrice>& r) {
        add_currency(r.fact.currency);
        table.cell(shown_id).date(r.fact.date).number(r.fact.close).currency(r.fact.currency).end_row();
      });
      if (!read) return read;
    }
    files_["prices.csv"] = table.take();
    return Done{};
  }

  Status write_rates() {
    Table table("base,quote,date,rate");
    add_currency(*Currency::parse("EUR"));
    add_currency(*Currency::parse("USD"));
    for (const std::string& base : currencies_) {
      for (const std::string& quote : currencies_) {
        if (base == quote) continue;
        Status read = for_each_fact(from_.fx_rates, context_, base + "-" + quote, wanted_,
                                    [&](const Recorded<RecordedFxRate>& r) {
                                      table.cell(base).cell(quote).date(r.fact.date).number(r.fact.rate).end_row();
                                    });
        if (!read) return read;
      }
    }
    files_["fx.csv"] = table.take();
    return Done{};
  }

  Status write_policy() {
    const std::string id = wanted_.policy.empty() ? policy_ : wanted_.policy;
    if (id.empty()) return Done{};
    auto found = from_.policies.get(context_, id);
    if (!found.ok()) return std::move(found).error();
    std::string text;
    for (const PolicyEntry& entry : entries_of(found->value)) {
      text += entry.key + " = " + (entry.is_number ? entry.value : "\"" + entry.value + "\"") + "\n";
    }
    files_["policy.toml"] = text;
    return Done{};
  }

  [[nodiscard]] std::string shown(const std::string& external_id, const std::string& id) const {
    return wanted_.external_ids && !external_id.empty() ? external_id : id;
  }
  std::string name_of_security(const std::string& id) {
    if (id.empty() || !wanted_.external_ids) return id;
    const auto known = security_names_.find(id);
    if (known != security_names_.end()) return known->second;
    auto found = from_.securities.get(context_, id);
    return security_names_[id] = found.ok() ? shown(found->external_id, id) : id;
  }
  /// A benchmark has one name here and there; a security as benchmark has its own.
  std::string name_of_benchmark(const std::string& id) {
    if (id.empty() || !wanted_.external_ids || from_.benchmarks.get(context_, id).ok()) return id;
    return name_of_security(id);
  }
  void add_currency(Currency currency) {
    if (!currency.is_none()) currencies_.insert(currency.code());
  }

  const BookRepositories& from_;
  const TenantContext& context_;
  const BookExport& wanted_;
  std::map<std::string, std::string> files_;
  std::vector<std::pair<std::string, std::string>> portfolio_ids_;  ///< of the store, as shown
  std::string policy_;
  std::set<std::string> securities_, benchmarks_, currencies_;
  std::map<std::string, std::string> security_names_;
};

}  // namespace

Result<std::map<std::string, std::string>> export_book(const BookRepositories& from, const TenantContext& context,
                                                       const BookExport& wanted) {
  return Exporter(from, context, wanted).run();
}

}  // namespace dietz
