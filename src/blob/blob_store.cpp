#include "blob/blob_store.hpp"

#include <algorithm>

namespace dietz {
namespace {

constexpr std::size_t max_key_bytes = 900;
constexpr std::size_t max_name_bytes = 200;
constexpr std::size_t piece_bytes = 1 << 20;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > max_name_bytes || name == "." || name == "..") return false;
  return std::all_of(name.begin(), name.end(), is_name_character);
}

}  // namespace

Status put_blob(BlobStore& store, const std::string& key, std::string_view bytes) {
  auto writer = store.create(key);
  if (!writer) return writer.error();
  if (Status s = (*writer)->write(bytes); !s) return s;
  return (*writer)->commit();
}

Result<std::string> get_blob(BlobStore& store, const std::string& key, std::size_t max_bytes) {
  auto reader = store.open(key);
  if (!reader) return reader.error();
  if ((*reader)->size() > max_bytes) return Error::invalid("the blob '" + key + "' is too large");
  std::string bytes;
  while (true) {
    Result<std::string> piece = (*reader)->read(piece_bytes);
    if (!piece) return piece;
    if (piece->empty()) return bytes;
    bytes += *piece;
  }
}

Status check_blob_key(const std::string& key) {
  if (key.size() > max_key_bytes) return Error::invalid("a blob's key has at most 900 bytes");
  std::string_view rest = key;
  while (true) {
    const std::size_t slash = rest.find('/');
    if (!is_name(rest.substr(0, slash))) return Error::invalid("'" + key + "' is no key of a blob");
    if (slash == std::string_view::npos) return Done{};
    rest.remove_prefix(slash + 1);
  }
}

Status check_blob_list(const std::string& prefix, std::size_t limit) {
  if (limit < 1 || limit > 1000) return Error::invalid("1 to 1,000 blobs are listed at once");
  const bool fits = std::all_of(prefix.begin(), prefix.end(), [](char c) { return c == '/' || is_name_character(c); });
  if (!fits || prefix.size() > max_key_bytes) return Error::invalid("'" + prefix + "' begins no key of a blob");
  return Done{};
}

}  // namespace dietz
