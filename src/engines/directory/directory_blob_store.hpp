#pragma once

#include "blob/blob_store.hpp"

#include <string>

namespace dietz {

/// BlobStore in a folder: a file a blob. A blob is written beside its place, synced, and then takes its name.
class DirectoryBlobStore : public BlobStore {
 public:
  /// @param folder is made if it isn't there; nothing else should write into it
  explicit DirectoryBlobStore(std::string folder) : folder_(std::move(folder)) {}

  [[nodiscard]] Result<std::unique_ptr<BlobWriter>> create(const std::string& key) override;
  [[nodiscard]] Result<std::unique_ptr<BlobReader>> open(const std::string& key) override;
  [[nodiscard]] Status remove(const std::string& key) override;
  [[nodiscard]] Result<BlobPage> list(const std::string& prefix, const std::string& after, std::size_t limit) override;

 private:
  [[nodiscard]] std::string path_of(const std::string& key) const;

  const std::string folder_;
};

}  // namespace dietz
