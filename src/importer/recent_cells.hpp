#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace dietz {

/// The values of a column's latest texts, since columns repeat themselves: a text that was seen shortly before needn't
/// be parsed or looked up again. The texts must outlive it.
template <class Value>
class RecentCells {
 public:
  /// The value kept for a text; null for one that isn't known, and always for "".
  [[nodiscard]] const Value* find(std::string_view text) const {
    if (text.empty()) return nullptr;
    const Slot& slot = slots_[slot_of(text)];
    return slot.text == text ? &slot.value : nullptr;
  }
  void keep(std::string_view text, Value value) { slots_[slot_of(text)] = {text, value}; }

 private:
  struct Slot {
    std::string_view text;
    Value value{};
  };
  /// Texts of a column often differ in their last two characters only.
  [[nodiscard]] static std::size_t slot_of(std::string_view text) {
    const auto last = static_cast<unsigned char>(text.back());
    const auto before = static_cast<unsigned char>(text[text.size() > 1 ? text.size() - 2 : 0]);
    return (last + 16U * before + text.size()) % slot_count;
  }

  static constexpr std::size_t slot_count = 256;
  std::array<Slot, slot_count> slots_;
};

}  // namespace dietz
