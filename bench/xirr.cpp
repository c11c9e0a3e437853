// Certified money-weighted returns of every portfolio in a "cashflows" file, on one thread: bench_xirr INPUT OUTPUT
// [--repeat N]. Formats and how programs are compared: bench/README.md.
#include "calculations/xirr_columns.hpp"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

namespace {

struct Cashflows {
  std::vector<std::size_t> starts;
  std::vector<std::int32_t> days;
  std::vector<double> amounts;
};

bool read_cashflows(const char* file, Cashflows& flows) {
  std::ifstream in(file, std::ios::binary);
  char magic[8];
  std::uint64_t shape[2];
  in.read(magic, 8).read(reinterpret_cast<char*>(shape), 16);
  if (!in || std::memcmp(magic, "dietzcf1", 8) != 0) return false;
  const std::size_t count = shape[0] * shape[1];
  flows.days.resize(count);
  flows.amounts.resize(count);
  in.read(reinterpret_cast<char*>(flows.days.data()), static_cast<std::streamsize>(4 * count));
  in.ignore(static_cast<std::streamsize>((8 - 4 * count % 8) % 8));
  in.read(reinterpret_cast<char*>(flows.amounts.data()), static_cast<std::streamsize>(8 * count));
  for (std::size_t p = 0; p <= shape[0]; ++p) flows.starts.push_back(p * shape[1]);
  return static_cast<bool>(in);
}

double cpu_seconds() {
  std::timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace

int main(int argc, char** argv) {
  Cashflows flows;
  if (argc < 3 || !read_cashflows(argv[1], flows)) {
    std::fprintf(stderr, "usage: bench_xirr INPUT OUTPUT [--repeat N]\n");
    return 2;
  }
  const int repeat = argc == 5 ? std::stoi(argv[4]) : 3;
  std::vector<dietz::ColumnRate> rates(flows.starts.size() - 1);
  double cpu = std::numeric_limits<double>::infinity();
  double wall = cpu;
  for (int i = 0; i < repeat; ++i) {
    const double cpu_start = cpu_seconds();
    const auto start = std::chrono::steady_clock::now();
    dietz::XirrColumns().solve({flows.starts, flows.days, flows.amounts}, rates);
    cpu = std::min(cpu, cpu_seconds() - cpu_start);
    wall = std::min(wall, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::ofstream out(argv[2], std::ios::binary);
  std::size_t searched = 0;
  for (const dietz::ColumnRate& rate : rates) {
    const double value = rate.rate ? rate.rate.value() : std::numeric_limits<double>::quiet_NaN();
    out.write(reinterpret_cast<const char*>(&value), 8);
    searched += rate.by_search ? 1 : 0;
  }
  std::printf(
      "{\"program\": \"dietz\", \"version\": \"0.1.0\", \"n\": %zu, \"cpu_s\": %.6f, \"wall_s\": %.6f, \"searched\": "
      "%zu}\n",
      flows.days.size(), cpu, wall, searched);
  return out ? 0 : 4;
}
