#pragma once

#include "base/result.hpp"
#include "crypto/secret.hpp"

#include <string>
#include <string_view>

namespace dietz {

/// Files that only their owner may read (mode 0600). Used by one thread at a time.
class SecretFiles {
 public:
  virtual ~SecretFiles() = default;
  /// The whole text. Errors: not_found; invalid for a file that somebody else may read or write, for what is no plain
  /// file, and for one above 1 MiB.
  [[nodiscard]] virtual Result<Secret> read(const std::string& path) = 0;
  /// Writes a new file. Errors: conflict where one is there already.
  [[nodiscard]] virtual Status create(const std::string& path, std::string_view text) = 0;
  /// Replaces a file in one step, safe against a crash. Errors: not_found where none is there.
  [[nodiscard]] virtual Status replace(const std::string& path, std::string_view text) = 0;
};

}  // namespace dietz
