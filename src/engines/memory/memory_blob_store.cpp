#include "engines/memory/memory_blob_store.hpp"

#include <utility>

namespace dietz {
namespace {

class MemoryBlobWriter : public BlobWriter {
 public:
  MemoryBlobWriter(MemoryBlobStore& store, std::string key) : store_(store), key_(std::move(key)) {}
  [[nodiscard]] Status write(std::string_view bytes) override {
    if (committed_) return Error::invalid("the blob is committed already");
    bytes_ += bytes;
    return Done{};
  }
  [[nodiscard]] Status commit() override {
    if (std::exchange(committed_, true)) return Error::invalid("the blob is committed already");
    store_.keep(key_, std::move(bytes_));
    return Done{};
  }

 private:
  MemoryBlobStore& store_;
  std::string key_;
  std::string bytes_;
  bool committed_ = false;
};

class MemoryBlobReader : public BlobReader {
 public:
  explicit MemoryBlobReader(std::shared_ptr<const std::string> bytes) : bytes_(std::move(bytes)) {}
  [[nodiscard]] std::uint64_t size() const override { return bytes_->size(); }
  [[nodiscard]] Result<std::string> read(std::size_t max) override {
    std::string piece = bytes_->substr(position_, max);
    position_ += piece.size();
    return piece;
  }

 private:
  std::shared_ptr<const std::string> bytes_;
  std::size_t position_ = 0;
};

}  // namespace

void MemoryBlobStore::keep(const std::string& key, std::string bytes) {
  auto blob = std::make_shared<const std::string>(std::move(bytes));
  const std::lock_guard lock(mutex_);
  blobs_.insert_or_assign(key, std::move(blob));
}

Result<std::unique_ptr<BlobWriter>> MemoryBlobStore::create(const std::string& key) {
  if (Status s = check_blob_key(key); !s) return std::move(s).error();
  return std::unique_ptr<BlobWriter>(std::make_unique<MemoryBlobWriter>(*this, key));
}

Result<std::unique_ptr<BlobReader>> MemoryBlobStore::open(const std::string& key) {
  if (Status s = check_blob_key(key); !s) return std::move(s).error();
  const std::lock_guard lock(mutex_);
  const auto found = blobs_.find(key);
  if (found == blobs_.end()) return Error::not_found("there is no blob '" + key + "'");
  return std::unique_ptr<BlobReader>(std::make_unique<MemoryBlobReader>(found->second));
}

Status MemoryBlobStore::remove(const std::string& key) {
  if (Status s = check_blob_key(key); !s) return s;
  const std::lock_guard lock(mutex_);
  blobs_.erase(key);
  return Done{};
}

Result<BlobPage> MemoryBlobStore::list(const std::string& prefix, const std::string& after, std::size_t limit) {
  if (Status s = check_blob_list(prefix, limit); !s) return std::move(s).error();
  const std::lock_guard lock(mutex_);
  BlobPage page;
  auto it = blobs_.lower_bound(prefix);
  if (after >= prefix) it = blobs_.upper_bound(after);
  for (; it != blobs_.end() && it->first.starts_with(prefix); ++it) {
    if (page.blobs.size() == limit) {
      page.next = page.blobs.back().key;
      break;
    }
    page.blobs.push_back({it->first, it->second->size()});
  }
  return page;
}

}  // namespace dietz
