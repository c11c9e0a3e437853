#pragma once

#include "cli/command_line.hpp"
#include "support/memory_files.hpp"

#include <map>
#include <utility>

/// For tests of commands: files in memory, and a digest that only counts, so that no engine is needed.
namespace dietz::test {

class CountingDigests : public DigestFactory {
  class Counting : public Digest {
   public:
    void update(std::string_view bytes) override { count_ += bytes.size(); }
    std::string finish() override { return std::to_string(count_); }

   private:
    std::size_t count_ = 0;
  };

 public:
  std::unique_ptr<Digest> sha256() override { return std::make_unique<Counting>(); }
};

/// Runs a command line over the given files, on 1 July 2025.
[[nodiscard]] inline Outcome run(const std::vector<std::string>& arguments,
                                 std::map<std::string, std::string> texts = {}) {
  MemoryFiles files(std::move(texts));
  CountingDigests digests;
  Context context{files, digests, *Date::parse("2025-07-01")};
  return run_command_line(arguments, context).outcome;
}

}  // namespace dietz::test
