#include "auth/key_set_cache.hpp"

#include <utility>

namespace dietz {

KeySetCache::KeySetCache(KeySetSource& source, const SignatureKeys& keys, KeySetTimes times)
    : source_(source), keys_(keys), times_(times) {}

std::shared_ptr<const KeySet> KeySetCache::held() const {
  const std::lock_guard lock(guard_);
  return set_;
}

std::string KeySetCache::last_problem() const {
  const std::lock_guard lock(guard_);
  return problem_;
}

std::shared_ptr<const KeySet> KeySetCache::current(Instant now) { return fetch_after(times_.most_age_seconds, now); }

std::shared_ptr<const KeySet> KeySetCache::renewed(Instant now) { return fetch_after(times_.cool_down_seconds, now); }

std::shared_ptr<const KeySet> KeySetCache::fetch_after(std::int64_t seconds, Instant now) {
  const auto due = [&] {
    const std::lock_guard lock(guard_);
    // A clock that was set back must not hold the next fetch off.
    return !fetched_ || now < last_fetch_ || now.microseconds - last_fetch_.microseconds >= seconds * 1'000'000;
  };
  if (!due()) return held();
  std::unique_lock fetching(fetching_, std::defer_lock);
  const bool first = held()->size() == 0;
  if (first) {
    fetching.lock();  // there is nothing to use meanwhile
  } else if (!fetching.try_lock()) {
    return held();
  }
  if (!due()) return held();
  const auto text = source_.fetch();
  auto read = text ? read_key_set(*text, keys_) : Result<KeySet>(text.error());
  const std::lock_guard lock(guard_);
  fetched_ = true;
  last_fetch_ = now;
  problem_ = !read ? read.error().message() : read->size() == 0 ? "it holds no usable key" : "";
  if (problem_.empty()) set_ = std::make_shared<const KeySet>(std::move(read).value());
  return set_;
}

}  // namespace dietz
