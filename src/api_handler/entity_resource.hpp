#pragma once

#include "api_handler/entity_forms.hpp"
#include "api_handler/references.hpp"
#include "api_handler/resource.hpp"
#include "codec/instant_text.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dietz {

/// What a list may be narrowed by: a field of the entity; with kinds, one that names another entity.
struct EntityFilter {
  std::string_view field;
  std::vector<EntityKind> kinds = {};
};

/// What tells one resource of entities from another.
struct EntityResourceSpec {
  std::string path;  ///< `/v1/portfolios`
  Permission view;
  Permission manage;
  std::optional<EventType> created, updated, removed;
  std::vector<EntityFilter> filters = {};
};

/// The five routes of one kind of entity.
template <class T>
class EntityResource {
 public:
  EntityResource(EntityResourceSpec spec, const ResourceParts& parts, const EntityRepositories& repositories,
                 Repository<T>& repository)
      : spec_(std::move(spec)), parts_(parts), repositories_(repositories), repository_(repository) {}

  [[nodiscard]] HttpResponse list(const ApiCall& call) {
    auto page = page_query(call, parts_);
    if (auto* refusal = std::get_if<HttpResponse>(&page)) return std::move(*refusal);
    const TenantContext context = context_of(call);
    if (const auto external = call.query.find("external_id"); external != call.query.end())
      return list_of(call, only(repository_.get_external(context, external->second)));
    FieldFilter filter;
    for (const EntityFilter& one : spec_.filters) {
      const auto given = call.query.find(one.field);
      if (given == call.query.end()) continue;
      std::string value = given->second;
      if (!one.kinds.empty()) {
        auto id = References(repositories_, context).find(one.kinds, value);
        if (!id) return list_of(call, only(Result<Stored<T>>(std::move(id).error())));
        value = *std::move(id);
      }
      filter.emplace_back(one.field, std::move(value));
    }
    const PageQuery& asked = std::get<PageQuery>(page);
    return list_of(call, repository_.list(context, filter, {asked.limit, asked.cursor}));
  }

  [[nodiscard]] HttpResponse get(const ApiCall& call) {
    const auto found = repository_.get(context_of(call), call.path.at("id"));
    return found ? answer(200, *found) : failure(call, found.error());
  }

  [[nodiscard]] HttpResponse post(const ApiCall& call) {
    return answer_post(call, parts_, "POST " + spec_.path, [&](ChangeSet& changes) {
      auto body = read(call);
      if (auto* refusal = std::get_if<HttpResponse>(&body)) return std::move(*refusal);
      const Body& wanted = std::get<Body>(body);
      const auto created = repository_.create(changes, wanted.value, {}, wanted.external_id);
      if (!created) return failure(call, created.error());
      tell(changes, call, spec_.created, created->id);
      HttpResponse response = answer(201, *created);
      response.fields.add("Location", spec_.path + '/' + created->id);
      return response;
    });
  }

  [[nodiscard]] HttpResponse put(const ApiCall& call) {
    return change_current(call, [&](ChangeSet& changes, const Stored<T>& current) {
      auto body = read(call);
      if (auto* refusal = std::get_if<HttpResponse>(&body)) return std::move(*refusal);
      const Body& wanted = std::get<Body>(body);
      const auto updated = repository_.update(changes, current, wanted.value, wanted.external_id);
      if (!updated) return failure(call, updated.error());
      tell(changes, call, spec_.updated, updated->id);
      return answer(200, *updated);
    });
  }

  [[nodiscard]] HttpResponse remove(const ApiCall& call) {
    return change_current(call, [&](ChangeSet& changes, const Stored<T>& current) {
      repository_.remove(changes, current);
      tell(changes, call, spec_.removed, current.id);
      HttpResponse response;
      response.status = 204;
      return response;
    });
  }

  [[nodiscard]] const EntityResourceSpec& spec() const { return spec_; }

 private:
  struct Body {
    T value;
    std::string external_id;
  };

  /// The body, or why it can't be accepted.
  std::variant<Body, HttpResponse> read(const ApiCall& call) {
    std::vector<FieldProblem> problems;
    JsonFields fields(call.body, "", problems);
    References references(repositories_, context_of(call));
    Body body{EntityForm<T>::read(fields, references),
              fields.text("external_id", JsonFields::Need::optional, 255).value_or("")};
    fields.refuse_others();
    if (references.failure()) return failure(call, *references.failure());
    if (!problems.empty()) return call.invalid_content(std::move(problems));
    return body;
  }

  template <class Make>
  HttpResponse change_current(const ApiCall& call, Make make) {
    const std::string& id = call.path.at("id");
    const auto current = repository_.get(context_of(call), id);
    if (!current) return failure(call, current.error());
    if (auto refusal = refuse_version(call, current->version)) return *std::move(refusal);
    return answer_change(
        call, parts_, [&](ChangeSet& changes) { return make(changes, *current); },
        [&] {
          const auto now = repository_.get(context_of(call), id);
          return !now || now->version != current->version;
        });
  }

  static void tell(ChangeSet& changes, const ApiCall& call, const std::optional<EventType>& event,
                   const std::string& id) {
    if (event) add_event(changes, call, *event, id);
  }

  /// A page of one, or of none where it isn't found.
  static Result<EntityPage<T>> only(Result<Stored<T>> found) {
    EntityPage<T> page;
    if (!found && found.error().kind != ErrorKind::not_found) return std::move(found).error();
    if (found) page.items.push_back(*std::move(found));
    return page;
  }

  HttpResponse list_of(const ApiCall& call, const Result<EntityPage<T>>& page) {
    if (!page) {
      // The cursor was ours; a store that refuses it has changed since.
      return page.error().kind == ErrorKind::invalid
                 ? call.problem(ProblemType::invalid_cursor, "The cursor is too old.")
                 : failure(call, page.error());
    }
    JsonWriter json;
    json.begin_object().key("items").begin_array();
    for (const Stored<T>& entity : page->items) write(json, entity);
    json.end_array();
    write_next_cursor(json, call, parts_, page->next);
    json.end_object();
    return json_response(200, json.take());
  }

  static void write(JsonWriter& json, const Stored<T>& entity) {
    json.begin_object().key("id").string(entity.id);
    write_text(json, "external_id", entity.external_id);
    EntityForm<T>::write(json, entity.value);
    json.key("created_at").string(instant_text(entity.created_at));
    json.key("updated_at").string(instant_text(entity.updated_at));
    json.key("etag").string(etag_of(entity.version)).end_object();
  }

  static HttpResponse answer(int status, const Stored<T>& entity) {
    JsonWriter json;
    write(json, entity);
    HttpResponse response = json_response(status, json.take());
    response.fields.add("ETag", etag_of(entity.version));
    return response;
  }

  const EntityResourceSpec spec_;
  const ResourceParts parts_;
  const EntityRepositories repositories_;
  Repository<T>& repository_;
};

/// Adds the routes of a resource; they own it.
template <class T>
void add_entity_routes(std::vector<Route>& routes, std::shared_ptr<EntityResource<T>> resource) {
  const EntityResourceSpec& spec = resource->spec();
  const std::string one = spec.path + "/{id}";
  std::vector<std::string_view> query = {"limit", "cursor", "external_id"};
  for (const EntityFilter& filter : spec.filters) query.push_back(filter.field);
  const Access view = Access::with(spec.view), manage = Access::with(spec.manage);
  routes.push_back({"GET", spec.path, view, [resource](const ApiCall& call) { return resource->list(call); }, query});
  routes.push_back({"POST",
                    spec.path,
                    manage,
                    [resource](const ApiCall& call) { return resource->post(call); },
                    {},
                    BodyKind::json});
  routes.push_back({"GET", one, view, [resource](const ApiCall& call) { return resource->get(call); }});
  routes.push_back(
      {"PUT", one, manage, [resource](const ApiCall& call) { return resource->put(call); }, {}, BodyKind::json});
  routes.push_back({"DELETE", one, manage, [resource](const ApiCall& call) { return resource->remove(call); }});
}

}  // namespace dietz
