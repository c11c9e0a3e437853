#pragma once

#include "engines/memory/manual_clock.hpp"
#include "queue/queue.hpp"
#include "series/series_store.hpp"
#include "store/item_store.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace dietz::test {

/// One engine with its ItemStore, SeriesStore and two queues, "work" (five receives) and "other" (two), empty at first.
class DatabaseEngine {
 public:
  virtual ~DatabaseEngine() = default;
  virtual ItemStore& items() = 0;
  virtual SeriesStore& series() = 0;
  virtual Queue& work() = 0;
  virtual Queue& other() = 0;
  virtual std::size_t remove_expired() = 0;
  /// Closes everything and opens it again. False: nothing survives that.
  virtual bool reopen() = 0;
};

struct DatabaseKind {
  std::string name;
  std::unique_ptr<DatabaseEngine> (*make)(const Clock& clock);
};

inline void PrintTo(const DatabaseKind& kind, std::ostream* out) { *out << kind.name; }

/// What the conformance suites of the database ports share.
class DatabaseConformance : public ::testing::TestWithParam<DatabaseKind> {
 protected:
  DatabaseConformance() : engine(GetParam().make(clock)) {}
  ItemStore& items() { return engine->items(); }

  ManualClock clock;
  std::unique_ptr<DatabaseEngine> engine;
};

/// Every engine that must pass.
[[nodiscard]] std::vector<DatabaseKind> all_database_kinds();
inline std::string name_of_kind(const ::testing::TestParamInfo<DatabaseKind>& info) { return info.param.name; }

}  // namespace dietz::test
