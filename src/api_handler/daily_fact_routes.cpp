#include "api_handler/entity_forms.hpp"
#include "api_handler/fact_routes.hpp"

#include <functional>
#include <memory>
#include <utility>

namespace dietz {
namespace {

using Need = JsonFields::Need;

constexpr int put_attempts = 20;

/// What the facts of a path belong to.
struct Parent {
  std::string id;
  Currency currency;  ///< its own, or a pair's base
  Currency quote = {};
};
using FindParent = std::function<Result<Parent>(const TenantContext&, const std::string&)>;

RecordedPrice read_fact(JsonFields& fields, const Parent& parent, Date date, RecordedPrice*) {
  RecordedPrice price{parent.id, date, fields.decimal("close", Need::required).value_or(Decimal()), parent.currency};
  if (fields.has("currency")) price.currency = read_currency(fields, "currency", Need::required);
  if (price.close.is_negative()) fields.refuse("close", "must not be negative");
  return price;
}
RecordedFxRate read_fact(JsonFields& fields, const Parent& parent, Date date, RecordedFxRate*) {
  const auto rate = fields.decimal("rate", Need::required);
  if (rate && rate->sign() <= 0) fields.refuse("rate", "must be more than 0");
  return {parent.currency, parent.quote, date, rate.value_or(Decimal())};
}
RecordedValuation read_fact(JsonFields& fields, const Parent& parent, Date date, RecordedValuation*) {
  return {parent.id, date, fields.decimal("value", Need::required).value_or(Decimal())};
}

void write_fact(JsonWriter& json, const RecordedPrice& price) {
  json.key("close").string(price.close.to_string()).key("currency").string(price.currency.code());
}
void write_fact(JsonWriter& json, const RecordedFxRate& rate) { json.key("rate").string(rate.rate.to_string()); }
void write_fact(JsonWriter& json, const RecordedValuation& valuation) {
  json.key("value").string(valuation.value.to_string());
}

/// Facts of which a parent has one a day.
template <class Fact>
class DailyFactResource {
 public:
  DailyFactResource(const ResourceParts& parts, FindParent find_parent, EventType event, FactRepository<Fact>& facts)
      : parts_(parts), find_parent_(std::move(find_parent)), event_(event), facts_(facts) {}

  HttpResponse list(const ApiCall& call) {
    auto page = page_query(call, parts_);
    if (auto* refusal = std::get_if<HttpResponse>(&page)) return std::move(*refusal);
    auto range = fact_range(call);
    if (auto* refusal = std::get_if<HttpResponse>(&range)) return std::move(*refusal);
    const TenantContext context = context_of(call);
    const auto parent = find_parent_(context, call.path.at("id"));
    if (!parent) return failure(call, parent.error());
    const PageQuery& asked = std::get<PageQuery>(page);
    const auto found = facts_.list(context, parent->id, std::get<FactRange>(range), asked.limit, asked.cursor);
    if (!found) return failure(call, found.error());
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const Recorded<Fact>& item : found->items) write(json, item);
    json.end_array();
    write_next_cursor(json, call, parts_, found->next);
    json.end_object();
    return json_response(200, json.take());
  }

  HttpResponse get(const ApiCall& call) {
    auto range = fact_range(call);
    if (auto* refusal = std::get_if<HttpResponse>(&range)) return std::move(*refusal);
    const TenantContext context = context_of(call);
    const auto parent = find_parent_(context, call.path.at("id"));
    if (!parent) return failure(call, parent.error());
    const auto found = facts_.get(context, parent->id, call.path.at("date"), std::get<FactRange>(range).known_at);
    return found ? answer(*found) : failure(call, found.error());
  }

  HttpResponse put(const ApiCall& call) {
    const TenantContext context = context_of(call);
    const auto parent = find_parent_(context, call.path.at("id"));
    if (!parent) return failure(call, parent.error());
    const auto date = Date::parse(call.path.at("date"));
    if (!date) return call.problem(ProblemType::invalid_parameter, "The path doesn't end in a date YYYY-MM-DD.");
    std::vector<FieldProblem> problems;
    JsonFields fields(call.body, "", problems);
    const Fact fact = read_fact(fields, *parent, *date, static_cast<Fact*>(nullptr));
    fields.refuse_others();
    if (!problems.empty()) return call.invalid_content(std::move(problems));
    return put_fact(call, *parent, fact);
  }

 private:
  /// The last one counts, so that an overtaken attempt is repeated on what is there then.
  HttpResponse put_fact(const ApiCall& call, const Parent& parent, const Fact& fact) {
    const auto put_once = [&](ChangeSet& changes) {
      const auto recorded = facts_.put(changes, fact);
      if (!recorded) return failure(call, recorded.error());
      if (!changes.operations().empty()) add_event(changes, call, event_, fact.date.to_string(), parent.id, fact.date);
      return answer(*recorded);
    };
    for (int attempt = 1;; ++attempt) {
      HttpResponse response = answer_change(call, parts_, put_once, [] { return false; });
      if (response.status != 409 || attempt == put_attempts) return response;
    }
  }

  static void write(JsonWriter& json, const Recorded<Fact>& recorded) {
    json.begin_object().key("date").string(recorded.fact.date.to_string());
    write_fact(json, recorded.fact);
    write_record(json, recorded);
    json.end_object();
  }

  static HttpResponse answer(const Recorded<Fact>& recorded) {
    JsonWriter json;
    write(json, recorded);
    return json_response(200, json.take());
  }

  const ResourceParts parts_;
  const FindParent find_parent_;
  const EventType event_;
  FactRepository<Fact>& facts_;
};

template <class Fact>
void add(std::vector<Route>& routes, const std::string& path, Permission view, Permission manage,
         std::shared_ptr<DailyFactResource<Fact>> resource) {
  const std::string one = path + "/{date}";
  routes.push_back({"GET",
                    path,
                    Access::with(view),
                    [resource](const ApiCall& call) { return resource->list(call); },
                    {"from", "to", "known_at", "limit", "cursor"}});
  routes.push_back(
      {"GET", one, Access::with(view), [resource](const ApiCall& call) { return resource->get(call); }, {"known_at"}});
  routes.push_back({"PUT",
                    one,
                    Access::with(manage),
                    [resource](const ApiCall& call) { return resource->put(call); },
                    {},
                    BodyKind::json});
}

Result<Parent> pair_of(const TenantContext&, const std::string& text) {
  const bool is_pair = text.size() == 7 && text[3] == '-';
  const auto base = is_pair ? Currency::parse(text.substr(0, 3)) : std::nullopt;
  const auto quote = is_pair ? Currency::parse(text.substr(4)) : std::nullopt;
  if (!base || !quote || *base == *quote) return Error::not_found("no such pair of currencies");
  return Parent{text, *base, *quote};
}

template <class T>
FindParent parent_in(Repository<T>& repository) {
  return [&repository](const TenantContext& context, const std::string& id) -> Result<Parent> {
    const auto found = repository.get(context, id);
    if (!found) return found.error();
    return Parent{found->id, found->value.currency};
  };
}

}  // namespace

std::vector<Route> daily_fact_routes(const ResourceParts& parts, const EntityRepositories& entities,
                                     const FactRepositories& facts) {
  std::vector<Route> routes;
  add(routes, "/v1/securities/{id}/prices", Permission::view_securities, Permission::manage_securities,
      std::make_shared<DailyFactResource<RecordedPrice>>(parts, parent_in(entities.securities),
                                                         EventType::price_recorded, facts.prices));
  add(routes, "/v1/fx-rates/{id}", Permission::view_securities, Permission::manage_securities,
      std::make_shared<DailyFactResource<RecordedFxRate>>(parts, pair_of, EventType::fx_rate_recorded, facts.fx_rates));
  add(routes, "/v1/portfolios/{id}/valuations", Permission::view_transactions, Permission::manage_transactions,
      std::make_shared<DailyFactResource<RecordedValuation>>(parts, parent_in(entities.portfolios),
                                                             EventType::valuation_recorded, facts.valuations));
  return routes;
}

}  // namespace dietz
