#include "engines/sqlite/group_writer.hpp"

#include <new>
#include <sqlite3.h>

namespace dietz {
namespace {

constexpr std::size_t largest_group = 256;

Error broken_error() {
  return Error::fatal("the database couldn't make a commit durable before; it must be opened again");
}

void run_job(const GroupWriter::Job& job, Connection& connection) {
  try {
    job(connection);
  } catch (const std::bad_alloc&) {
    throw SqliteFailure(SQLITE_NOMEM, "out of memory");
  }
}

}  // namespace

Status GroupWriter::run(const Job& job) {
  Pending pending{&job, false, false, Done{}, {}};
  return wait_for(pending);
}

Status GroupWriter::run_alone(const Job& job) {
  Pending pending{&job, true, false, Done{}, {}};
  return wait_for(pending);
}

Status GroupWriter::wait_for(Pending& pending) {
  std::unique_lock lock(mutex_);
  waiting_.push_back(&pending);
  while (!pending.done) {
    if (working_) {
      pending.changed.wait(lock);
      continue;
    }
    working_ = true;
    const Group group = next_group();
    lock.unlock();
    work_on(group);
    lock.lock();
    working_ = false;
    for (Pending* member : group) {
      member->done = true;
      if (member != &pending) member->changed.notify_one();
    }
    if (!waiting_.empty()) waiting_.front()->changed.notify_one();
  }
  return std::move(pending.status);
}

GroupWriter::Group GroupWriter::next_group() {
  Group group;
  while (!waiting_.empty() && group.size() < largest_group) {
    if (waiting_.front()->alone && !group.empty()) break;
    group.push_back(waiting_.front());
    waiting_.pop_front();
    if (group.back()->alone) break;
  }
  return group;
}

void GroupWriter::work_on(const Group& group) {
  if (group.front()->alone) {
    group.front()->status = broken_ ? Status(broken_error()) : run_bare(*group.front()->job);
    return;
  }
  if (broken_ || group.size() == 1) return commit_each(group);
  bool committing = false;
  try {
    transaction(group, committing);
  } catch (const SqliteFailure& failure) {
    roll_back();
    if (!committing) return commit_each(group);
    const Error error = commit_error(failure);
    for (Pending* member : group) member->status = error;
  }
}

void GroupWriter::commit_each(const Group& group) {
  for (Pending* member : group) member->status = broken_ ? Status(broken_error()) : commit_one(*member->job);
}

Status GroupWriter::commit_one(const Job& job) {
  Pending pending{&job, false, false, Done{}, {}};
  bool committing = false;
  try {
    transaction({&pending}, committing);
    return Done{};
  } catch (const SqliteFailure& failure) {
    roll_back();
    return committing ? commit_error(failure) : error_of(failure);
  }
}

Status GroupWriter::run_bare(const Job& job) {
  try {
    run_job(job, connection_);
    return Done{};
  } catch (const SqliteFailure& failure) {
    return error_of(failure);
  }
}

void GroupWriter::transaction(const Group& group, bool& committing) {
  connection_.prepared("BEGIN IMMEDIATE").run();
  for (const Pending* member : group) run_job(*member->job, connection_);
  committing = true;
  connection_.prepared("COMMIT").run();
}

void GroupWriter::roll_back() noexcept {
  if (sqlite3_get_autocommit(connection_.handle()) != 0) return;
  sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Error GroupWriter::commit_error(const SqliteFailure& failure) {
  if ((failure.code() & 0xff) != SQLITE_IOERR) return error_of(failure);
  broken_ = true;
  return Error::of(ErrorKind::unknown_outcome,
                   std::string("the database couldn't make a commit durable: ") + failure.what());
}

}  // namespace dietz
