#pragma once

#include <string>

namespace dietz {

/// A person or company whose money is managed. Every field is personal data.
struct Client {
  std::string id;
  std::string name;
  std::string email;
  std::string phone;
  std::string tax_id;
  std::string address;
  friend bool operator==(const Client&, const Client&) = default;
};

}  // namespace dietz
