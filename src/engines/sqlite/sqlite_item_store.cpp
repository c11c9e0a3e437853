#include "engines/sqlite/sqlite_item_store.hpp"

#include "base/checksum.hpp"
#include "engines/sqlite/item_rows.hpp"
#include "queue/queue.hpp"
#include "store/effect.hpp"
#include "store/item_encoding.hpp"
#include "store/item_rules.hpp"

#include <utility>

namespace dietz {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t token_life = 24LL * 60 * 60 * second;

/// Tells transactions apart that share a token by mistake.
std::string digest_of(const StoreTransaction& transaction) {
  std::string content = encode_content(transaction);
  std::string digest = std::to_string(checksum64(content)) + '/';
  content += "again";
  return digest + std::to_string(checksum64(content));
}

void apply(Connection& connection, const TransactionOperation& operation, const Effect& effect) {
  if (effect.kind == Effect::Kind::remove) erase_item(connection, key_of(operation));
  if (effect.kind == Effect::Kind::write) write_item(connection, key_of(operation), effect.after);
}

/// The attributes an operation starts from, read only where it depends on them.
std::optional<Attributes> before(Connection& connection, const TransactionOperation& operation) {
  const bool unconditional = condition_of(operation).kind == Condition::Kind::always;
  if (unconditional && !std::holds_alternative<UpdateItem>(operation)) return std::nullopt;
  return read_item(connection, key_of(operation));
}

void send_message(Connection& connection, const CarriedMessage& message, std::int64_t now) {
  Statement insert =
      connection.prepared("INSERT INTO message (queue, body, visible_at, receives, dead) VALUES (?1, ?2, ?3, 0, 0)");
  insert.bind_text(1, message.queue).bind_text(2, message.body).bind_integer(3, now + message.delay_seconds * second);
  insert.run();
}

}  // namespace

Result<std::optional<Item>> SqliteItemStore::get(const ItemKey& key) {
  if (Status s = check_key(key); !s) return std::move(s).error();
  std::optional<Attributes> found;
  Status read = database_.read([&](Connection& connection) { found = read_item(connection, key); });
  if (!read) return std::move(read).error();
  if (!found || is_expired(*found, clock_.now_seconds())) return std::optional<Item>();
  return std::optional<Item>({key, *std::move(found)});
}

Result<Attributes> SqliteItemStore::write_one(const TransactionOperation& operation) {
  if (Status s = check_operation(operation); !s) return std::move(s).error();
  Result<Attributes> result = Attributes();
  Status written = database_.write([&](Connection& connection) {
    const std::optional<Attributes> existing = before(connection, operation);
    Result<Effect> effect = effect_of(operation, existing ? &*existing : nullptr);
    if (!effect) {
      result = std::move(effect).error();
      return;
    }
    apply(connection, operation, *effect);
    result = std::move(effect->after);
  });
  if (!written) return std::move(written).error();
  return result;
}

Status SqliteItemStore::put(const PutItem& put) {
  const Result<Attributes> written = write_one(put);
  if (!written) return written.error();
  return Done{};
}

Status SqliteItemStore::remove(const RemoveItem& remove) {
  const Result<Attributes> written = write_one(remove);
  if (!written) return written.error();
  return Done{};
}

Result<Item> SqliteItemStore::update(const UpdateItem& update) {
  Result<Attributes> written = write_one(update);
  if (!written) return std::move(written).error();
  return Item{update.key, *std::move(written)};
}

Result<Page> SqliteItemStore::query(const Query& query) {
  if (Status s = check_query(query); !s) return std::move(s).error();
  std::optional<PagePosition> after;
  if (!query.after.empty()) {
    Result<PagePosition> position = position_of(query);
    if (!position) return std::move(position).error();
    after = *std::move(position);
  }
  Page page;
  Status read = database_.read([&](Connection& connection) {
    page = read_page(connection, query, after ? &*after : nullptr, clock_.now_seconds());
  });
  if (!read) return std::move(read).error();
  return page;
}

Status SqliteItemStore::check_messages_of(const StoreTransaction& transaction) const {
  for (const CarriedMessage& message : transaction.messages) {
    if (!queues_.contains(message.queue)) return Error::invalid("there is no queue '" + message.queue + "'");
    const OutgoingMessage outgoing{message.body, message.delay_seconds};
    if (Status s = check_messages({&outgoing, 1}); !s) return s;
  }
  return Done{};
}

TransactionOutcome SqliteItemStore::execute(Connection& connection, const StoreTransaction& transaction,
                                            std::int64_t now) {
  std::vector<Effect> effects;
  std::vector<Cancellation> cancellations;
  bool is_cancelled = false;
  for (const TransactionOperation& operation : transaction.operations) {
    const std::optional<Attributes> existing = before(connection, operation);
    const Attributes* attributes = existing ? &*existing : nullptr;
    Result<Effect> effect = effect_of(operation, attributes);
    cancellations.emplace_back();
    if (!effect) {
      cancellations.back() = cancellation_of(effect.error(), key_of(operation), attributes);
      is_cancelled = true;
      continue;
    }
    effects.push_back(*std::move(effect));
  }
  if (is_cancelled) return cancelled(std::move(cancellations));
  for (std::size_t i = 0; i < effects.size(); ++i) apply(connection, transaction.operations[i], effects[i]);
  for (const CarriedMessage& message : transaction.messages) send_message(connection, message, now);
  return {};
}

TransactionOutcome SqliteItemStore::transact(const StoreTransaction& transaction) {
  Status checked = check_transaction(transaction);
  if (checked) checked = check_messages_of(transaction);
  if (!checked) return {std::move(checked), {}, false};
  const std::string digest = transaction.token.empty() ? "" : digest_of(transaction);
  const std::int64_t now = clock_.now_microseconds();
  TransactionOutcome outcome;
  Status written = database_.write([&](Connection& connection) {
    if (!transaction.token.empty()) {
      Statement used = connection.prepared("SELECT digest FROM token WHERE token = ?1");
      if (used.bind_bytes(1, transaction.token).step()) {
        outcome = {};
        if (used.bytes(0) == digest) return;
        outcome = {Error::invalid("the token was used for another transaction"), {}, true};
        return;
      }
    }
    outcome = execute(connection, transaction, now);
    if (!outcome || transaction.token.empty()) return;
    Statement use = connection.prepared("INSERT INTO token (token, digest, used_at) VALUES (?1, ?2, ?3)");
    use.bind_bytes(1, transaction.token).bind_bytes(2, digest).bind_integer(3, now).run();
  });
  if (!written) return {std::move(written), {}, false};
  if (outcome) {
    for (const CarriedMessage& message : transaction.messages) queues_.at(message.queue)->sent();
  }
  return outcome;
}

Result<std::size_t> SqliteItemStore::remove_expired(std::size_t limit) {
  std::size_t removed = 0;
  Status written = database_.write([&](Connection& connection) {
    Statement items = connection.prepared(
        "DELETE FROM item WHERE (pk, sk) IN (SELECT pk, sk FROM item WHERE expires_at <= ?1 LIMIT ?2)");
    items.bind_integer(1, clock_.now_seconds()).bind_integer(2, static_cast<std::int64_t>(limit)).run();
    removed = static_cast<std::size_t>(connection.changes());
    Statement tokens = connection.prepared("DELETE FROM token WHERE used_at < ?1");
    tokens.bind_integer(1, clock_.now_microseconds() - token_life).run();
  });
  if (!written) return std::move(written).error();
  return removed;
}

}  // namespace dietz
