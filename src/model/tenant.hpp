#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// A name that can be part of a key: 1 to 64 of `A-Z a-z 0-9 . _ -`.
[[nodiscard]] bool is_entity_id(std::string_view text);

/// Who a piece of data belongs to. There is no empty one, so nothing can be read or written for nobody.
class TenantId {
 public:
  /// Nothing, unless is_entity_id. `platform` is reserved for the operator's own records; see `platform`.
  [[nodiscard]] static std::optional<TenantId> parse(std::string_view text);
  /// The tenant that the list of tenants belongs to.
  [[nodiscard]] static TenantId platform();
  [[nodiscard]] const std::string& text() const { return text_; }
  friend auto operator<=>(const TenantId&, const TenantId&) = default;

 private:
  explicit TenantId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// For whom and on whose behalf something is read or changed. Every repository asks for one and builds every key from
/// it.
struct TenantContext {
  TenantId tenant;
  std::string actor;       ///< pseudonymous id of a person or program
  std::string request_id;  ///< to find the request's traces again
};

enum class TenantStatus : std::uint8_t { active, suspended };
[[nodiscard]] std::string_view name_of(TenantStatus status);
[[nodiscard]] std::optional<TenantStatus> parse_tenant_status(std::string_view text);

struct Tenant {
  std::string id;
  std::string name;
  std::string tier = "standard";  ///< a row of the table of limits
  TenantStatus status = TenantStatus::active;
  friend bool operator==(const Tenant&, const Tenant&) = default;
};

}  // namespace dietz
