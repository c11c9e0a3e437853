// The embedded store: durable writes by 1 to 64 threads, batches, reads, pages, series. `bench_store [FOLDER]
// [SECONDS]` prints a line of JSON for each work.
#include "engines/sqlite/database.hpp"
#include "engines/sqlite/sqlite_item_store.hpp"
#include "engines/sqlite/sqlite_queue.hpp"
#include "engines/sqlite/sqlite_series_store.hpp"
#include "engines/system/system_clock.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using namespace dietz;
using Time = std::chrono::steady_clock;

double seconds_since(Time::time_point begin) { return std::chrono::duration<double>(Time::now() - begin).count(); }

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// About 300 bytes, like a transaction of a portfolio.
Item item_of(const std::string& partition, int number) {
  char sort[48];
  std::snprintf(sort, sizeof sort, "2024-01-%02d#%020d#00000001", number % 28 + 1, number);
  return {{"tenant#transaction#" + partition, sort},
          {{"date", "2024-01-01"},
           {"version", 1},
           {"recorded_at", std::int64_t{1750000000000000}},
           {"actor", "somebody"},
           {"gsi1pk", "tenant#transaction#" + partition + "#" + std::to_string(number)},
           {"gsi1sk", "00000001"},
           {"fields", Attributes{{"type", "buy"},
                                 {"security", "US0378331005"},
                                 {"currency", "USD"},
                                 {"quantity", "100"},
                                 {"price", "187.25"}}}}};
}

struct Latencies {
  std::vector<double> all;
  double at(double share) {
    std::sort(all.begin(), all.end());
    return all.empty() ? 0.0 : all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))] * 1e3;
  }
};

/// Repeats a call on threads for a while; the call gets thread and number, and counts `unit` things.
void measure(const std::string& work, unsigned threads, double seconds, int unit,
             const std::function<void(unsigned, int)>& call) {
  std::atomic<bool> done{false};
  std::vector<Latencies> latencies(threads);
  std::vector<std::thread> workers;
  const double cpu = cpu_seconds();
  const auto begin = Time::now();
  for (unsigned t = 0; t < threads; ++t) {
    workers.emplace_back([&, t] {
      for (int i = 0; !done; ++i) {
        const auto from = Time::now();
        call(t, i);
        latencies[t].all.push_back(seconds_since(from));
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  done = true;
  for (std::thread& worker : workers) worker.join();
  const double wall = seconds_since(begin);
  Latencies together;
  for (const Latencies& l : latencies) together.all.insert(together.all.end(), l.all.begin(), l.all.end());
  const double count = static_cast<double>(together.all.size()) * unit;
  std::printf(
      "{\"work\": \"%s\", \"threads\": %u, \"per_second\": %.0f, \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"cpu_us\": "
      "%.1f}\n",
      work.c_str(), threads, count / wall, together.at(0.5), together.at(0.99), (cpu_seconds() - cpu) / count * 1e6);
  std::fflush(stdout);
}

void must(bool ok) {
  if (ok) return;
  std::fprintf(stderr, "bench_store: a call failed\n");
  std::exit(1);
}

/// What the disk alone gives: overwrites of a file that has its length already.
class RawFile {
 public:
  explicit RawFile(const std::string& path) : fd_(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)) {
    for (int i = 0; i < blocks; ++i) must(::pwrite(fd_, block_.data(), block_.size(), offset_of(i)) > 0);
    must(::fsync(fd_) == 0);
  }
  RawFile(const RawFile&) = delete;
  RawFile& operator=(const RawFile&) = delete;
  ~RawFile() { ::close(fd_); }
  void write_and_sync(int i) {
    must(::pwrite(fd_, block_.data(), block_.size(), offset_of(i % blocks)) > 0);
    must(::fdatasync(fd_) == 0);
  }

 private:
  static constexpr int blocks = 512;
  [[nodiscard]] off_t offset_of(int i) const { return static_cast<off_t>(block_.size()) * i; }
  std::string block_ = std::string(24 << 10, 'x');
  int fd_;
};

Series ten_years() {
  Series series;
  for (int i = 0; i < 3650; ++i) {
    series.first_days.push_back(18000 + i);
    series.last_days.push_back(18001 + i);
  }
  for (const char* name : {"return", "return_net", "index", "benchmark", "drawdown", "flow"}) {
    RateColumn rates;
    for (int i = 0; i < 3650; ++i) rates.values.push_back(1.0 / (i + 3));
    series.columns.push_back({name, std::move(rates)});
  }
  FactColumn values;
  for (int i = 0; i < 3650; ++i) values.push_back(std::to_string(1'000'000 + i * 37) + ".25");
  series.columns.push_back({"end_value", std::move(values)});
  return series;
}

}  // namespace

int main(int count, char** arguments) {
  const std::filesystem::path folder = count > 1 ? arguments[1] : std::filesystem::temp_directory_path();
  const double seconds = count > 2 ? std::atof(arguments[2]) : 2.0;
  const std::string path =
      (folder / ("bench_store_" + std::to_string(Time::now().time_since_epoch().count()) + ".db")).string();
  SystemClock clock;
  SqliteOptions options;
  options.path = path;
  {
    auto database = SqliteDatabase::open(options).value();
    SqliteQueue queue(*database, clock, {"work", 5});
    SqliteItemStore items(*database, clock, {{"work", &queue.signal()}});
    SqliteSeriesStore series(*database);
    RawFile raw(path + ".raw");
    measure("raw: write 24 KB and fdatasync", 1, seconds, 1, [&](unsigned, int i) { raw.write_and_sync(i); });
    int round = 0;
    for (const unsigned threads : {1U, 2U, 4U, 8U, 16U, 32U, 64U}) {
      const std::string base = "puts" + std::to_string(round++) + "-";
      measure("durable put", threads, seconds, 1, [&](unsigned t, int i) {
        must(items.put({item_of(base + std::to_string(t), i), Condition::item_missing()}).ok());
      });
    }
    measure("durable put, 100 a transaction", 1, seconds, 100, [&](unsigned, int i) {
      StoreTransaction transaction;
      for (int k = 0; k < 100; ++k) {
        transaction.operations.push_back(PutItem{item_of("batch", i * 100 + k), Condition::item_missing()});
      }
      must(items.transact(transaction).ok());
    });
    measure("change with audit, answer and message", 4, seconds, 1, [&](unsigned t, int i) {
      const std::string name = "tx" + std::to_string(t);
      must(items
               .transact({{PutItem{item_of(name, i), Condition::item_missing()},
                           PutItem{item_of(name + "a", i), Condition::item_missing()},
                           PutItem{item_of(name + "i", i), Condition::item_missing()}},
                          name + "-" + std::to_string(i),
                          {{"work", "message", 0}}})
               .ok());
    });
    measure("receive and remove a message", 1, seconds, 1, [&](unsigned, int) {
      const std::vector<ReceivedMessage> received = queue.receive(1, 300, 0).value();
      for (const ReceivedMessage& message : received) must(queue.remove(message.receipt).ok());
    });
    for (const unsigned threads : {1U, 2U, 8U}) {
      measure("get", threads, seconds, 1,
              [&](unsigned, int i) { must(items.get(item_of("batch", i * 7919 % 1000).key).value().has_value()); });
    }
    measure("page of 100", 1, seconds, 100, [&](unsigned, int) {
      must(items.query({.partition = "tenant#transaction#batch", .limit = 100})->items.size() == 100);
    });
    const SeriesKey key{{"tenant", SeriesSubject::portfolio, "p"}, "v1", SeriesFrequency::daily};
    must(series.write(key, ten_years()).ok());
    measure("series, ten years daily, 6 rates and 1 fact", 1, seconds, 1,
            [&](unsigned, int) { must(series.read(key, 0, 100000, {})->size() == 3650); });
    measure("series, ten years daily, one column", 1, seconds, 1,
            [&](unsigned, int) { must(series.read(key, 0, 100000, {"return"})->size() == 3650); });
    const Series last_day = [] {
      Series day;
      const Series all = ten_years();
      day.first_days = {18000 + 3650};
      day.last_days = {18001 + 3650};
      for (const SeriesColumn& column : all.columns) {
        const bool rates = std::holds_alternative<RateColumn>(column.values);
        day.columns.push_back({column.name, {}});
        if (rates) day.columns.back().values = RateColumn{{0.5}, {}};
        if (!rates) day.columns.back().values = FactColumn{"1"};
      }
      return day;
    }();
    measure("series, one new day, durable", 1, seconds, 1, [&](unsigned, int i) {
      Series day = last_day;
      // Another value each time, or there would be nothing to make durable.
      std::get<RateColumn>(day.columns.front().values).values = {1.0 / (i + 1)};
      must(series.write(key, day).ok());
    });
    const auto begin = Time::now();
    must(database->backup(path + ".backup").ok());
    std::printf("{\"work\": \"backup\", \"megabytes\": %.0f, \"seconds\": %.2f}\n",
                static_cast<double>(std::filesystem::file_size(path + ".backup")) / 1e6, seconds_since(begin));
  }
  const auto begin = Time::now();
  {
    const auto database = SqliteDatabase::open(options).value();
    SqliteItemStore items(*database, clock, {});
    must(items.get(item_of("batch", 1).key).value().has_value());
    std::printf("{\"work\": \"open and first read\", \"seconds\": %.3f}\n", seconds_since(begin));
  }
  for (const char* suffix : {"", "-wal", "-shm", ".backup", ".raw"}) std::filesystem::remove(path + suffix);
}
