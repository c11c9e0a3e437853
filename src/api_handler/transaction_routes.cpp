#include "api_handler/fact_routes.hpp"
#include "api_handler/transaction_form.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace dietz {
namespace {

const std::string collection = "/v1/portfolios/{id}/transactions";

using Booking = Recorded<RecordedTransaction>;

class TransactionResource {
 public:
  TransactionResource(const ResourceParts& parts, const EntityRepositories& entities,
                      TransactionRepository& transactions)
      : parts_(parts), entities_(entities), transactions_(transactions) {}

  HttpResponse list(const ApiCall& call) {
    auto page = page_query(call, parts_);
    if (auto* refusal = std::get_if<HttpResponse>(&page)) return std::move(*refusal);
    auto range = fact_range(call);
    if (auto* refusal = std::get_if<HttpResponse>(&range)) return std::move(*refusal);
    const TenantContext context = context_of(call);
    const auto portfolio = entities_.portfolios.get(context, call.path.at("id"));
    if (!portfolio) return failure(call, portfolio.error());
    const PageQuery& asked = std::get<PageQuery>(page);
    const auto found =
        transactions_.list(context, portfolio->id, std::get<FactRange>(range), asked.limit, asked.cursor);
    if (!found) return failure(call, found.error());
    JsonWriter json;
    write_items(json, found->items);
    write_next_cursor(json, call, parts_, found->next);
    json.end_object();
    return json_response(200, json.take());
  }

  HttpResponse get(const ApiCall& call) {
    auto range = fact_range(call);
    if (auto* refusal = std::get_if<HttpResponse>(&range)) return std::move(*refusal);
    const auto found = current(call, std::get<FactRange>(range).known_at);
    return found ? answer(200, *found) : failure(call, found.error());
  }

  HttpResponse versions(const ApiCall& call) {
    const TenantContext context = context_of(call);
    const auto portfolio = entities_.portfolios.get(context, call.path.at("id"));
    if (!portfolio) return failure(call, portfolio.error());
    const auto found = transactions_.versions(context, portfolio->id, call.path.at("tx"));
    if (!found) return failure(call, found.error());
    JsonWriter json;
    write_items(json, *found);
    json.key("next_cursor").null().end_object();
    return json_response(200, json.take());
  }

  HttpResponse post(const ApiCall& call) {
    return answer_post(call, parts_, "POST " + collection, [&](ChangeSet& changes) {
      auto body = read(call);
      if (auto* refusal = std::get_if<HttpResponse>(&body)) return std::move(*refusal);
      const auto& fact = std::get<RecordedTransaction>(body);
      const auto recorded = transactions_.record(changes, fact);
      if (!recorded) return failure(call, recorded.error());
      add_event(changes, call, EventType::transaction_recorded, recorded->id, fact.portfolio, fact.date);
      HttpResponse response = answer(201, *recorded);
      response.fields.add("Location", "/v1/portfolios/" + fact.portfolio + "/transactions/" + recorded->id);
      return response;
    });
  }

  HttpResponse put(const ApiCall& call) {
    return change_current(call, [&](ChangeSet& changes, const Booking& before) {
      auto body = read(call);
      if (auto* refusal = std::get_if<HttpResponse>(&body)) return std::move(*refusal);
      const auto& fact = std::get<RecordedTransaction>(body);
      const auto corrected = transactions_.correct(changes, before.id, fact);
      if (!corrected) return failure(call, corrected.error());
      if (corrected->version != before.version + 1) return overtaken(call);
      const Date since = std::min(before.fact.date, fact.date);
      add_event(changes, call, EventType::transaction_corrected, before.id, fact.portfolio, since);
      return answer(200, *corrected);
    });
  }

  HttpResponse remove(const ApiCall& call) {
    return change_current(call, [&](ChangeSet& changes, const Booking& before) {
      const std::string& portfolio = before.fact.portfolio;
      const auto reversed = transactions_.reverse(changes, portfolio, before.id);
      if (!reversed) return failure(call, reversed.error());
      if (reversed->version != before.version + 1) return overtaken(call);
      add_event(changes, call, EventType::transaction_reversed, before.id, portfolio, before.fact.date);
      HttpResponse response;
      response.status = 204;
      return response;
    });
  }

 private:
  Result<Booking> current(const ApiCall& call, Instant known_at = Instant::latest()) {
    const TenantContext context = context_of(call);
    const auto portfolio = entities_.portfolios.get(context, call.path.at("id"));
    if (!portfolio) return portfolio.error();
    return transactions_.get(context, portfolio->id, call.path.at("tx"), known_at);
  }

  std::variant<RecordedTransaction, HttpResponse> read(const ApiCall& call) {
    const TenantContext context = context_of(call);
    const auto portfolio = entities_.portfolios.get(context, call.path.at("id"));
    if (!portfolio) return failure(call, portfolio.error());
    std::vector<FieldProblem> problems;
    JsonFields fields(call.body, "", problems);
    References references(entities_, context);
    RecordedTransaction fact = read_transaction(fields, references, portfolio->id, portfolio->value.currency);
    fields.refuse_others();
    if (references.failure()) return failure(call, *references.failure());
    if (!problems.empty()) return call.invalid_content(std::move(problems));
    return fact;
  }

  template <class Make>
  HttpResponse change_current(const ApiCall& call, Make make) {
    const auto before = current(call);
    if (!before) return failure(call, before.error());
    if (auto refusal = refuse_version(call, before->version)) return *std::move(refusal);
    return answer_change(
        call, parts_, [&](ChangeSet& changes) { return make(changes, *before); },
        [&] {
          const auto now = current(call);
          return !now || now->version != before->version;
        });
  }

  static HttpResponse overtaken(const ApiCall& call) {
    return call.problem(ProblemType::precondition_failed, "It was changed by somebody else meanwhile.");
  }

  static void write_items(JsonWriter& json, const std::vector<Booking>& items) {
    json.begin_object().key("items").begin_array();
    for (const Booking& item : items) write(json, item);
    json.end_array();
  }

  static void write(JsonWriter& json, const Booking& booking) {
    json.begin_object().key("id").string(booking.id);
    if (!booking.fact.external_id.empty()) json.key("external_id").string(booking.fact.external_id);
    write_transaction(json, booking.fact);
    write_record(json, booking);
    json.key("etag").string(etag_of(booking.version)).end_object();
  }

  static HttpResponse answer(int status, const Booking& booking) {
    JsonWriter json;
    write(json, booking);
    HttpResponse response = json_response(status, json.take());
    response.fields.add("ETag", etag_of(booking.version));
    return response;
  }

  const ResourceParts parts_;
  const EntityRepositories entities_;
  TransactionRepository& transactions_;
};

}  // namespace

std::vector<Route> transaction_routes(const ResourceParts& parts, const EntityRepositories& entities,
                                      TransactionRepository& transactions) {
  const auto resource = std::make_shared<TransactionResource>(parts, entities, transactions);
  const Access view = Access::with(Permission::view_transactions);
  const Access manage = Access::with(Permission::manage_transactions);
  const std::string one = collection + "/{tx}";
  const auto calls = [&](HttpResponse (TransactionResource::*member)(const ApiCall&)) {
    return [resource, member](const ApiCall& call) { return (*resource.*member)(call); };
  };
  return {
      {"GET", collection, view, calls(&TransactionResource::list), {"from", "to", "known_at", "limit", "cursor"}},
      {"POST", collection, manage, calls(&TransactionResource::post), {}, BodyKind::json},
      {"GET", one, view, calls(&TransactionResource::get), {"known_at"}},
      {"PUT", one, manage, calls(&TransactionResource::put), {}, BodyKind::json},
      {"DELETE", one, manage, calls(&TransactionResource::remove)},
      {"GET", one + "/versions", view, calls(&TransactionResource::versions)},
  };
}

}  // namespace dietz
