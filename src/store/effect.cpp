#include "store/effect.hpp"

#include "store/item_rules.hpp"

namespace dietz {

Result<Effect> effect_of(const TransactionOperation& operation, const Attributes* before) {
  if (!holds(condition_of(operation), before)) return Error::conflict("the condition of the write doesn't hold");
  if (const auto* put = std::get_if<PutItem>(&operation)) return Effect{Effect::Kind::write, put->item.attributes};
  if (std::holds_alternative<RemoveItem>(operation)) return Effect{Effect::Kind::remove, {}};
  const auto* update = std::get_if<UpdateItem>(&operation);
  if (!update) return Effect{};
  Result<Attributes> after = updated(before, update->changes);
  if (!after) return std::move(after).error();
  Item item{update->key, *std::move(after)};
  if (Status s = check_item(item); !s) return std::move(s).error();
  return Effect{Effect::Kind::write, std::move(item.attributes)};
}

Cancellation cancellation_of(const Error& error, const ItemKey& key, const Attributes* before) {
  if (error.kind != ErrorKind::conflict) return {CancelReason::invalid, std::nullopt};
  Cancellation cancellation{CancelReason::condition_failed, std::nullopt};
  if (before) cancellation.item = Item{key, *before};
  return cancellation;
}

}  // namespace dietz
