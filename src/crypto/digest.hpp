#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dietz {

/// One running SHA-256 (FIPS 180-4). Used by one thread at a time.
class Digest {
 public:
  virtual ~Digest() = default;
  virtual void update(std::string_view bytes) = 0;
  /// 64 lower-case hexadecimal digits; the digest can't be used afterwards.
  [[nodiscard]] virtual std::string finish() = 0;
};

/// Makes digests. Thread-safe.
class DigestFactory {
 public:
  virtual ~DigestFactory() = default;
  [[nodiscard]] virtual std::unique_ptr<Digest> sha256() = 0;
};

}  // namespace dietz
