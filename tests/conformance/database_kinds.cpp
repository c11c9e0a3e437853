#include "conformance/database_engine.hpp"
#include "engines/memory/memory_item_store.hpp"
#include "engines/memory/memory_queue.hpp"
#include "engines/memory/memory_series_store.hpp"
#include "engines/sqlite/database.hpp"
#include "engines/sqlite/sqlite_item_store.hpp"
#include "engines/sqlite/sqlite_queue.hpp"
#include "engines/sqlite/sqlite_series_store.hpp"
#include "support/temporary_folder.hpp"

namespace dietz::test {
namespace {

class MemoryDatabase : public DatabaseEngine {
 public:
  explicit MemoryDatabase(const Clock& clock) : queues_(clock), items_(clock, &queues_) {
    queues_.add({"work", 5});
    queues_.add({"other", 2});
  }
  ItemStore& items() override { return items_; }
  SeriesStore& series() override { return series_; }
  Queue& work() override { return *queues_.find("work"); }
  Queue& other() override { return *queues_.find("other"); }
  std::size_t remove_expired() override { return items_.remove_expired(); }
  bool reopen() override { return false; }

 private:
  MemoryQueues queues_;
  MemoryItemStore items_;
  MemorySeriesStore series_;
};

class SqliteDatabaseEngine : public DatabaseEngine {
 public:
  explicit SqliteDatabaseEngine(const Clock& clock) : clock_(clock) { open(); }
  ~SqliteDatabaseEngine() override { parts_.reset(); }
  ItemStore& items() override { return parts_->items; }
  SeriesStore& series() override { return parts_->series; }
  Queue& work() override { return parts_->work; }
  Queue& other() override { return parts_->other; }
  std::size_t remove_expired() override { return parts_->items.remove_expired(1000).value(); }
  bool reopen() override {
    parts_.reset();
    open();
    return true;
  }

 private:
  struct Parts {
    Parts(std::unique_ptr<SqliteDatabase> opened, const Clock& clock)
        : database(std::move(opened)),
          work(*database, clock, {"work", 5}),
          other(*database, clock, {"other", 2}),
          items(*database, clock, {{"work", &work.signal()}, {"other", &other.signal()}}),
          series(*database) {}
    std::unique_ptr<SqliteDatabase> database;
    SqliteQueue work;
    SqliteQueue other;
    SqliteItemStore items;
    SqliteSeriesStore series;
  };
  void open() {
    SqliteOptions options;
    options.path = folder_.file("conformance.db");
    parts_ = std::make_unique<Parts>(SqliteDatabase::open(options).value(), clock_);
  }

  const Clock& clock_;
  TemporaryFolder folder_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace

std::vector<DatabaseKind> all_database_kinds() {
  return {
      {"memory",
       [](const Clock& clock) -> std::unique_ptr<DatabaseEngine> { return std::make_unique<MemoryDatabase>(clock); }},
      {"sqlite", [](const Clock& clock) -> std::unique_ptr<DatabaseEngine> {
         return std::make_unique<SqliteDatabaseEngine>(clock);
       }}};
}

}  // namespace dietz::test
