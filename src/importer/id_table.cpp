#include "importer/id_table.hpp"

#include <functional>

namespace dietz {
namespace {

std::uint32_t tag_of(std::size_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

}  // namespace

std::size_t IdTable::hash_of(std::string_view id) { return std::hash<std::string_view>()(id); }

std::size_t IdTable::slot_of(std::string_view id, std::size_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  while (slots_[at].position != absent && (slots_[at].tag != tag_of(hash) || ids_[slots_[at].position] != id))
    at = (at + 1) & mask;
  return at;
}

void IdTable::prefetch(std::size_t hash) const {
  if (!slots_.empty()) __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
}

IdTable::Added IdTable::add(std::string_view id, std::size_t hash) {
  if (slots_.size() < 2 * (ids_.size() + 1)) grow(slots_.empty() ? 64 : 2 * slots_.size());
  Slot& slot = slots_[slot_of(id, hash)];
  if (slot.position != absent) return {slot.position, false};
  slot = {static_cast<std::uint32_t>(ids_.size()), tag_of(hash)};
  ids_.push_back(id);
  return {slot.position, true};
}

std::uint32_t IdTable::find(std::string_view id) const {
  return slots_.empty() ? absent : slots_[slot_of(id, hash_of(id))].position;
}

void IdTable::reserve(std::size_t count) {
  ids_.reserve(count);
  std::size_t slots = 64;
  while (slots < 2 * (count + 1)) slots *= 2;
  if (slots > slots_.size()) grow(slots);
}

void IdTable::grow(std::size_t slots) {
  slots_.assign(slots, {});
  for (std::size_t i = 0; i < ids_.size(); ++i) {
    const std::size_t hash = hash_of(ids_[i]);
    slots_[slot_of(ids_[i], hash)] = {static_cast<std::uint32_t>(i), tag_of(hash)};
  }
}

}  // namespace dietz
