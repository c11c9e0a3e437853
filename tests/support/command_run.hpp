#pragma once

#include "cli/command_line.hpp"

#include <map>
#include <utility>

/// For tests of commands: files in memory, and a digest that only counts, so that no engine is needed.
namespace dietz::test {

class MemoryText : public FileText {
 public:
  explicit MemoryText(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] std::string_view view() const override { return text_; }

 private:
  std::string text_;
};

class MemoryFiles : public Files {
 public:
  explicit MemoryFiles(std::map<std::string, std::string> texts = {}) : texts_(std::move(texts)) {}

  Result<std::shared_ptr<const FileText>> read(const std::string& path) override {
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

class CountingDigests : public DigestFactory {
  class Counting : public Digest {
   public:
    void update(std::string_view bytes) override { count_ += bytes.size(); }
    std::string finish() override { return std::to_string(count_); }

   private:
    std::size_t count_ = 0;
  };

 public:
  std::unique_ptr<Digest> sha256() override { return std::make_unique<Counting>(); }
};

/// Runs a command line over the given files, on 1 July 2025.
[[nodiscard]] inline Outcome run(const std::vector<std::string>& arguments,
                                 std::map<std::string, std::string> texts = {}) {
  MemoryFiles files(std::move(texts));
  CountingDigests digests;
  Context context{files, digests, *Date::parse("2025-07-01")};
  return run_command_line(arguments, context).outcome;
}

}  // namespace dietz::test
