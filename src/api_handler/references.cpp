#include "api_handler/references.hpp"

namespace dietz {
namespace {

constexpr std::string_view by_external = "external_id:";
constexpr std::size_t longest_reference = by_external.size() + 255;

template <class T>
Result<std::string> id_in(Repository<T>& repository, const TenantContext& context, const std::string& reference) {
  const auto found = reference.starts_with(by_external)
                         ? repository.get_external(context, reference.substr(by_external.size()))
                         : repository.get(context, reference);
  if (!found) return found.error();
  return found->id;
}

}  // namespace

Result<std::string> References::find_one(EntityKind kind, const std::string& reference) {
  switch (kind) {
    case EntityKind::client:
      return id_in(repositories_.clients, context_, reference);
    case EntityKind::portfolio:
      return id_in(repositories_.portfolios, context_, reference);
    case EntityKind::group:
      return id_in(repositories_.groups, context_, reference);
    case EntityKind::security:
      return id_in(repositories_.securities, context_, reference);
    case EntityKind::benchmark:
      return id_in(repositories_.benchmarks, context_, reference);
    case EntityKind::policy:
      return id_in(repositories_.policies, context_, reference);
  }
  return Error::fatal("a reference to an unknown kind of entity");
}

Result<std::string> References::find(const std::vector<EntityKind>& kinds, const std::string& reference) {
  for (const EntityKind kind : kinds) {
    Result<std::string> id = find_one(kind, reference);
    if (id || id.error().kind != ErrorKind::not_found) return id;
  }
  return Error::not_found("names nothing that there is");
}

std::string References::read(JsonFields& fields, std::string_view name, const std::vector<EntityKind>& kinds,
                             JsonFields::Need need) {
  const auto reference = fields.text(name, need, longest_reference);
  return reference ? read(fields.problems(), fields.pointer(name), kinds, *reference) : std::string();
}

std::string References::read(std::vector<FieldProblem>& problems, const std::string& pointer,
                             const std::vector<EntityKind>& kinds, const std::string& reference) {
  Result<std::string> id = find(kinds, reference);
  if (id) return *std::move(id);
  if (id.error().kind == ErrorKind::not_found) {
    problems.push_back({pointer, id.error().message()});
  } else {
    failure_ = std::move(id).error();
  }
  return {};
}

Currency References::currency_of_security(const std::string& id) {
  const auto found = repositories_.securities.get(context_, id);
  if (found) return found->value.currency;
  if (found.error().kind != ErrorKind::not_found) failure_ = found.error();
  return {};
}

}  // namespace dietz
