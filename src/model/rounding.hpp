#pragma once

namespace dietz {

/// How a result that doesn't fit its places is rounded. Names as in the General Decimal Arithmetic specification.
enum class Rounding {
  half_even,  ///< to the nearest, a tie to the even digit: the default
  half_up,    ///< to the nearest, a tie away from zero
  half_down,  ///< to the nearest, a tie toward zero
  up,         ///< away from zero
  down,       ///< toward zero
  ceiling,    ///< toward +∞
  floor,      ///< toward −∞
};

}  // namespace dietz
