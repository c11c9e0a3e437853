#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// A blob that is being written. Without `commit` nothing of it is ever seen. Used by one thread at a time.
class BlobWriter {
 public:
  virtual ~BlobWriter() = default;
  [[nodiscard]] virtual Status write(std::string_view bytes) = 0;
  /// The blob is there, whole and durable, in place of one that had the name. Nothing can be written afterwards.
  [[nodiscard]] virtual Status commit() = 0;
};

/// A blob that is being read, as it was when it was opened. Used by one thread at a time.
class BlobReader {
 public:
  virtual ~BlobReader() = default;
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// The next bytes, up to `max`; empty at the end.
  [[nodiscard]] virtual Result<std::string> read(std::size_t max) = 0;
};

struct BlobInfo {
  std::string key;
  std::uint64_t size = 0;
  friend bool operator==(const BlobInfo&, const BlobInfo&) = default;
};

struct BlobPage {
  std::vector<BlobInfo> blobs;
  /// Empty: there is no more.
  std::string next;
};

/// Files without a file system: imports, exports, checkpoints. Thread-safe.
///
/// Keys are names joined by `/`; a name has 1 to 200 of `A-Z a-z 0-9 . _ -` and isn't `.` or `..`; a key has at most
/// 900 bytes. Errors, unless a function says more: invalid (a key), not_found, retry, throttled, unknown_outcome,
/// fatal.
class BlobStore {
 public:
  virtual ~BlobStore() = default;
  /// Starts a blob; streams of any length.
  [[nodiscard]] virtual Result<std::unique_ptr<BlobWriter>> create(const std::string& key) = 0;
  /// Errors: not_found.
  [[nodiscard]] virtual Result<std::unique_ptr<BlobReader>> open(const std::string& key) = 0;
  /// Removes a blob; done also where there is none.
  [[nodiscard]] virtual Status remove(const std::string& key) = 0;
  /// Blobs whose keys begin with `prefix`, in the order of their bytes, behind the key `after`, up to `limit` (1 to
  /// 1,000).
  [[nodiscard]] virtual Result<BlobPage> list(const std::string& prefix, const std::string& after,
                                              std::size_t limit) = 0;
};

/// Writes a whole blob.
[[nodiscard]] Status put_blob(BlobStore& store, const std::string& key, std::string_view bytes);
/// Reads a whole blob. Errors: not_found; invalid, if it has more than `max_bytes`.
[[nodiscard]] Result<std::string> get_blob(BlobStore& store, const std::string& key, std::size_t max_bytes);

// For engines. Errors: invalid.
[[nodiscard]] Status check_blob_key(const std::string& key);
[[nodiscard]] Status check_blob_list(const std::string& prefix, std::size_t limit);

}  // namespace dietz
