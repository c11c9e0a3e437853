#pragma once

#include "model/book.hpp"
#include "model/calculation.hpp"
#include "model/client.hpp"
#include "model/policy.hpp"
#include "model/portfolio_group.hpp"
#include "model/tenant.hpp"
#include "repository/personal_data.hpp"
#include "repository/repository.hpp"
#include "repository/stored_entity.hpp"

// How each entity is stored. Fields have the names of the book's columns.
namespace dietz {

template <>
struct EntityTraits<Tenant> {
  static constexpr EntityType type{"tenant"};
  static Attributes fields_of(const Tenant& tenant);
  static Result<Tenant> of(const std::string& id, const Attributes& fields);
  static Status check(const Tenant& tenant);
};

template <>
struct EntityTraits<SealedClient> {
  static constexpr EntityType type{"client"};
  static Attributes fields_of(const SealedClient& client);
  static Result<SealedClient> of(const std::string& id, const Attributes& fields);
  static Status check(const SealedClient& client);
};

template <>
struct EntityTraits<Portfolio> {
  static constexpr EntityType type{"portfolio", "client", "group"};
  static Attributes fields_of(const Portfolio& portfolio);
  static Result<Portfolio> of(const std::string& id, const Attributes& fields);
  static Status check(const Portfolio& portfolio);
};

template <>
struct EntityTraits<PortfolioGroup> {
  static constexpr EntityType type{"portfolio-group"};
  static Attributes fields_of(const PortfolioGroup& group);
  static Result<PortfolioGroup> of(const std::string& id, const Attributes& fields);
  static Status check(const PortfolioGroup& group);
};

template <>
struct EntityTraits<Security> {
  static constexpr EntityType type{"security", "isin", "ticker"};
  static Attributes fields_of(const Security& security);
  static Result<Security> of(const std::string& id, const Attributes& fields);
  static Status check(const Security& security);
};

template <>
struct EntityTraits<Benchmark> {
  static constexpr EntityType type{"benchmark"};
  static Attributes fields_of(const Benchmark& benchmark);
  static Result<Benchmark> of(const std::string& id, const Attributes& fields);
  static Status check(const Benchmark& benchmark);
};

template <>
struct EntityTraits<Policy> {
  static constexpr EntityType type{"policy"};
  static Attributes fields_of(const Policy& policy);
  static Result<Policy> of(const std::string& id, const Attributes& fields);
  static Status check(const Policy& policy);
};

template <>
struct EntityTraits<Calculation> {
  static constexpr EntityType type{"calculation", "portfolio", "status"};
  static Attributes fields_of(const Calculation& calculation);
  static Result<Calculation> of(const std::string& id, const Attributes& fields);
  static Status check(const Calculation& calculation);
};

using TenantRepository = Repository<Tenant>;  ///< with a context of TenantId::platform()
using ClientRepository = Repository<SealedClient>;
using PortfolioRepository = Repository<Portfolio>;
using PortfolioGroupRepository = Repository<PortfolioGroup>;
using SecurityRepository = Repository<Security>;
using BenchmarkRepository = Repository<Benchmark>;
using PolicyRepository = Repository<Policy>;
using CalculationRepository = Repository<Calculation>;

}  // namespace dietz
