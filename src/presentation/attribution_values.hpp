#pragma once

#include "calculations/attribution.hpp"

#include <optional>

namespace dietz {

/// Effects as shown: each a value or a reason.
struct EffectValues {
  Rate allocation = 0.0;
  Rate selection = 0.0;
  Rate interaction = 0.0;
  std::optional<Rate> currency;  ///< with a currency model: the sum of its parts
  CurrencyEffects currency_parts;
  Reason reason = Reason::none;
};

[[nodiscard]] EffectValues values_of(const AttributedEffects& effects, std::size_t segment);
[[nodiscard]] EffectValues group_values(const SegmentEffects& entry);
[[nodiscard]] EffectValues total_values(const AttributedEffects& effects, bool with_currency);

}  // namespace dietz
