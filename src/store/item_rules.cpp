#include "store/item_rules.hpp"

#include "base/utf8.hpp"

#include <set>

namespace dietz {
namespace {

Status check_key_text(std::string_view what, std::string_view text, std::size_t limit) {
  if (text.empty()) return Error::invalid("the " + std::string(what) + " is empty");
  if (text.size() > limit) {
    return Error::invalid("the " + std::string(what) + " has more than " + std::to_string(limit) + " bytes");
  }
  if (find_invalid_utf8(text) != std::string_view::npos)
    return Error::invalid("the " + std::string(what) + " is not UTF-8");
  return Done{};
}

Status check_value(std::string_view name, const AttributeValue& value, std::size_t depth) {
  if (depth > max_nesting) return Error::invalid("'" + std::string(name) + "' is nested more than 32 deep");
  if (const auto* text = value.get<std::string>(); text && find_invalid_utf8(*text) != std::string_view::npos) {
    return Error::invalid("the text of '" + std::string(name) + "' is not UTF-8");
  }
  if (const auto* list = value.get<AttributeValue::List>()) {
    for (const AttributeValue& element : *list) {
      if (Status s = check_value(name, element, depth + 1); !s) return s;
    }
  }
  if (const auto* map = value.get<Attributes>()) {
    for (const auto& [key, element] : *map) {
      if (find_invalid_utf8(key) != std::string_view::npos)
        return Error::invalid("a name in '" + std::string(name) + "' is not UTF-8");
      if (Status s = check_value(name, element, depth + 1); !s) return s;
    }
  }
  return Done{};
}

Status check_name(std::string_view name) {
  if (name.empty() || name.size() > max_attribute_name_bytes || find_invalid_utf8(name) != std::string_view::npos) {
    return Error::invalid("an attribute's name must be UTF-8 of 1 to 255 bytes");
  }
  if (name == attribute::partition || name == attribute::sort) {
    return Error::invalid("'" + std::string(name) + "' names a part of the key");
  }
  return Done{};
}

bool is_index_name(std::string_view name) {
  return name == attribute::index1_partition || name == attribute::index1_sort || name == attribute::index2_partition ||
         name == attribute::index2_sort;
}

Status check_attribute(std::string_view name, const AttributeValue& value) {
  if (Status s = check_name(name); !s) return s;
  if (is_index_name(name)) {
    const auto* text = value.get<std::string>();
    if (!text) return Error::invalid("'" + std::string(name) + "' must be a text");
    const bool sort = name == attribute::index1_sort || name == attribute::index2_sort;
    return check_key_text(name, *text, sort ? max_sort_bytes : max_partition_bytes);
  }
  if (name == attribute::expires_at && !value.get<Number>()) return Error::invalid("'ttl' must be a number");
  return check_value(name, value, 1);
}

Status check_changes(const std::vector<Change>& changes) {
  std::set<std::string_view> names;
  for (const Change& change : changes) {
    if (!names.insert(change.attribute).second) {
      return Error::invalid("the update names '" + change.attribute + "' twice");
    }
    if (change.kind == Change::Kind::remove) {
      if (Status s = check_name(change.attribute); !s) return s;
      continue;
    }
    if (change.kind == Change::Kind::add && !change.value.get<Number>()) {
      return Error::invalid("what is added to '" + change.attribute + "' is no number");
    }
    if (Status s = check_attribute(change.attribute, change.value); !s) return s;
  }
  return Done{};
}

std::size_t size_of_operation(const TransactionOperation& operation) {
  if (const auto* put = std::get_if<PutItem>(&operation)) return size_of(put->item);
  const ItemKey& key = key_of(operation);
  std::size_t size = key.partition.size() + key.sort.size();
  if (const auto* update = std::get_if<UpdateItem>(&operation)) {
    for (const Change& change : update->changes) size += change.attribute.size() + size_of(change.value);
  }
  return size;
}

}  // namespace

Status check_key(const ItemKey& key) {
  if (Status s = check_key_text("partition key", key.partition, max_partition_bytes); !s) return s;
  return check_key_text("sort key", key.sort, max_sort_bytes);
}

Status check_item(const Item& item) {
  if (Status s = check_key(item.key); !s) return s;
  for (const auto& [name, value] : item.attributes) {
    if (Status s = check_attribute(name, value); !s) return s;
  }
  if (size_of(item) > max_item_bytes) return Error::invalid("the item has more than 400 KB");
  return Done{};
}

Status check_condition(const Condition& condition) {
  using Kind = Condition::Kind;
  const bool combines = condition.kind == Kind::all || condition.kind == Kind::any || condition.kind == Kind::none;
  if (combines && condition.parts.empty()) return Error::invalid("a condition combines no parts");
  for (const Condition& part : condition.parts) {
    if (Status s = check_condition(part); !s) return s;
  }
  const bool names = !combines && condition.kind != Kind::always && condition.kind != Kind::item_exists &&
                     condition.kind != Kind::item_missing;
  if (!names) return Done{};
  if (Status s = check_name(condition.attribute); !s) return s;
  return check_value(condition.attribute, condition.value, 1);
}

Status check_query(const Query& query) {
  if (query.limit == 0) return Error::invalid("a page has at least one item");
  if (Status s = check_key_text("partition key", query.partition, max_partition_bytes); !s) return s;
  const SortRange& range = query.range;
  if (range.kind == SortRange::Kind::all) return Done{};
  if (Status s = check_key_text("bound of the sort key", range.low, max_sort_bytes); !s) return s;
  if (range.kind != SortRange::Kind::between) return Done{};
  if (Status s = check_key_text("bound of the sort key", range.high, max_sort_bytes); !s) return s;
  if (range.high < range.low) return Error::invalid("the upper bound of the sort key lies below the lower one");
  return Done{};
}

Status check_operation(const TransactionOperation& operation) {
  if (Status s = check_condition(condition_of(operation)); !s) return s;
  if (const auto* put = std::get_if<PutItem>(&operation)) return check_item(put->item);
  if (Status s = check_key(key_of(operation)); !s) return s;
  if (const auto* update = std::get_if<UpdateItem>(&operation)) return check_changes(update->changes);
  if (const auto* check = std::get_if<CheckItem>(&operation);
      check && check->condition.kind == Condition::Kind::always) {
    return Error::invalid("a check without a condition checks nothing");
  }
  return Done{};
}

Status check_transaction(const StoreTransaction& transaction) {
  if (transaction.operations.empty()) return Error::invalid("a transaction has at least one operation");
  if (transaction.operations.size() > max_operations) {
    return Error::invalid("a transaction has at most 100 operations");
  }
  if (transaction.token.size() > max_token_bytes) return Error::invalid("a token has at most 36 bytes");
  std::set<ItemKey> keys;
  std::size_t size = 0;
  for (const TransactionOperation& operation : transaction.operations) {
    if (Status s = check_operation(operation); !s) return s;
    if (!keys.insert(key_of(operation)).second) {
      return Error::invalid("two operations of a transaction are on the same item");
    }
    size += size_of_operation(operation);
  }
  if (size > max_transaction_bytes) return Error::invalid("a transaction has at most 4 MB");
  return Done{};
}

}  // namespace dietz
