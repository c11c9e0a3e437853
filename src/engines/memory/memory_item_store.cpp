#include "engines/memory/memory_item_store.hpp"

#include "store/effect.hpp"
#include "store/item_encoding.hpp"
#include "store/item_rules.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace dietz {
namespace {

constexpr std::int64_t token_life = 24LL * 60 * 60 * 1'000'000;

const ItemKey& key_of_entry(const std::pair<const ItemKey, Attributes>& entry) { return entry.first; }
const ItemKey& key_of_entry(const std::pair<ItemKey, ItemKey>& entry) { return entry.second; }

void place(ItemKey& position, ItemKey index_key, ItemKey) { position = std::move(index_key); }
void place(std::pair<ItemKey, ItemKey>& position, ItemKey index_key, ItemKey key) {
  position = {std::move(index_key), std::move(key)};
}

/// The entries of a map or set that a query walks along, as a pair of iterators.
template <class Entries>
auto range_in(const Entries& entries, const Query& query, const PagePosition* after) {
  const SortSpan span = span_of(query.range);
  typename Entries::key_type low, high, last;
  place(low, {query.partition, span.from}, {});
  place(high, span.below ? ItemKey{query.partition, *span.below} : ItemKey{query.partition + '\0', {}}, {});
  if (after) place(last, after->index_key, after->key);
  auto begin = entries.lower_bound(low);
  auto end = entries.lower_bound(high);
  if (after && query.forward && last >= low) begin = last < high ? entries.upper_bound(last) : end;
  if (after && !query.forward && last < high) end = last >= low ? entries.lower_bound(last) : begin;
  return std::pair(begin, end);
}

class PageMaker {
 public:
  PageMaker(const Query& query, std::int64_t now_seconds) : query_(query), now_(now_seconds) {}

  template <class Iterator, class Find>
  Page make(Iterator begin, Iterator end, const Find& find) {
    for (; begin != end; ++begin) {
      if (seen_ == query_.limit || bytes_ >= max_page_bytes) {
        page_.next = page_token(query_, last_);
        break;
      }
      const ItemKey& key = key_of_entry(*begin);
      add({key, find(key)});
    }
    return std::move(page_);
  }

 private:
  void add(Item item) {
    ++seen_;
    bytes_ += size_of(item);
    last_ = item;
    if (!is_expired(item.attributes, now_)) page_.items.push_back(std::move(item));
  }

  const Query& query_;
  std::int64_t now_;
  Page page_;
  Item last_;
  std::size_t seen_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

const Attributes* MemoryItemStore::find(const ItemKey& key) const {
  const auto found = items_.find(key);
  return found == items_.end() ? nullptr : &found->second;
}

std::set<MemoryItemStore::IndexEntry>* MemoryItemStore::index(ItemIndex which) {
  return which == ItemIndex::first ? &index1_ : &index2_;
}

void MemoryItemStore::erase(const ItemKey& key) {
  const auto found = items_.find(key);
  if (found == items_.end()) return;
  const Item item{key, std::move(found->second)};
  items_.erase(found);
  for (const ItemIndex which : {ItemIndex::first, ItemIndex::second}) {
    if (const auto index_key = key_in(which, item)) index(which)->erase({*index_key, key});
  }
}

void MemoryItemStore::store(const ItemKey& key, Attributes attributes) {
  erase(key);
  const Item item{key, std::move(attributes)};
  for (const ItemIndex which : {ItemIndex::first, ItemIndex::second}) {
    if (const auto index_key = key_in(which, item)) index(which)->insert({*index_key, key});
  }
  items_.insert_or_assign(key, item.attributes);
}

Result<std::optional<Item>> MemoryItemStore::get(const ItemKey& key) {
  if (Status s = check_key(key); !s) return std::move(s).error();
  const std::lock_guard lock(mutex_);
  const Attributes* found = find(key);
  if (!found || is_expired(*found, clock_.now_seconds())) return std::optional<Item>();
  return std::optional<Item>({key, *found});
}

Result<Attributes> MemoryItemStore::write_one(const TransactionOperation& operation) {
  if (Status s = check_operation(operation); !s) return std::move(s).error();
  const std::lock_guard lock(mutex_);
  const ItemKey& key = key_of(operation);
  Result<Effect> effect = effect_of(operation, find(key));
  if (!effect) return std::move(effect).error();
  if (effect->kind == Effect::Kind::remove) erase(key);
  if (effect->kind == Effect::Kind::write) store(key, effect->after);
  return std::move(effect->after);
}

Status MemoryItemStore::put(const PutItem& put) {
  const Result<Attributes> written = write_one(put);
  if (!written) return written.error();
  return Done{};
}

Status MemoryItemStore::remove(const RemoveItem& remove) {
  const Result<Attributes> written = write_one(remove);
  if (!written) return written.error();
  return Done{};
}

Result<Item> MemoryItemStore::update(const UpdateItem& update) {
  Result<Attributes> written = write_one(update);
  if (!written) return std::move(written).error();
  return Item{update.key, *std::move(written)};
}

Result<Page> MemoryItemStore::query(const Query& query) {
  if (Status s = check_query(query); !s) return std::move(s).error();
  std::optional<PagePosition> after;
  if (!query.after.empty()) {
    Result<PagePosition> position = position_of(query);
    if (!position) return std::move(position).error();
    after = *std::move(position);
  }
  const std::lock_guard lock(mutex_);
  const auto attributes_of = [this](const ItemKey& key) -> const Attributes& { return *find(key); };
  const auto page_of = [&](const auto& entries) {
    const auto [begin, end] = range_in(entries, query, after ? &*after : nullptr);
    PageMaker maker(query, clock_.now_seconds());
    if (query.forward) return maker.make(begin, end, attributes_of);
    return maker.make(std::make_reverse_iterator(end), std::make_reverse_iterator(begin), attributes_of);
  };
  if (query.index == ItemIndex::primary) return page_of(items_);
  return page_of(*index(query.index));
}

Status MemoryItemStore::check_messages_of(const StoreTransaction& transaction) const {
  if (transaction.messages.empty()) return Done{};
  if (!queues_) return Error::invalid("this store carries no messages");
  for (const CarriedMessage& message : transaction.messages) {
    if (!queues_->find(message.queue)) return Error::invalid("there is no queue '" + message.queue + "'");
    const OutgoingMessage outgoing{message.body, message.delay_seconds};
    if (Status s = check_messages({&outgoing, 1}); !s) return s;
  }
  return Done{};
}

void MemoryItemStore::send(const StoreTransaction& transaction) {
  for (const CarriedMessage& message : transaction.messages) {
    const OutgoingMessage outgoing{message.body, message.delay_seconds};
    // Checked before: a queue in memory refuses nothing else.
    static_cast<void>(queues_->find(message.queue)->send({&outgoing, 1}));
  }
}

TransactionOutcome MemoryItemStore::execute(const StoreTransaction& transaction) {
  std::vector<Effect> effects;
  std::vector<Cancellation> cancellations;
  bool is_cancelled = false;
  for (const TransactionOperation& operation : transaction.operations) {
    const Attributes* before = find(key_of(operation));
    Result<Effect> effect = effect_of(operation, before);
    cancellations.emplace_back();
    if (!effect) {
      cancellations.back() = cancellation_of(effect.error(), key_of(operation), before);
      is_cancelled = true;
      continue;
    }
    effects.push_back(*std::move(effect));
  }
  if (is_cancelled) return cancelled(std::move(cancellations));
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const ItemKey& key = key_of(transaction.operations[i]);
    if (effects[i].kind == Effect::Kind::remove) erase(key);
    if (effects[i].kind == Effect::Kind::write) store(key, std::move(effects[i].after));
  }
  send(transaction);
  return {};
}

void MemoryItemStore::forget_old_tokens() {
  const std::int64_t oldest = clock_.now_microseconds() - token_life;
  std::erase_if(tokens_, [oldest](const auto& token) { return token.second.used_at < oldest; });
}

TransactionOutcome MemoryItemStore::transact(const StoreTransaction& transaction) {
  Status checked = check_transaction(transaction);
  if (checked) checked = check_messages_of(transaction);
  if (!checked) return {std::move(checked), {}, false};
  const std::lock_guard lock(mutex_);
  if (transaction.token.empty()) return execute(transaction);
  std::string content = encode_content(transaction);
  if (const auto used = tokens_.find(transaction.token); used != tokens_.end()) {
    if (used->second.content == content) return {};
    return {Error::invalid("the token was used for another transaction"), {}, true};
  }
  TransactionOutcome outcome = execute(transaction);
  if (!outcome) return outcome;
  tokens_.emplace(transaction.token, UsedToken{std::move(content), clock_.now_microseconds()});
  return outcome;
}

std::size_t MemoryItemStore::size() {
  const std::lock_guard lock(mutex_);
  return items_.size();
}

std::size_t MemoryItemStore::remove_expired() {
  const std::lock_guard lock(mutex_);
  forget_old_tokens();
  const std::int64_t now = clock_.now_seconds();
  std::vector<ItemKey> expired;
  for (const auto& [key, attributes] : items_) {
    if (is_expired(attributes, now)) expired.push_back(key);
  }
  for (const ItemKey& key : expired) erase(key);
  return expired.size();
}

}  // namespace dietz
