#include "durability/sqlite_parts.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace dietz::test {
namespace {

/// A writing process with the reading end of its output.
class Writer {
 public:
  explicit Writer(const std::string& path) {
    int ends[2];
    if (::pipe(ends) != 0) std::abort();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    std::string program = DURABILITY_WRITER, database = path, threads = "3";
    char* arguments[] = {program.data(), database.data(), threads.data(), nullptr};
    if (::posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments, environ) != 0) std::abort();
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    output_ = ends[0];
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { ::close(output_); }

  /// Ends it without warning after a while; gives what it had acknowledged, and false if it ended by itself.
  bool kill_after(std::chrono::microseconds delay, std::string& acknowledged) {
    std::thread killer([this, delay] {
      std::this_thread::sleep_for(delay);
      ::kill(process_, SIGKILL);
    });
    char buffer[4096];
    for (ssize_t got = 0; (got = ::read(output_, buffer, sizeof buffer)) > 0;) {
      acknowledged.append(buffer, static_cast<std::size_t>(got));
    }
    killer.join();
    int status = 0;
    ::waitpid(process_, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  }

 private:
  pid_t process_ = 0;
  int output_ = -1;
};

int kills_wanted() {
  const char* const wanted = std::getenv("DIETZ_KILLS");
  return wanted ? std::atoi(wanted) : 25;
}

TEST(Durability, kill_9_loses_no_acknowledged_write_and_doubles_none) {
  const TemporaryFolder folder;
  constexpr unsigned seed = 7;
  std::mt19937 random(seed);
  std::size_t all_acknowledged = 0;
  double slowest_ready = 0.0;
  std::string path;
  for (int round = 0; round < kills_wanted(); ++round) {
    SCOPED_TRACE("kill " + std::to_string(round) + ", seed " + std::to_string(seed));
    // The first ones meet a file that is just being made; later ones go on with what was left behind.
    const bool is_new = round < 8 || path.empty();
    if (is_new) path = folder.file("killed" + std::to_string(round) + ".db");
    std::string output;
    Writer writer(path);
    const int limit = round < 8 ? 60'000 : 250'000;
    ASSERT_TRUE(writer.kill_after(std::chrono::microseconds(random() % static_cast<unsigned>(limit)), output));

    const auto begin = std::chrono::steady_clock::now();
    SqliteParts parts(path);
    ASSERT_TRUE(parts.items.get({"t1|count", "0"}));
    slowest_ready =
        std::max(slowest_ready, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    ASSERT_TRUE(parts.database->check_integrity());
    std::istringstream lines(output);
    unsigned by = 0;
    int number = 0;
    while (lines >> by >> number) {
      ++all_acknowledged;
      const std::string name = std::to_string(by) + "-" + std::to_string(number);
      ASSERT_TRUE(parts.items.get({"t1|left", name}).value()) << "lost " << name;
      ASSERT_TRUE(parts.items.get({"t1|right", name}).value()) << "lost " << name;
    }
    const Traces traces = traces_of(parts);
    ASSERT_EQ(traces.left, traces.right);
    ASSERT_EQ(traces.left, traces.counted) << "nothing was done twice";
    ASSERT_EQ(traces.left, traces.messages);
  }
  std::cout << kills_wanted() << " kills, " << all_acknowledged
            << " acknowledged transactions, none lost; ready again in " << slowest_ready << " s at most\n";
  EXPECT_GT(all_acknowledged, 100U);
}

}  // namespace
}  // namespace dietz::test
