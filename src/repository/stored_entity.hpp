#pragma once

#include "model/instant.hpp"
#include "store/item.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dietz {

/// An entity as it is stored, with what the store knows about it.
template <class T>
struct Stored {
  std::string id;
  std::uint64_t version = 1;  ///< one more with each change: what an update must name
  Instant created_at;
  Instant updated_at;
  std::string updated_by;
  std::string external_id;  ///< the caller's own name for it, unique in tenant and type; empty: none
  T value;
  friend bool operator==(const Stored&, const Stored&) = default;
};

/// What a list is narrowed to: fields with these values. Names are those of the entity's fields.
using FieldFilter = std::vector<std::pair<std::string, std::string>>;

struct PageRequest {
  std::size_t limit = 100;  ///< 1 to 500
  std::string cursor = {};  ///< `EntityPage::next` of the page before; it fits the same filter only
};

template <class T>
struct EntityPage {
  std::vector<Stored<T>> items;
  std::string next;  ///< empty: there is no more
};

/// A kind of entity: its name in keys, and the fields that the store's indexes find it by.
struct EntityType {
  std::string_view name;
  std::string_view index1_field = {};
  std::string_view index2_field = {};
};

/// How an entity becomes fields and the other way; specialised for each.
///   static constexpr EntityType type;
///   static Attributes fields_of(const T&);                 without id
///   static Result<T> of(const std::string& id, const Attributes& fields);
///   static Status check(const T&);                         Errors: invalid
template <class T>
struct EntityTraits;

}  // namespace dietz
