#include "engines/asio/event_loop.hpp"

#include "http/response_text.hpp"

#include <boost/asio/post.hpp>

#include <vector>

namespace dietz {
namespace {
constexpr std::chrono::milliseconds sweep_interval{50};
}  // namespace

EventLoop::EventLoop() : busy_(context_.get_executor()), timer_(context_) {}

EventLoop::~EventLoop() { stop(); }

void EventLoop::start() {
  sweep();
  thread_ = std::thread([this] { context_.run(); });
}

void EventLoop::stop() {
  if (!thread_.joinable()) return;
  boost::asio::post(context_, [this] {
    abort_all();
    timer_.cancel();
    busy_.reset();
  });
  thread_.join();
}

void EventLoop::sweep() {
  timer_.expires_after(sweep_interval);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (error || !busy_.owns_work()) return;
    const Moment now = std::chrono::steady_clock::now();
    // A connection may leave the set while it is looked at.
    for (LoopConnection* connection : std::vector<LoopConnection*>(connections_.begin(), connections_.end())) {
      if (connections_.contains(connection)) connection->look_at_the_clock(now);
    }
    sweep();
  });
}

void EventLoop::finish_soon() {
  const Moment now = std::chrono::steady_clock::now();
  for (LoopConnection* connection : std::vector<LoopConnection*>(connections_.begin(), connections_.end()))
    connection->finish_soon(now);
}

void EventLoop::abort_all() {
  for (LoopConnection* connection : std::vector<LoopConnection*>(connections_.begin(), connections_.end()))
    connection->abort();
}

const std::string& EventLoop::date() {
  const std::time_t now = std::time(nullptr);
  if (now != date_second_) {
    date_second_ = now;
    date_ = http_date(now);
  }
  return date_;
}

}  // namespace dietz
