#pragma once

#include "http/server_settings.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <chrono>
#include <ctime>
#include <string>
#include <thread>
#include <unordered_set>

namespace dietz {

using Moment = std::chrono::steady_clock::time_point;

/// A connection as its loop sees it. All calls are made on the loop's thread.
class LoopConnection {
 public:
  virtual ~LoopConnection() = default;
  /// Ends whatever has taken too long.
  virtual void look_at_the_clock(Moment now) = 0;
  /// The server is stopping: no further request is waited for.
  virtual void finish_soon(Moment now) = 0;
  virtual void abort() = 0;
};

/// One thread with its connections. Their deadlines are looked at a few times a second, which costs less than a timer
/// for each of them.
class EventLoop {
 public:
  EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  ~EventLoop();

  [[nodiscard]] boost::asio::io_context& context() { return context_; }
  void start();
  /// Ends the thread; connections that are left are cut off before.
  void stop();

  // On the loop's thread only:
  void add(LoopConnection* connection) { connections_.insert(connection); }
  void remove(LoopConnection* connection) { connections_.erase(connection); }
  void finish_soon();
  void abort_all();
  /// The current time as the field `Date` has it.
  [[nodiscard]] const std::string& date();

 private:
  void sweep();

  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy_;
  boost::asio::steady_timer timer_;
  std::unordered_set<LoopConnection*> connections_;
  std::string date_;
  std::time_t date_second_ = 0;
  std::thread thread_;
};

}  // namespace dietz
