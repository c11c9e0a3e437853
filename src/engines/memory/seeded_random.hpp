#pragma once

#include "base/random_source.hpp"

#include <mutex>

namespace dietz {

/// The same bytes for the same seed (SplitMix64, Steele, Lea and Flood 2014): for tests and simulations only.
class SeededRandom : public RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::byte> bytes) override {
    const std::lock_guard lock(mutex_);
    for (std::byte& byte : bytes) {
      if (left_ == 0) {
        word_ = next_word();
        left_ = 8;
      }
      byte = static_cast<std::byte>(word_ & 0xff);
      word_ >>= 8;
      --left_;
    }
  }

 private:
  std::uint64_t next_word() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
    return z ^ z >> 31;
  }

  std::mutex mutex_;
  std::uint64_t state_;
  std::uint64_t word_ = 0;
  int left_ = 0;
};

}  // namespace dietz
