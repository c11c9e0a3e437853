#include "api_handler/calculation_routes.hpp"

#include "api_handler/calculation_form.hpp"
#include "performance_calculator/calculation_requests.hpp"

#include <charconv>
#include <memory>
#include <utility>

namespace dietz {
namespace {

const std::string of_portfolio = "/v1/portfolios/{id}/calculations";
const std::string batch = "/v1/calculations:batch";
const std::string one = "/v1/calculations/{id}";

constexpr std::size_t most_result_bytes = 256 * 1'048'576;
constexpr std::size_t usual_depth = 3;
constexpr std::size_t most_depth = 32;
constexpr int cancel_attempts = 5;

class CalculationResource {
 public:
  CalculationResource(const ResourceParts& parts, const EntityRepositories& entities,
                      const CalculationParts& calculation_parts)
      : parts_(parts), entities_(entities), own_(calculation_parts), requests_(calculation_parts.calculations) {}

  HttpResponse post(const ApiCall& call) {
    return answer_post(call, parts_, "POST " + of_portfolio, [&](ChangeSet& changes) {
      const auto portfolio = entities_.portfolios.get(context_of(call), call.path.at("id"));
      if (!portfolio) return failure(call, portfolio.error());
      return request(call, changes, [&](JsonFields& fields, References& references) {
        return read_calculation(fields, references, portfolio->id);
      });
    });
  }

  HttpResponse post_batch(const ApiCall& call) {
    return answer_post(call, parts_, "POST " + batch,
                       [&](ChangeSet& changes) { return request(call, changes, read_batch); });
  }

  HttpResponse get(const ApiCall& call) {
    const auto found = find(call);
    if (!found) return failure(call, found.error());
    JsonWriter json;
    write_calculation(json, *found);
    return json_response(200, json.take());
  }

  HttpResponse result(const ApiCall& call) {
    const auto found = find(call);
    if (!found) return failure(call, found.error());
    if (found->value.status != CalculationStatus::done) return not_done(call, found->value);
    auto document = get_blob(own_.blobs, result_key(context_of(call), found->value), most_result_bytes);
    // A result that was promised and isn't there is our fault, not the asker's.
    if (!document && document.error().kind == ErrorKind::not_found)
      return failure(call, Error::fatal("the result of a finished calculation is missing"));
    return document ? json_response(200, *std::move(document)) : failure(call, document.error());
  }

  HttpResponse explanation(const ApiCall& call) {
    const auto figure = call.query.find("figure");
    if (figure == call.query.end())
      return call.problem(ProblemType::invalid_parameter, "In the query, figure is missing.");
    std::size_t depth = usual_depth;
    if (const auto given = call.query.find("depth"); given != call.query.end()) {
      const std::string& text = given->second;
      const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), depth);
      if (fault != std::errc() || end != text.data() + text.size() || depth < 1 || depth > most_depth)
        return call.problem(ProblemType::invalid_parameter, "In the query, depth is not a number from 1 to 32.");
    }
    const auto found = find(call);
    if (!found) return failure(call, found.error());
    if (found->value.status != CalculationStatus::done) return not_done(call, found->value);
    if (found->value.is_batch)
      return call.problem(ProblemType::conflict, "A batch has no explanations: ask for one portfolio and period.");
    auto tree = own_.calculator.explain(context_of(call), found->value, figure->second, depth);
    return tree ? json_response(200, *std::move(tree)) : failure(call, tree.error());
  }

  /// The worker counts its progress meanwhile, so the version is not asked for, and an overtaken attempt is repeated.
  HttpResponse cancel(const ApiCall& call) {
    const TenantContext context = context_of(call);
    for (int attempt = 1;; ++attempt) {
      const auto current = find(call);
      if (!current) return failure(call, current.error());
      ChangeSet changes(context, parts_.ids);
      const auto cancelled = requests_.cancel(changes, *current, traceparent_of(call));
      if (!cancelled)
        return call.problem(ProblemType::conflict, "The calculation has ended: it is " +
                                                       std::string(name_of(current->value.status)) + " already.");
      const TransactionOutcome outcome = parts_.transactions.execute(changes);
      if (outcome) {
        HttpResponse response;
        response.status = 204;
        return response;
      }
      if (outcome.error().kind != ErrorKind::conflict || attempt == cancel_attempts)
        return failure(call, outcome.error());
    }
  }

 private:
  Result<Stored<Calculation>> find(const ApiCall& call) {
    return own_.calculations.get(context_of(call), call.path.at("id"));
  }

  template <class Read>
  HttpResponse request(const ApiCall& call, ChangeSet& changes, Read read) {
    std::vector<FieldProblem> problems;
    JsonFields fields(call.body, "", problems);
    References references(entities_, context_of(call));
    Calculation wanted = read(fields, references);
    fields.refuse_others();
    if (references.failure()) return failure(call, *references.failure());
    if (!problems.empty()) return call.invalid_content(std::move(problems));
    const auto stored = requests_.request(changes, std::move(wanted), traceparent_of(call));
    if (!stored) return failure(call, stored.error());
    add_event(changes, call, EventType::calculation_requested, stored->id);
    JsonWriter json;
    json.begin_object().key("id").string(stored->id).key("status").string(name_of(stored->value.status)).end_object();
    HttpResponse response = json_response(202, json.take());
    response.fields.add("Location", "/v1/calculations/" + stored->id);
    return response;
  }

  static HttpResponse not_done(const ApiCall& call, const Calculation& calculation) {
    return call.problem(ProblemType::conflict,
                        "The calculation is " + std::string(name_of(calculation.status)) + " and has no result.");
  }

  const ResourceParts parts_;
  const EntityRepositories entities_;
  const CalculationParts own_;
  CalculationRequests requests_;
};

}  // namespace

std::vector<Route> calculation_routes(const ResourceParts& parts, const EntityRepositories& entities,
                                      const CalculationParts& calculation_parts) {
  const auto resource = std::make_shared<CalculationResource>(parts, entities, calculation_parts);
  const Access run = Access::with(Permission::run_calculations), view = Access::with(Permission::view_performance);
  const auto calls = [&](HttpResponse (CalculationResource::*member)(const ApiCall&)) {
    return [resource, member](const ApiCall& call) { return (*resource.*member)(call); };
  };
  return {
      {"POST", of_portfolio, run, calls(&CalculationResource::post), {}, BodyKind::json},
      {"POST", batch, run, calls(&CalculationResource::post_batch), {}, BodyKind::json},
      {"GET", one, view, calls(&CalculationResource::get)},
      {"GET", one + "/result", view, calls(&CalculationResource::result)},
      {"GET", one + "/explanation", view, calls(&CalculationResource::explanation), {"figure", "depth"}},
      {"DELETE", one, run, calls(&CalculationResource::cancel)},
  };
}

}  // namespace dietz
