#include "api_handler/entity_routes.hpp"

#include "api_handler/entity_resource.hpp"

namespace dietz {
namespace {

template <class T>
void add(std::vector<Route>& routes, EntityResourceSpec spec, const ResourceParts& parts,
         const EntityRepositories& repositories, Repository<T>& repository) {
  add_entity_routes(routes, std::make_shared<EntityResource<T>>(std::move(spec), parts, repositories, repository));
}

}  // namespace

std::vector<Route> entity_routes(const ResourceParts& parts, const EntityRepositories& repositories) {
  std::vector<Route> routes;
  add(routes,
      {"/v1/portfolios",
       Permission::view_portfolios,
       Permission::manage_portfolios,
       EventType::portfolio_created,
       EventType::portfolio_updated,
       EventType::portfolio_closed,
       {{"client", {EntityKind::client}},
        {"group", {EntityKind::group}},
        {"benchmark", {EntityKind::benchmark, EntityKind::security}},
        {"policy", {EntityKind::policy}},
        {"currency"}}},
      parts, repositories, repositories.portfolios);
  add(routes, {"/v1/portfolio-groups", Permission::view_portfolios, Permission::manage_portfolios, {}, {}, {}}, parts,
      repositories, repositories.groups);
  add(routes,
      {"/v1/securities",
       Permission::view_securities,
       Permission::manage_securities,
       EventType::security_created,
       EventType::security_updated,
       EventType::security_deleted,
       {{"isin"}, {"ticker"}, {"type"}, {"currency"}, {"asset_class"}, {"sector"}, {"region"}}},
      parts, repositories, repositories.securities);
  add(routes,
      {"/v1/benchmarks", Permission::view_securities, Permission::manage_securities, EventType::benchmark_changed,
       EventType::benchmark_changed, EventType::benchmark_changed},
      parts, repositories, repositories.benchmarks);
  add(routes,
      {"/v1/policies", Permission::view_policies, Permission::manage_policies, EventType::policy_changed,
       EventType::policy_changed, EventType::policy_changed},
      parts, repositories, repositories.policies);
  return routes;
}

}  // namespace dietz
