#pragma once

#include "blob/files.hpp"

#include <map>
#include <string>
#include <utility>

namespace dietz::test {

class MemoryText : public FileText {
 public:
  explicit MemoryText(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] std::string_view view() const override { return text_; }

 private:
  std::string text_;
};

/// Files in memory, by path.
class MemoryFiles : public Files {
 public:
  explicit MemoryFiles(std::map<std::string, std::string> texts = {}) : texts_(std::move(texts)) {}

  Result<std::shared_ptr<const FileText>> read(const std::string& path) override {
    if (is_directory(path)) return Error{ErrorKind::invalid, {{{path, 0, {}}, "is a directory, not a file"}}};
    const auto found = texts_.find(path);
    if (found == texts_.end()) return Error{ErrorKind::not_found, {{{path, 0, {}}, "no such file"}}};
    return std::shared_ptr<const FileText>(std::make_shared<MemoryText>(found->second));
  }
  bool is_directory(const std::string& path) override {
    const auto next = texts_.lower_bound(path + "/");
    return next != texts_.end() && next->first.starts_with(path + "/");
  }
  bool exists(const std::string& path) override { return texts_.contains(path) || is_directory(path); }
  Status write(const std::string& path, std::string_view text) override {
    texts_[path] = text;
    return Done{};
  }

 private:
  std::map<std::string, std::string> texts_;
};

}  // namespace dietz::test
