#include "engines/sqlite/sqlite_queue.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <utility>

namespace dietz {
namespace {

constexpr std::int64_t second = 1'000'000;

/// The delivery that a receipt `message-delivery` names.
struct Delivery {
  std::int64_t id = 0;
  std::int64_t receives = 0;
};

std::string receipt_of(const Delivery& delivery) {
  return std::to_string(delivery.id) + '-' + std::to_string(delivery.receives);
}

std::optional<Delivery> delivery_of(const std::string& receipt) {
  Delivery delivery;
  const char* const end = receipt.data() + receipt.size();
  const auto id = std::from_chars(receipt.data(), end, delivery.id);
  if (id.ec != std::errc{} || id.ptr == end || *id.ptr != '-') return std::nullopt;
  const auto receives = std::from_chars(id.ptr + 1, end, delivery.receives);
  if (receives.ec != std::errc{} || receives.ptr != end) return std::nullopt;
  return delivery;
}

ReceivedMessage message_in(const Statement& row) {
  const auto receives = static_cast<std::size_t>(row.integer(2));
  return {std::to_string(row.integer(0)), {}, std::string(row.bytes(1)), receives};
}

}  // namespace

Status SqliteQueue::send(std::span<const OutgoingMessage> messages) {
  if (Status s = check_messages(messages); !s) return s;
  const std::int64_t now = clock_.now_microseconds();
  Status sent = database_.write([&](Connection& connection) {
    for (const OutgoingMessage& message : messages) {
      Statement insert = connection.prepared(
          "INSERT INTO message (queue, body, visible_at, receives, dead) VALUES (?1, ?2, ?3, 0, 0)");
      insert.bind_text(1, settings_.name).bind_text(2, message.body);
      insert.bind_integer(3, now + message.delay_seconds * second).run();
    }
  });
  if (sent) signal_.sent();
  return sent;
}

void SqliteQueue::bury_spent(Connection& connection, std::int64_t now) {
  Statement bury = connection.prepared(
      "UPDATE message SET dead = 1 WHERE queue = ?1 AND dead = 0 AND visible_at <= ?2 AND receives >= ?3");
  bury.bind_text(1, settings_.name).bind_integer(2, now);
  bury.bind_integer(3, static_cast<std::int64_t>(settings_.max_receives)).run();
}

Result<std::vector<ReceivedMessage>> SqliteQueue::take(std::size_t max, std::int64_t lease_seconds) {
  std::vector<ReceivedMessage> taken;
  Status written = database_.write([&](Connection& connection) {
    const std::int64_t now = clock_.now_microseconds();
    bury_spent(connection, now);
    taken.clear();
    {
      Statement select = connection.prepared(
          "SELECT id, body, receives FROM message WHERE queue = ?1 AND dead = 0 AND visible_at <= ?2 "
          "ORDER BY visible_at, id LIMIT ?3");
      select.bind_text(1, settings_.name).bind_integer(2, now).bind_integer(3, static_cast<std::int64_t>(max));
      while (select.step()) taken.push_back(message_in(select));
    }
    for (ReceivedMessage& message : taken) {
      std::int64_t id = 0;
      std::from_chars(message.id.data(), message.id.data() + message.id.size(), id);
      message.receipt = receipt_of({id, static_cast<std::int64_t>(++message.receives)});
      Statement lease =
          connection.prepared("UPDATE message SET visible_at = ?2, receives = receives + 1 WHERE id = ?1");
      lease.bind_integer(1, id).bind_integer(2, now + lease_seconds * second).run();
    }
  });
  if (!written) return std::move(written).error();
  return taken;
}

Result<bool> SqliteQueue::has_visible() {
  bool found = false;
  Status read = database_.read([&](Connection& connection) {
    Statement select =
        connection.prepared("SELECT 1 FROM message WHERE queue = ?1 AND dead = 0 AND visible_at <= ?2 LIMIT 1");
    found = select.bind_text(1, settings_.name).bind_integer(2, clock_.now_microseconds()).step();
  });
  if (!read) return std::move(read).error();
  return found;
}

Result<std::vector<ReceivedMessage>> SqliteQueue::receive(std::size_t max, std::int64_t lease_seconds,
                                                          std::int64_t wait_milliseconds) {
  if (Status s = check_receive(max, lease_seconds, wait_milliseconds); !s) return std::move(s).error();
  constexpr std::chrono::milliseconds look_again{50};
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_milliseconds);
  while (true) {
    const std::uint64_t seen = signal_.count();
    // Looking costs no commit; only what is there is leased.
    const Result<bool> visible = has_visible();
    if (!visible) return visible.error();
    if (*visible) {
      Result<std::vector<ReceivedMessage>> taken = take(max, lease_seconds);
      if (!taken || !taken->empty()) return taken;
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return std::vector<ReceivedMessage>();
    signal_.wait(seen, std::min(left, look_again));
  }
}

Status SqliteQueue::extend(const std::string& receipt, std::int64_t lease_seconds) {
  if (Status s = check_lease(lease_seconds); !s) return s;
  const std::optional<Delivery> delivery = delivery_of(receipt);
  std::int64_t changed = 0;
  if (delivery) {
    Status written = database_.write([&](Connection& connection) {
      const std::int64_t now = clock_.now_microseconds();
      Statement update = connection.prepared(
          "UPDATE message SET visible_at = ?4 WHERE id = ?1 AND receives = ?2 AND visible_at > ?3 AND dead = 0 "
          "AND queue = ?5");
      update.bind_integer(1, delivery->id).bind_integer(2, delivery->receives).bind_integer(3, now);
      update.bind_integer(4, now + lease_seconds * second).bind_text(5, settings_.name).run();
      changed = connection.changes();
    });
    if (!written) return written;
  }
  if (changed == 0) return Error::conflict("the lease of the message has ended");
  if (lease_seconds == 0) signal_.sent();
  return Done{};
}

Status SqliteQueue::remove(const std::string& receipt) {
  const std::optional<Delivery> delivery = delivery_of(receipt);
  if (!delivery) return Done{};
  return database_.write([&](Connection& connection) {
    Statement remove =
        connection.prepared("DELETE FROM message WHERE id = ?1 AND receives = ?2 AND dead = 0 AND queue = ?3");
    remove.bind_integer(1, delivery->id).bind_integer(2, delivery->receives).bind_text(3, settings_.name).run();
  });
}

Result<QueueDepth> SqliteQueue::depth() {
  QueueDepth depth;
  Status read = database_.read([&](Connection& connection) {
    Statement select = connection.prepared(
        "SELECT dead OR (visible_at <= ?2 AND receives >= ?3), visible_at > ?2, receives > 0, count(*) "
        "FROM message WHERE queue = ?1 GROUP BY 1, 2, 3");
    select.bind_text(1, settings_.name).bind_integer(2, clock_.now_microseconds());
    select.bind_integer(3, static_cast<std::int64_t>(settings_.max_receives));
    while (select.step()) {
      const bool dead = select.integer(0) != 0, hidden = select.integer(1) != 0, received = select.integer(2) != 0;
      std::size_t& count = dead ? depth.dead : !hidden ? depth.ready : received ? depth.leased : depth.delayed;
      count += static_cast<std::size_t>(select.integer(3));
    }
  });
  if (!read) return std::move(read).error();
  return depth;
}

Result<std::vector<ReceivedMessage>> SqliteQueue::dead_letters(std::size_t max) {
  if (Status s = check_receive(max, 1, 0); !s) return std::move(s).error();
  std::vector<ReceivedMessage> letters;
  Status read = database_.read([&](Connection& connection) {
    Statement select = connection.prepared(
        "SELECT id, body, receives FROM message WHERE queue = ?1 "
        "AND (dead = 1 OR (visible_at <= ?2 AND receives >= ?3)) ORDER BY id LIMIT ?4");
    select.bind_text(1, settings_.name).bind_integer(2, clock_.now_microseconds());
    select.bind_integer(3, static_cast<std::int64_t>(settings_.max_receives));
    select.bind_integer(4, static_cast<std::int64_t>(max));
    while (select.step()) letters.push_back(message_in(select));
  });
  if (!read) return std::move(read).error();
  return letters;
}

Result<std::size_t> SqliteQueue::redrive(std::size_t max) {
  std::size_t count = 0;
  Status written = database_.write([&](Connection& connection) {
    const std::int64_t now = clock_.now_microseconds();
    bury_spent(connection, now);
    // New rows: receipts of their former life must not count.
    Statement copy = connection.prepared(
        "INSERT INTO message (queue, body, visible_at, receives, dead) "
        "SELECT queue, body, ?2, 0, 0 FROM message WHERE queue = ?1 AND dead = 1 ORDER BY id LIMIT ?3");
    copy.bind_text(1, settings_.name).bind_integer(2, now).bind_integer(3, static_cast<std::int64_t>(max)).run();
    count = static_cast<std::size_t>(connection.changes());
    Statement remove = connection.prepared(
        "DELETE FROM message WHERE id IN (SELECT id FROM message WHERE queue = ?1 AND dead = 1 ORDER BY id LIMIT ?2)");
    remove.bind_text(1, settings_.name).bind_integer(2, static_cast<std::int64_t>(count)).run();
  });
  if (!written) return std::move(written).error();
  signal_.sent();
  return count;
}

Status SqliteQueue::purge() {
  return database_.write([&](Connection& connection) {
    connection.prepared("DELETE FROM message WHERE queue = ?1").bind_text(1, settings_.name).run();
  });
}

}  // namespace dietz
