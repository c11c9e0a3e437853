#include "blob/text_files.hpp"

namespace dietz {
namespace {

class Text : public FileText {
 public:
  explicit Text(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] std::string_view view() const override { return text_; }

 private:
  std::string text_;
};

}  // namespace

Result<std::shared_ptr<const FileText>> TextFiles::read(const std::string& path) {
  if (is_directory(path)) return Error{ErrorKind::invalid, {{{path, 0, {}}, "is a directory, not a file"}}};
  const auto found = texts_.find(path);
  if (found == texts_.end()) return Error{ErrorKind::not_found, {{{path, 0, {}}, "no such file"}}};
  return std::shared_ptr<const FileText>(std::make_shared<Text>(found->second));
}

bool TextFiles::is_directory(const std::string& path) {
  const auto next = texts_.lower_bound(path + "/");
  return next != texts_.end() && next->first.starts_with(path + "/");
}

bool TextFiles::exists(const std::string& path) { return texts_.contains(path) || is_directory(path); }

Status TextFiles::write(const std::string& path, std::string_view text) {
  texts_[path] = text;
  return Done{};
}

}  // namespace dietz
