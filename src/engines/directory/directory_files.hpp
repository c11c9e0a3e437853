#pragma once

#include "blob/files.hpp"

namespace dietz {

/// Files of the operating system.
class DirectoryFiles : public Files {
 public:
  [[nodiscard]] Result<std::shared_ptr<const FileText>> read(const std::string& path) override;
  [[nodiscard]] bool is_directory(const std::string& path) override;
  [[nodiscard]] bool exists(const std::string& path) override;
  [[nodiscard]] Status write(const std::string& path, std::string_view text) override;
};

}  // namespace dietz
