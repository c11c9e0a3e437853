#include "repository/keys.hpp"

#include <algorithm>
#include <array>

namespace dietz {
namespace {

constexpr std::array rows = {
    KeyRow{"Tenant", "platform#tenant", "{id}", "", "", "get; list"},
    KeyRow{"Client", "{tenant}#client", "{id}", "", "", "get; list"},
    KeyRow{"Portfolio", "{tenant}#portfolio", "{id}", "{tenant}#portfolio#client#{client} / {id}",
           "{tenant}#portfolio#group#{group} / {id}", "get; list; list of a client; list of a group label"},
    KeyRow{"PortfolioGroup", "{tenant}#portfolio-group", "{id}", "", "", "get; list"},
    KeyRow{"Security", "{tenant}#security", "{id}", "{tenant}#security#isin#{isin} / {id}",
           "{tenant}#security#ticker#{ticker} / {id}", "get; list; find by ISIN; find by ticker"},
    KeyRow{"Benchmark", "{tenant}#benchmark", "{id}", "", "", "get; list"},
    KeyRow{"Policy", "{tenant}#policy", "{id}", "", "", "get; list"},
    KeyRow{"Calculation", "{tenant}#calculation", "{id}", "{tenant}#calculation#portfolio#{portfolio} / {id}",
           "{tenant}#calculation#status#{status} / {id}", "get; list; list of a portfolio; list by status"},
    KeyRow{"External id", "{tenant}#external-id", "{type}#{external_id}", "", "",
           "which entity has it; kept unique by being written only where it isn't there"},
    KeyRow{"Transaction", "{tenant}#transaction#{portfolio}", "{date}#{id}#{version}",
           "{tenant}#transaction#{portfolio}#{id} / {version}", "",
           "of a portfolio by date, as known at a moment; the versions of one"},
    KeyRow{"Price", "{tenant}#price#{security}", "{date}#-#{version}", "{tenant}#price#{security}#{date} / {version}",
           "", "of a security by date, as known at a moment; the versions of a day"},
    KeyRow{"FxRate", "{tenant}#fx-rate#{base}-{quote}", "{date}#-#{version}",
           "{tenant}#fx-rate#{base}-{quote}#{date} / {version}", "",
           "of a pair by date, as known at a moment; the versions of a day"},
    KeyRow{"Valuation", "{tenant}#valuation#{portfolio}", "{date}#-#{version}",
           "{tenant}#valuation#{portfolio}#{date} / {version}", "",
           "of a portfolio by date, as known at a moment; the versions of a day"},
    KeyRow{"Fact parent", "{tenant}#fact-parent", "{type}#{parent}", "", "",
           "which portfolios, securities and pairs have facts; written with the first one, for off-boarding"},
    KeyRow{"Idempotency record", "{tenant}#idempotency", "{route}#{key}", "", "",
           "the stored answer of a request; expires by ttl"},
    KeyRow{"Audit record", "{tenant}#audit", "{time}#{nonce}",
           "{tenant}#audit#{entity_type}#{entity_id} / {time}#{nonce}", "{tenant}#audit-unsealed / {time}#{nonce}",
           "by time; by entity; what no chain holds yet"},
    KeyRow{"Outbox message", "{tenant}#outbox", "{time}#{nonce}", "platform#outbox / {time}#{nonce}", "",
           "what still has to be sent, of all tenants; only where the store carries no messages"},
};

std::string digits(std::uint64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

}  // namespace

std::span<const KeyRow> key_table() { return rows; }

std::string partition_of(const TenantContext& context, std::string_view type) {
  std::string partition = context.tenant.text();
  partition += key_separator;
  partition += type;
  return partition;
}

std::string partition_of(const TenantContext& context, std::string_view type, std::string_view parent) {
  std::string partition = partition_of(context, type);
  partition += key_separator;
  partition += parent;
  return partition;
}

std::string sortable(Instant moment) {
  return digits(static_cast<std::uint64_t>(std::max<std::int64_t>(moment.microseconds, 0)), 17);
}

std::string sortable(std::uint32_t version) { return digits(version, 8); }

Status check_id(std::string_view what, std::string_view id) {
  if (is_entity_id(id)) return Done{};
  return Error::invalid("the " + std::string(what) + " must be 1 to 64 of A-Z a-z 0-9 . _ -");
}

}  // namespace dietz
