#pragma once

#include "crypto/secret_files.hpp"

namespace dietz {

/// Secret files of the operating system.
class DirectorySecretFiles : public SecretFiles {
 public:
  [[nodiscard]] Result<Secret> read(const std::string& path) override;
  [[nodiscard]] Status create(const std::string& path, std::string_view text) override;
  [[nodiscard]] Status replace(const std::string& path, std::string_view text) override;
};

}  // namespace dietz
