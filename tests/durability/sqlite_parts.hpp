#pragma once

#include "engines/sqlite/database.hpp"
#include "engines/sqlite/sqlite_item_store.hpp"
#include "engines/sqlite/sqlite_queue.hpp"
#include "engines/sqlite/sqlite_series_store.hpp"
#include "engines/system/system_clock.hpp"

#include <memory>
#include <string>

namespace dietz::test {

/// A database file with its stores and one queue, "work".
struct SqliteParts {
  explicit SqliteParts(const std::string& path, SqliteOptions::Check check = SqliteOptions::Check::after_unclean_stop)
      : database(SqliteDatabase::open(options_of(path, check)).value()) {}
  static SqliteOptions options_of(const std::string& path, SqliteOptions::Check check) {
    SqliteOptions options;
    options.path = path;
    options.check = check;
    return options;
  }

  SystemClock clock;
  std::unique_ptr<SqliteDatabase> database;
  SqliteQueue work{*database, clock, {"work", 5}};
  SqliteItemStore items{*database, clock, {{"work", &work.signal()}}};
  SqliteSeriesStore series{*database};
};

/// A transaction that leaves traces which must agree: two items, one more in the writer's count, a message.
inline StoreTransaction pair_of(unsigned writer, int number) {
  const std::string name = std::to_string(writer) + "-" + std::to_string(number);
  return {{PutItem{{{"t1|left", name}, {{"n", number}}}, Condition::item_missing()},
           PutItem{{{"t1|right", name}, {{"n", number}, {"text", std::string(200, 'x')}}}, Condition::item_missing()},
           UpdateItem{{"t1|count", std::to_string(writer)}, {Change::add("n", Number(1))}, {}}},
          "token " + name,
          {{"work", name, 0}}};
}

/// What those transactions left. Everything is read through the ports.
struct Traces {
  std::size_t left = 0, right = 0, counted = 0, messages = 0;
  friend bool operator==(const Traces&, const Traces&) = default;
};

inline std::size_t items_in(ItemStore& store, const std::string& partition) {
  std::size_t count = 0;
  Query query{.partition = partition, .limit = 1000};
  while (true) {
    const Page page = store.query(query).value();
    count += page.items.size();
    if (page.next.empty()) return count;
    query.after = page.next;
  }
}

inline Traces traces_of(SqliteParts& parts) {
  Traces traces;
  traces.left = items_in(parts.items, "t1|left");
  traces.right = items_in(parts.items, "t1|right");
  const Page counts = parts.items.query({.partition = "t1|count"}).value();
  for (const Item& item : counts.items) {
    traces.counted += static_cast<std::size_t>(item.attributes.at("n").get<Number>()->integer().value());
  }
  const QueueDepth depth = parts.work.depth().value();
  traces.messages = depth.ready + depth.leased;
  return traces;
}

}  // namespace dietz::test
