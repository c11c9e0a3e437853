#include "store/item.hpp"

namespace dietz {
namespace {

const std::string* text_attribute(const Attributes& attributes, std::string_view name) {
  const auto found = attributes.find(name);
  return found == attributes.end() ? nullptr : found->second.get<std::string>();
}

}  // namespace

std::optional<ItemKey> key_in(ItemIndex index, const Item& item) {
  if (index == ItemIndex::primary) return item.key;
  const bool first = index == ItemIndex::first;
  const auto* partition =
      text_attribute(item.attributes, first ? attribute::index1_partition : attribute::index2_partition);
  const auto* sort = text_attribute(item.attributes, first ? attribute::index1_sort : attribute::index2_sort);
  if (!partition || !sort) return std::nullopt;
  return ItemKey{*partition, *sort};
}

bool is_expired(const Attributes& attributes, std::int64_t now_seconds) {
  const auto found = attributes.find(attribute::expires_at);
  if (found == attributes.end()) return false;
  const auto* at = found->second.get<Number>();
  return at && *at <= Number(now_seconds);
}

std::size_t size_of(const Item& item) {
  std::size_t size = attribute::partition.size() + attribute::sort.size();
  size += item.key.partition.size() + item.key.sort.size();
  for (const auto& [name, value] : item.attributes) size += name.size() + size_of(value);
  return size;
}

}  // namespace dietz
