#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dietz {

/// Ids by position in order of first sight. Open addressing over 8-byte slots: a million ids are looked up in some tens
/// of milliseconds. The ids' text must outlive the table.
class IdTable {
 public:
  static constexpr std::uint32_t absent = 0xffffffff;

  struct Added {
    std::uint32_t position;
    bool is_new;
  };
  [[nodiscard]] static std::size_t hash_of(std::string_view id);
  /// Asks for the memory that adding an id of this hash needs, so that a later `add` doesn't wait for it.
  void prefetch(std::size_t hash) const;
  Added add(std::string_view id) { return add(id, hash_of(id)); }
  Added add(std::string_view id, std::size_t hash);
  [[nodiscard]] std::uint32_t find(std::string_view id) const;
  [[nodiscard]] const std::vector<std::string_view>& ids() const { return ids_; }
  void reserve(std::size_t count);

 private:
  struct Slot {
    std::uint32_t position = absent;
    std::uint32_t tag = 0;  ///< the hash's upper half, so that other ids rarely need a look at their text
  };
  [[nodiscard]] std::size_t slot_of(std::string_view id, std::size_t hash) const;
  void grow(std::size_t slots);

  std::vector<std::string_view> ids_;
  std::vector<Slot> slots_;
};

}  // namespace dietz
