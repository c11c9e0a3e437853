#pragma once

#include "auth/key_set.hpp"
#include "model/instant.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

namespace dietz {

/// Where the text of a key set comes from: a file, or an address. Thread-safe.
class KeySetSource {
 public:
  virtual ~KeySetSource() = default;
  [[nodiscard]] virtual Result<std::string> fetch() = 0;
};

/// How often a source may be asked.
struct KeySetTimes {
  std::int64_t most_age_seconds = 300;  ///< a set that is older is fetched again before it is used
  std::int64_t cool_down_seconds = 30;  ///< between two fetches, whatever tokens ask for
};

/// The last good key set of a source. A fetch that fails, or gives no usable key, leaves the set as it is. While one
/// thread fetches, others use the set that is there. Thread-safe.
class KeySetCache {
 public:
  KeySetCache(KeySetSource& source, const SignatureKeys& keys, KeySetTimes times = {});

  /// The set, fetched again if it has become too old.
  [[nodiscard]] std::shared_ptr<const KeySet> current(Instant now);
  /// The set after a token named a key that isn't in it: fetched again unless the cool-down forbids it.
  [[nodiscard]] std::shared_ptr<const KeySet> renewed(Instant now);
  /// Why the last fetch gave no set, or "".
  [[nodiscard]] std::string last_problem() const;

 private:
  [[nodiscard]] std::shared_ptr<const KeySet> held() const;
  std::shared_ptr<const KeySet> fetch_after(std::int64_t seconds, Instant now);

  KeySetSource& source_;
  const SignatureKeys& keys_;
  const KeySetTimes times_;
  std::mutex fetching_;
  mutable std::mutex guard_;  ///< of what follows
  std::shared_ptr<const KeySet> set_ = std::make_shared<const KeySet>();
  bool fetched_ = false;
  Instant last_fetch_;
  std::string problem_;
};

}  // namespace dietz
