#include "repository/entities.hpp"

#include "repository/fields.hpp"
#include "repository/keys.hpp"

#include <utility>

namespace dietz {
namespace {

constexpr std::size_t max_text = 1024;

Status check_text(std::string_view name, std::string_view text) {
  if (text.size() <= max_text) return Done{};
  return Error::invalid("'" + std::string(name) + "' has more than 1,024 bytes");
}

template <class T>
Result<T> checked(const FieldReader& fields, T value) {
  if (Status s = fields.status(); !s) return std::move(s).error();
  return value;
}

}  // namespace

Attributes EntityTraits<Tenant>::fields_of(const Tenant& tenant) {
  FieldWriter fields;
  fields.text("name", tenant.name).text("tier", tenant.tier).text("status", name_of(tenant.status));
  return fields.take();
}

Result<Tenant> EntityTraits<Tenant>::of(const std::string& id, const Attributes& attributes) {
  FieldReader fields(type.name, attributes);
  Tenant tenant{id, fields.text("name"), fields.text("tier"), TenantStatus::active};
  tenant.status = fields.required("status", parse_tenant_status(fields.text("status")));
  return checked(fields, std::move(tenant));
}

Status EntityTraits<Tenant>::check(const Tenant& tenant) {
  if (tenant.id == TenantId::platform().text()) return Error::invalid("the id 'platform' is reserved");
  if (Status s = check_id("tier", tenant.tier); !s) return s;
  return check_text("name", tenant.name);
}

Attributes EntityTraits<SealedClient>::fields_of(const SealedClient& client) {
  Attributes fields;
  const auto keep = [&](const char* name, const std::string& bytes) {
    if (!bytes.empty()) fields.emplace(name, Binary{bytes});
  };
  keep("name", client.name);
  keep("email", client.email);
  keep("phone", client.phone);
  keep("tax_id", client.tax_id);
  keep("address", client.address);
  return fields;
}

Result<SealedClient> EntityTraits<SealedClient>::of(const std::string& id, const Attributes& attributes) {
  FieldReader fields(type.name, attributes);
  SealedClient client{id,
                      fields.bytes("name"),
                      fields.bytes("email"),
                      fields.bytes("phone"),
                      fields.bytes("tax_id"),
                      fields.bytes("address")};
  return checked(fields, std::move(client));
}

Status EntityTraits<SealedClient>::check(const SealedClient&) { return Done{}; }

Attributes EntityTraits<Portfolio>::fields_of(const Portfolio& portfolio) {
  FieldWriter fields;
  fields.text("name", portfolio.name).currency("currency", portfolio.currency).text("client", portfolio.client);
  fields.date("inception", portfolio.inception).text("benchmark", portfolio.benchmark);
  fields.text("policy", portfolio.policy).text("group", portfolio.group);
  return fields.take();
}

Result<Portfolio> EntityTraits<Portfolio>::of(const std::string& id, const Attributes& attributes) {
  FieldReader fields(type.name, attributes);
  Portfolio portfolio;
  portfolio.id = id;
  portfolio.name = fields.text("name");
  portfolio.currency = fields.required("currency", fields.currency("currency"));
  portfolio.client = fields.text("client");
  portfolio.inception = fields.date("inception");
  portfolio.benchmark = fields.text("benchmark");
  portfolio.policy = fields.text("policy");
  portfolio.group = fields.text("group");
  return checked(fields, std::move(portfolio));
}

Status EntityTraits<Portfolio>::check(const Portfolio& portfolio) {
  if (portfolio.currency.is_none()) return Error::invalid("a portfolio has a currency");
  for (const auto& [name, text] : {std::pair{"name", &portfolio.name}, std::pair{"client", &portfolio.client},
                                   std::pair{"benchmark", &portfolio.benchmark}, std::pair{"policy", &portfolio.policy},
                                   std::pair{"group", &portfolio.group}}) {
    if (Status s = check_text(name, *text); !s) return s;
  }
  return Done{};
}

Attributes EntityTraits<PortfolioGroup>::fields_of(const PortfolioGroup& group) {
  AttributeValue::List members;
  for (const PortfolioGroupMember& member : group.members) {
    FieldWriter fields;
    fields.text("portfolio", member.portfolio).date("from", member.from).date("until", member.until);
    members.emplace_back(fields.take());
  }
  FieldWriter fields;
  fields.text("name", group.name).list("members", std::move(members));
  return fields.take();
}

Result<PortfolioGroup> EntityTraits<PortfolioGroup>::of(const std::string& id, const Attributes& attributes) {
  FieldReader fields(type.name, attributes);
  PortfolioGroup group{id, fields.text("name"), {}};
  for (const AttributeValue& member : fields.list("members")) {
    const auto* map = member.get<Attributes>();
    if (!map) return Error::fatal("a stored portfolio-group makes no sense: a member");
    FieldReader parts("member of a portfolio-group", *map);
    group.members.push_back({parts.text("portfolio"), parts.date("from"), parts.date("until")});
    if (Status s = parts.status(); !s) return std::move(s).error();
  }
  return checked(fields, std::move(group));
}

Status EntityTraits<PortfolioGroup>::check(const PortfolioGroup& group) {
  if (Status s = check_text("name", group.name); !s) return s;
  for (const PortfolioGroupMember& member : group.members) {
    if (Status s = check_id("portfolio of a member", member.portfolio); !s) return s;
    if (member.from && member.until && *member.until < *member.from) {
      return Error::invalid("a member's time in the group ends before it begins");
    }
  }
  return Done{};
}

Attributes EntityTraits<Security>::fields_of(const Security& security) {
  FieldWriter fields;
  fields.text("name", security.name).text("type", security.type).currency("currency", security.currency);
  fields.text("isin", security.isin).text("cusip", security.cusip).text("sedol", security.sedol);
  fields.text("ticker", security.ticker).text("asset_class", security.asset_class);
  fields.text("sector", security.sector).text("region", security.region);
  return fields.take();
}

Result<Security> EntityTraits<Security>::of(const std::string& id, const Attributes& attributes) {
  FieldReader fields(type.name, attributes);
  Security security;
  security.id = id;
  security.name = fields.text("name");
  security.type = fields.text("type");
  security.currency = fields.required("currency", fields.currency("currency"));
  security.isin = fields.text("isin");
  security.cusip = fields.text("cusip");
  security.sedol = fields.text("sedol");
  security.ticker = fields.text("ticker");
  security.asset_class = fields.text("asset_class");
  security.sector = fields.text("sector");
  security.region = fields.text("region");
  return checked(fields, std::move(security));
}

Status EntityTraits<Security>::check(const Security& security) {
  if (security.currency.is_none()) return Error::invalid("a security has a currency");
  for (const auto& [name, text] :
       {std::pair{"name", &security.name}, std::pair{"type", &security.type}, std::pair{"isin", &security.isin},
        std::pair{"cusip", &security.cusip}, std::pair{"sedol", &security.sedol}, std::pair{"ticker", &security.ticker},
        std::pair{"asset_class", &security.asset_class}, std::pair{"sector", &security.sector},
        std::pair{"region", &security.region}}) {
    if (Status s = check_text(name, *text); !s) return s;
  }
  return Done{};
}

Attributes EntityTraits<Benchmark>::fields_of(const Benchmark& benchmark) {
  AttributeValue::List components;
  for (const BenchmarkComponent& component : benchmark.components) {
    FieldWriter fields;
    fields.text("id", component.id).decimal("weight", component.weight).date("from", component.from);
    components.emplace_back(fields.take());
  }
  FieldWriter fields;
  fields.list("components", std::move(components));
  if (benchmark.rebalance) fields.text("rebalance", name_of(*benchmark.rebalance));
  return fields.take();
}

Result<Benchmark> EntityTraits<Benchmark>::of(const std::string& id, const Attributes& attributes) {
  FieldReader fields(type.name, attributes);
  Benchmark benchmark{id, {}, std::nullopt};
  const std::string rebalance = fields.text("rebalance");
  if (!rebalance.empty()) benchmark.rebalance = fields.required("rebalance", parse_rebalance(rebalance));
  for (const AttributeValue& component : fields.list("components")) {
    const auto* map = component.get<Attributes>();
    if (!map) return Error::fatal("a stored benchmark makes no sense: a component");
    FieldReader parts("component of a benchmark", *map);
    benchmark.components.push_back(
        {parts.text("id"), parts.required("weight", parts.decimal("weight")), parts.date("from"), 0});
    if (Status s = parts.status(); !s) return std::move(s).error();
  }
  return checked(fields, std::move(benchmark));
}

Status EntityTraits<Benchmark>::check(const Benchmark& benchmark) {
  if (benchmark.components.empty()) return Error::invalid("a benchmark has components");
  for (const BenchmarkComponent& component : benchmark.components) {
    if (Status s = check_id("id of a component", component.id); !s) return s;
  }
  return Done{};
}

}  // namespace dietz
