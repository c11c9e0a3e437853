#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

/// What the benchmark programs share: the "returns" file of bench/README.md, timing, and the line they print.
namespace dietz::bench {

struct Returns {
  std::size_t portfolios = 0;
  std::size_t days = 0;
  std::vector<std::int32_t> dates;
  std::vector<double> values;
  std::vector<double> flows;
};

inline bool read_returns(const char* file, Returns& returns) {
  std::ifstream in(file, std::ios::binary);
  char magic[8];
  std::uint64_t shape[2];
  in.read(magic, 8).read(reinterpret_cast<char*>(shape), 16);
  if (!in || std::memcmp(magic, "dietzrt1", 8) != 0) return false;
  returns.portfolios = shape[0];
  returns.days = shape[1];
  returns.dates.resize(returns.days);
  returns.values.resize(returns.portfolios * returns.days);
  returns.flows.resize(returns.values.size());
  in.read(reinterpret_cast<char*>(returns.dates.data()), static_cast<std::streamsize>(4 * returns.days));
  in.ignore(static_cast<std::streamsize>(4 * (returns.days % 2)));
  const auto size = static_cast<std::streamsize>(8 * returns.values.size());
  in.read(reinterpret_cast<char*>(returns.values.data()), size);
  in.read(reinterpret_cast<char*>(returns.flows.data()), size);
  return static_cast<bool>(in);
}

inline double cpu_seconds() {
  std::timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Runs `work` `repeat` times and prints the best CPU and wall time as one line of JSON.
template <class Work>
void measure(std::size_t n, int repeat, const Work& work) {
  double cpu = std::numeric_limits<double>::infinity();
  double wall = cpu;
  for (int i = 0; i < repeat; ++i) {
    const double cpu_start = cpu_seconds();
    const auto start = std::chrono::steady_clock::now();
    work();
    cpu = std::min(cpu, cpu_seconds() - cpu_start);
    wall = std::min(wall, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::printf("{\"program\": \"dietz\", \"version\": \"0.1.0\", \"n\": %zu, \"cpu_s\": %.6f, \"wall_s\": %.6f}\n", n,
              cpu, wall);
}

inline int repeats(int argc, char** argv) { return argc == 5 ? std::stoi(argv[4]) : 3; }

/// A result's number; NaN in a benchmark's output file stands for a reason.
template <class Rate>
double number(const Rate& rate) {
  return rate ? rate.value() : std::numeric_limits<double>::quiet_NaN();
}

inline void write(std::ofstream& out, double value) { out.write(reinterpret_cast<const char*>(&value), 8); }

}  // namespace dietz::bench
