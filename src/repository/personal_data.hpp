#pragma once

#include "base/result.hpp"
#include "model/client.hpp"
#include "model/tenant.hpp"

#include <string>
#include <string_view>

namespace dietz {

/// A client as it is stored: every field as the bytes that PersonalData made of it.
struct SealedClient {
  std::string id;
  std::string name;
  std::string email;
  std::string phone;
  std::string tax_id;
  std::string address;
  friend bool operator==(const SealedClient&, const SealedClient&) = default;
};

/// Where personal data changes between readable and stored form, bound to tenant, client and field. Thread-safe.
class PersonalData {
 public:
  virtual ~PersonalData() = default;
  [[nodiscard]] virtual Result<std::string> seal(const TenantContext& context, const std::string& client_id,
                                                 std::string_view field, std::string_view text) = 0;
  /// Errors: not_found, if the client's data was erased; fatal, if the bytes aren't what `seal` made for that place.
  [[nodiscard]] virtual Result<std::string> open(const TenantContext& context, const std::string& client_id,
                                                 std::string_view field, std::string_view bytes) = 0;
};

/// Stores personal data as it is: for a store that is encrypted as a whole, and for tests.
class ReadablePersonalData : public PersonalData {
 public:
  [[nodiscard]] Result<std::string> seal(const TenantContext&, const std::string&, std::string_view,
                                         std::string_view text) override {
    return std::string(text);
  }
  [[nodiscard]] Result<std::string> open(const TenantContext&, const std::string&, std::string_view,
                                         std::string_view bytes) override {
    return std::string(bytes);
  }
};

/// All fields of a client; empty ones stay empty. The client's id must be set.
[[nodiscard]] Result<SealedClient> sealed(PersonalData& personal_data, const TenantContext& context,
                                          const Client& client);
[[nodiscard]] Result<Client> opened(PersonalData& personal_data, const TenantContext& context,
                                    const SealedClient& client);

}  // namespace dietz
