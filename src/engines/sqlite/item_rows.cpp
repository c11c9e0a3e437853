#include "engines/sqlite/item_rows.hpp"

#include "store/item_encoding.hpp"

#include <sqlite3.h>
#include <utility>

namespace dietz {
namespace {

Attributes decoded(const ItemKey& key, std::string_view bytes) {
  Result<Attributes> attributes = decode_item(key, bytes);
  if (!attributes) throw SqliteFailure(SQLITE_CORRUPT, attributes.error().message());
  return *std::move(attributes);
}

void bind_index_key(Statement& statement, int position, const std::optional<ItemKey>& key) {
  if (!key) return;
  statement.bind_bytes(position, key->partition).bind_bytes(position + 1, key->sort);
}

std::optional<std::int64_t> expiry_of(const Attributes& attributes) {
  const auto found = attributes.find(attribute::expires_at);
  if (found == attributes.end()) return std::nullopt;
  const auto* number = found->second.get<Number>();
  return number ? number->integer() : std::nullopt;
}

constexpr const char* primary_forward =
    "SELECT pk, sk, body FROM item WHERE pk = ?1 AND sk >= ?2 AND sk < ?3 ORDER BY sk";
constexpr const char* primary_backward =
    "SELECT pk, sk, body FROM item WHERE pk = ?1 AND sk >= ?2 AND sk < ?3 ORDER BY sk DESC";
constexpr const char* index1_forward =
    "SELECT pk, sk, body FROM item WHERE i1p = ?1 AND (i1s, pk, sk) > (?2, ?4, ?5) AND i1s < ?3 ORDER BY i1s, pk, sk";
constexpr const char* index1_backward =
    "SELECT pk, sk, body FROM item WHERE i1p = ?1 AND i1s >= ?2 AND (i1s, pk, sk) < (?3, ?4, ?5) "
    "ORDER BY i1s DESC, pk DESC, sk DESC";
constexpr const char* index2_forward =
    "SELECT pk, sk, body FROM item WHERE i2p = ?1 AND (i2s, pk, sk) > (?2, ?4, ?5) AND i2s < ?3 ORDER BY i2s, pk, sk";
constexpr const char* index2_backward =
    "SELECT pk, sk, body FROM item WHERE i2p = ?1 AND i2s >= ?2 AND (i2s, pk, sk) < (?3, ?4, ?5) "
    "ORDER BY i2s DESC, pk DESC, sk DESC";

const char* sql_of(const Query& query) {
  switch (query.index) {
    case ItemIndex::primary:
      return query.forward ? primary_forward : primary_backward;
    case ItemIndex::first:
      return query.forward ? index1_forward : index1_backward;
    case ItemIndex::second:
      break;
  }
  return query.forward ? index2_forward : index2_backward;
}

/// The bounds of a query with the position of the page before worked in.
struct Bounds {
  std::string from;
  std::string below;
  ItemKey key;  ///< of the item at the moving bound, for an index
};

Bounds bounds_of(const Query& query, const PagePosition* after) {
  const SortSpan span = span_of(query.range);
  // No UTF-8 has the byte 0xff.
  Bounds bounds{span.from, span.below.value_or("\xff"), {}};
  if (!after) return bounds;
  const std::string& sort = after->index_key.sort;
  const bool primary = query.index == ItemIndex::primary;
  if (query.forward && sort >= bounds.from) {
    bounds.from = primary ? sort + '\0' : sort;
    bounds.key = after->key;
  } else if (!query.forward && sort < bounds.below) {
    bounds.below = sort;
    bounds.key = after->key;
  }
  return bounds;
}

}  // namespace

std::optional<Attributes> read_item(Connection& connection, const ItemKey& key) {
  Statement select = connection.prepared("SELECT body FROM item WHERE pk = ?1 AND sk = ?2");
  select.bind_bytes(1, key.partition).bind_bytes(2, key.sort);
  if (!select.step()) return std::nullopt;
  return decoded(key, select.bytes(0));
}

void write_item(Connection& connection, const ItemKey& key, const Attributes& attributes) {
  const Item item{key, attributes};
  const std::optional<ItemKey> index1 = key_in(ItemIndex::first, item);
  const std::optional<ItemKey> index2 = key_in(ItemIndex::second, item);
  const std::string body = encode_item(item);
  Statement upsert = connection.prepared(
      "INSERT INTO item (pk, sk, i1p, i1s, i2p, i2s, expires_at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) "
      "ON CONFLICT (pk, sk) DO UPDATE SET i1p = excluded.i1p, i1s = excluded.i1s, i2p = excluded.i2p, "
      "i2s = excluded.i2s, expires_at = excluded.expires_at, body = excluded.body");
  upsert.bind_bytes(1, key.partition).bind_bytes(2, key.sort).bind_bytes(8, body);
  bind_index_key(upsert, 3, index1);
  bind_index_key(upsert, 5, index2);
  if (const auto expires_at = expiry_of(attributes)) upsert.bind_integer(7, *expires_at);
  upsert.run();
}

void erase_item(Connection& connection, const ItemKey& key) {
  Statement remove = connection.prepared("DELETE FROM item WHERE pk = ?1 AND sk = ?2");
  remove.bind_bytes(1, key.partition).bind_bytes(2, key.sort).run();
}

void check_items(Connection& connection) {
  Statement select = connection.prepared("SELECT pk, sk, body FROM item");
  while (select.step()) decoded({std::string(select.bytes(0)), std::string(select.bytes(1))}, select.bytes(2));
}

Page read_page(Connection& connection, const Query& query, const PagePosition* after, std::int64_t now_seconds) {
  const Bounds bounds = bounds_of(query, after);
  Statement select = connection.prepared(sql_of(query));
  select.bind_bytes(1, query.partition).bind_bytes(2, bounds.from).bind_bytes(3, bounds.below);
  if (query.index != ItemIndex::primary) {
    select.bind_bytes(4, bounds.key.partition).bind_bytes(5, bounds.key.sort);
  }
  Page page;
  Item last;
  std::size_t seen = 0, bytes = 0;
  while (select.step()) {
    if (seen == query.limit || bytes >= max_page_bytes) {
      page.next = page_token(query, last);
      break;
    }
    Item item{{std::string(select.bytes(0)), std::string(select.bytes(1))}, {}};
    item.attributes = decoded(item.key, select.bytes(2));
    ++seen;
    bytes += size_of(item);
    last = item;
    if (!is_expired(item.attributes, now_seconds)) page.items.push_back(std::move(item));
  }
  return page;
}

}  // namespace dietz
