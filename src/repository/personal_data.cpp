#include "repository/personal_data.hpp"

#include <array>
#include <utility>

namespace dietz {
namespace {

struct ClientField {
  std::string_view name;
  std::string Client::*readable;
  std::string SealedClient::*stored;
};

constexpr std::array client_fields = {
    ClientField{"name", &Client::name, &SealedClient::name},
    ClientField{"email", &Client::email, &SealedClient::email},
    ClientField{"phone", &Client::phone, &SealedClient::phone},
    ClientField{"tax_id", &Client::tax_id, &SealedClient::tax_id},
    ClientField{"address", &Client::address, &SealedClient::address},
};

}  // namespace

Result<SealedClient> sealed(PersonalData& personal_data, const TenantContext& context, const Client& client) {
  SealedClient stored;
  stored.id = client.id;
  for (const ClientField& field : client_fields) {
    const std::string& text = client.*field.readable;
    if (text.empty()) continue;
    Result<std::string> bytes = personal_data.seal(context, client.id, field.name, text);
    if (!bytes) return std::move(bytes).error();
    stored.*field.stored = *std::move(bytes);
  }
  return stored;
}

Result<Client> opened(PersonalData& personal_data, const TenantContext& context, const SealedClient& client) {
  Client readable;
  readable.id = client.id;
  for (const ClientField& field : client_fields) {
    const std::string& bytes = client.*field.stored;
    if (bytes.empty()) continue;
    Result<std::string> text = personal_data.open(context, client.id, field.name, bytes);
    if (!text) return std::move(text).error();
    readable.*field.readable = *std::move(text);
  }
  return readable;
}

}  // namespace dietz
