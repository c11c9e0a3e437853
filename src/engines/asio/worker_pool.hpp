#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace dietz {

/// Threads that work off a bounded queue.
class WorkerPool {
 public:
  WorkerPool(std::size_t threads, std::size_t most_waiting);
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  ~WorkerPool();

  /// False where the queue is full or the pool is stopping.
  [[nodiscard]] bool try_post(std::function<void()> job);
  /// Works off what is queued, and ends.
  void stop();

 private:
  void work();

  const std::size_t most_waiting_;
  std::mutex guard_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  std::size_t idle_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace dietz
