#pragma once

#include <array>
#include <cstdint>

namespace dietz::bench {

/// SplitMix64: spreads a seed over the state of another generator. Source: Steele, Lea, Flood (2014).
class SplitMix64 {
 public:
  explicit SplitMix64(std::uint64_t seed) : state_(seed) {}
  [[nodiscard]] std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }

 private:
  std::uint64_t state_;
};

/// xoshiro256**: the same numbers on every machine, one independent stream per (seed, stream).
/// Only additions and multiplications turn its bits into doubles, so those are the same everywhere too.
/// Source: Blackman, Vigna (2021), "Scrambled linear pseudorandom number generators".
class Random {
 public:
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0) {
    SplitMix64 mix(seed ^ (stream * 0xD1342543DE82EF95U + 0x2545F4914F6CDD1DU));
    for (auto& word : state_) word = mix.next();
  }

  [[nodiscard]] std::uint64_t next() {
    const std::uint64_t result = rotate_left(state_[1] * 5U, 7) * 9U;
    const std::uint64_t shifted = state_[1] << 17U;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotate_left(state_[3], 45);
    return result;
  }

  /// Evenly distributed in [0, 1).
  [[nodiscard]] double uniform() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
  [[nodiscard]] double uniform(double low, double high) { return low + (high - low) * uniform(); }
  /// Evenly distributed over low … high, both included. The bias of the remainder is under 2^-40 for ranges used here.
  [[nodiscard]] std::int64_t integer(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  [[nodiscard]] bool chance(double probability) { return uniform() < probability; }
  /// Roughly standard normal: the sum of twelve 21-bit uniform numbers less 6, without any library function.
  [[nodiscard]] double normal() {
    double sum = -6.0;
    for (int draw = 0; draw < 4; ++draw) {
      const std::uint64_t bits = next();
      for (unsigned part = 0; part < 3; ++part) {
        sum += static_cast<double>((bits >> (21U * part)) & 0x1FFFFFU) * 0x1.0p-21;
      }
    }
    return sum;
  }

 private:
  [[nodiscard]] static constexpr std::uint64_t rotate_left(std::uint64_t x, unsigned k) {
    return (x << k) | (x >> (64U - k));
  }
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace dietz::bench
