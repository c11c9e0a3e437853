#pragma once

#include "base/result.hpp"
#include "codec/json_fields.hpp"
#include "model/tenant.hpp"
#include "repository/entities.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dietz {

/// The entities that the API's resources are and name.
struct EntityRepositories {
  ClientRepository& clients;
  PortfolioRepository& portfolios;
  PortfolioGroupRepository& groups;
  SecurityRepository& securities;
  BenchmarkRepository& benchmarks;
  PolicyRepository& policies;
};

enum class EntityKind { client, portfolio, group, security, benchmark, policy };

/// Finds what bodies and filters name, by id or as `external_id:…`, among one tenant's entities. What is absent and
/// what is another tenant's is told in the same words.
class References {
 public:
  References(const EntityRepositories& repositories, TenantContext context)
      : repositories_(repositories), context_(std::move(context)) {}

  /// The id of the first of these kinds that the reference names. Errors: not_found; the store's.
  [[nodiscard]] Result<std::string> find(const std::vector<EntityKind>& kinds, const std::string& reference);
  /// The id that the member of a body names; empty where there is none, or none to be found, which is a problem.
  [[nodiscard]] std::string read(JsonFields& fields, std::string_view name, const std::vector<EntityKind>& kinds,
                                 JsonFields::Need need = JsonFields::Need::optional);
  /// The same for a reference that stands at `pointer`.
  [[nodiscard]] std::string read(std::vector<FieldProblem>& problems, const std::string& pointer,
                                 const std::vector<EntityKind>& kinds, const std::string& reference);
  /// The currency of a security; none where it can't be found.
  [[nodiscard]] Currency currency_of_security(const std::string& id);
  /// Why the store couldn't say, if it couldn't: then no answer about the references holds.
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }
  [[nodiscard]] const TenantContext& context() const { return context_; }

 private:
  [[nodiscard]] Result<std::string> find_one(EntityKind kind, const std::string& reference);

  EntityRepositories repositories_;
  TenantContext context_;
  std::optional<Error> failure_;
};

}  // namespace dietz
