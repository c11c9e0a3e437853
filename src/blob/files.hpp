#pragma once

#include "base/result.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace dietz {

/// The whole content of a file, kept alive as long as somebody holds it.
class FileText {
 public:
  virtual ~FileText() = default;
  [[nodiscard]] virtual std::string_view view() const = 0;
};

/// Files as the command line sees them. Implementations may be called from one thread at a time.
class Files {
 public:
  virtual ~Files() = default;

  /// Reads a file; "-" is standard input. Errors: not_found (no such file), invalid (a directory, no permission).
  [[nodiscard]] virtual Result<std::shared_ptr<const FileText>> read(const std::string& path) = 0;
  [[nodiscard]] virtual bool is_directory(const std::string& path) = 0;
  [[nodiscard]] virtual bool exists(const std::string& path) = 0;
  /// Writes a whole file or nothing: into a temporary file beside it that then takes its name.
  [[nodiscard]] virtual Status write(const std::string& path, std::string_view text) = 0;
};

}  // namespace dietz
