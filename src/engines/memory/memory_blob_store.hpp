#pragma once

#include "blob/blob_store.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace dietz {

/// BlobStore in memory. It must outlive its writers.
class MemoryBlobStore : public BlobStore {
 public:
  [[nodiscard]] Result<std::unique_ptr<BlobWriter>> create(const std::string& key) override;
  [[nodiscard]] Result<std::unique_ptr<BlobReader>> open(const std::string& key) override;
  [[nodiscard]] Status remove(const std::string& key) override;
  [[nodiscard]] Result<BlobPage> list(const std::string& prefix, const std::string& after, std::size_t limit) override;
  /// What a writer's commit does.
  void keep(const std::string& key, std::string bytes);

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const std::string>> blobs_;
};

}  // namespace dietz
