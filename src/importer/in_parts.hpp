#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <future>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace dietz {

/// Cuts a text behind line feeds into parts of at least `size` bytes each, but for the last one.
[[nodiscard]] inline std::vector<std::string_view> parts_of(std::string_view text, std::size_t size) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = text.size() <= size ? std::string_view::npos : text.find('\n', size - 1);
    parts.push_back(text.substr(0, end == std::string_view::npos ? end : end + 1));
    text.remove_prefix(parts.back().size());
  }
  return parts;
}

/// Parts are made on as many threads as the machine has cores, up to four, and taken one at a time in their order, so
/// that what comes of them doesn't depend on the threads. `make(i, part)` fills a part, whose memory is used again for
/// later ones; `take(i, part)` answers false to give the rest up, and so then does this function. What they throw ends
/// it too.
template <class Part, class Make, class Take>
[[nodiscard]] bool make_and_take(std::size_t count, const Make& make, const Take& take) {
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::condition_variable turn;
  std::size_t taken = 0;
  bool given_up = false;
  const auto give_up = [&] {
    const std::lock_guard lock(mutex);
    given_up = true;
    turn.notify_all();
  };
  const auto work = [&] {
    Part part;
    try {
      for (std::size_t i = next++; i < count; i = next++) {
        make(i, part);
        std::unique_lock lock(mutex);
        turn.wait(lock, [&] { return taken == i || given_up; });
        if (given_up) return;
        given_up = !take(i, part);
        ++taken;
        turn.notify_all();
      }
    } catch (...) {
      give_up();
      throw;
    }
  };
  std::vector<std::future<void>> others;
  const std::size_t threads = std::min<std::size_t>({std::thread::hardware_concurrency(), 4, count});
  for (std::size_t i = 1; i < threads; ++i) others.push_back(std::async(std::launch::async, work));
  work();
  for (std::future<void>& other : others) other.get();
  return !given_up;
}

}  // namespace dietz
