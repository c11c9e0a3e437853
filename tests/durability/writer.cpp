// Writes pairs of items until it is killed: `durability_writer DATABASE THREADS`. Prints `WRITER NUMBER` on a line for
// each transaction that was acknowledged.
#include "durability/sqlite_parts.hpp"

#include <cstdlib>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

int first_free_number(dietz::ItemStore& items, unsigned writer) {
  const auto count = items.get({"t1|count", std::to_string(writer)}).value();
  return count ? static_cast<int>(count->attributes.at("n").get<dietz::Number>()->integer().value()) : 0;
}

void write_pairs(dietz::test::SqliteParts& parts, unsigned writer) {
  for (int number = first_free_number(parts.items, writer);; ++number) {
    if (!parts.items.transact(dietz::test::pair_of(writer, number))) std::_Exit(2);
    const std::string line = std::to_string(writer) + " " + std::to_string(number) + "\n";
    // One call, so that a line is in the pipe whole or not at all.
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::_Exit(3);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 1;
  dietz::test::SqliteParts parts(arguments[1]);
  std::vector<std::thread> writers;
  for (unsigned i = 0; i < static_cast<unsigned>(std::atoi(arguments[2])); ++i) {
    writers.emplace_back([&parts, i] { write_pairs(parts, i); });
  }
  for (std::thread& writer : writers) writer.join();
}
