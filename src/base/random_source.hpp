#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace dietz {

/// Where ids, nonces and jitter come from. Thread-safe.
class RandomSource {
 public:
  virtual ~RandomSource() = default;
  /// Fills `bytes` with random bytes. An engine that can't get any ends the program rather than give weak ones.
  virtual void fill(std::span<std::byte> bytes) = 0;
  /// 64 random bits.
  [[nodiscard]] std::uint64_t next() {
    std::byte bytes[8];
    fill(bytes);
    std::uint64_t value = 0;
    for (const std::byte b : bytes) value = value << 8 | static_cast<std::uint64_t>(b);
    return value;
  }
};

}  // namespace dietz
