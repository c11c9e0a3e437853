#pragma once

#include "base/result.hpp"
#include "engines/sqlite/connection.hpp"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace dietz {

/// Runs writes on one connection. Writes that arrive while another commit is under way wait and then share the next
/// one, so that many durable writes cost one sync of the disk. The first caller of a group does the work for all of it;
/// there is no thread of its own. Thread-safe.
class GroupWriter {
 public:
  /// Changes the database within a transaction. It may be run again from the start if the group fails because of
  /// another write, so it sets its results anew each time. May throw SqliteFailure.
  using Job = std::function<void(Connection&)>;

  explicit GroupWriter(Connection& connection) : connection_(connection) {}

  /// Returns when the job is committed and durable, or didn't happen. Errors: as error_of says; unknown_outcome, if the
  /// commit itself failed on the disk. After that every write is refused (fatal), because what a failed sync left
  /// behind can't be known: the database must be opened again.
  [[nodiscard]] Status run(const Job& job);
  /// Runs a job alone and outside of a transaction.
  [[nodiscard]] Status run_alone(const Job& job);

 private:
  struct Pending {
    const Job* job;
    bool alone;
    bool done = false;
    Status status = Done{};
    std::condition_variable changed;
  };
  using Group = std::vector<Pending*>;

  Status wait_for(Pending& pending);
  Group next_group();
  void work_on(const Group& group);
  void commit_each(const Group& group);
  Status commit_one(const Job& job);
  Status run_bare(const Job& job);
  void roll_back() noexcept;
  /// Runs the jobs in one transaction. `committing` tells how far it got when it throws.
  void transaction(const Group& group, bool& committing);
  Error commit_error(const SqliteFailure& failure);

  Connection& connection_;
  std::mutex mutex_;
  std::deque<Pending*> waiting_;
  bool working_ = false;
  bool broken_ = false;  ///< only touched by whoever is working
};

}  // namespace dietz
