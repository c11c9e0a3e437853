#pragma once

#include "base/random_source.hpp"

namespace dietz {

/// Random bytes of the operating system, fit for keys.
class SystemRandom : public RandomSource {
 public:
  void fill(std::span<std::byte> bytes) override;
};

}  // namespace dietz
