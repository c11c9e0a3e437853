#include "store/operations.hpp"

namespace dietz {
namespace {

Status add_to(Attributes& item, const Change& change) {
  AttributeValue& value = item.try_emplace(change.attribute, Number()).first->second;
  const auto* before = value.get<Number>();
  const auto* more = change.value.get<Number>();
  if (!before || !more) return Error::invalid("'" + change.attribute + "' can't be added to: it is no number");
  const std::optional<Number> sum = Number::sum(*before, *more);
  if (!sum) return Error::invalid("the sum in '" + change.attribute + "' has more than 38 digits or is out of range");
  value = *sum;
  return Done{};
}

}  // namespace

const ItemKey& key_of(const TransactionOperation& operation) {
  if (const auto* put = std::get_if<PutItem>(&operation)) return put->item.key;
  if (const auto* remove = std::get_if<RemoveItem>(&operation)) return remove->key;
  if (const auto* update = std::get_if<UpdateItem>(&operation)) return update->key;
  return std::get<CheckItem>(operation).key;
}

const Condition& condition_of(const TransactionOperation& operation) {
  return std::visit([](const auto& o) -> const Condition& { return o.condition; }, operation);
}

Result<Attributes> updated(const Attributes* before, const std::vector<Change>& changes) {
  Attributes item = before ? *before : Attributes();
  for (const Change& change : changes) {
    switch (change.kind) {
      case Change::Kind::set:
        item.insert_or_assign(change.attribute, change.value);
        break;
      case Change::Kind::set_if_missing:
        item.try_emplace(change.attribute, change.value);
        break;
      case Change::Kind::add:
        if (Status added = add_to(item, change); !added) return std::move(added).error();
        break;
      case Change::Kind::remove:
        item.erase(change.attribute);
        break;
    }
  }
  return item;
}

}  // namespace dietz
