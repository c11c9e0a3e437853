#pragma once

#include "blob/files.hpp"

#include <map>
#include <string>

namespace dietz {

/// Files that are texts in memory, by path: a book that was never on a disk. Used by one thread at a time.
class TextFiles : public Files {
 public:
  explicit TextFiles(std::map<std::string, std::string> texts = {}) : texts_(std::move(texts)) {}

  [[nodiscard]] Result<std::shared_ptr<const FileText>> read(const std::string& path) override;
  [[nodiscard]] bool is_directory(const std::string& path) override;
  [[nodiscard]] bool exists(const std::string& path) override;
  [[nodiscard]] Status write(const std::string& path, std::string_view text) override;

 private:
  std::map<std::string, std::string> texts_;
};

}  // namespace dietz
