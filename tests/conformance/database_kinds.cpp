#include "conformance/database_engine.hpp"
#include "engines/memory/memory_item_store.hpp"
#include "engines/memory/memory_queue.hpp"
#include "engines/memory/memory_series_store.hpp"

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

}  // namespace

std::vector<DatabaseKind> all_database_kinds() {
  return {{"memory", [](const Clock& clock) -> std::unique_ptr<DatabaseEngine> {
             return std::make_unique<MemoryDatabase>(clock);
           }}};
}

}  // namespace dietz::test
