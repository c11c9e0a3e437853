#include "base/utf8.hpp"
#include "queue/queue.hpp"

namespace dietz {

Status check_messages(std::span<const OutgoingMessage> messages) {
  if (messages.empty()) return Error::invalid("nothing to send");
  if (messages.size() > max_batch_messages) return Error::invalid("at most 10 messages are sent at once");
  std::size_t bytes = 0;
  for (const OutgoingMessage& message : messages) {
    if (message.body.empty()) return Error::invalid("a message is empty");
    if (find_invalid_utf8(message.body) != std::string_view::npos) return Error::invalid("a message is not UTF-8");
    if (message.delay_seconds < 0 || message.delay_seconds > max_delay_seconds) {
      return Error::invalid("a message is delayed by 0 to 900 seconds");
    }
    bytes += message.body.size();
  }
  if (bytes > max_message_bytes) return Error::invalid("messages sent at once have at most 256 KiB");
  return Done{};
}

Status check_lease(std::int64_t lease_seconds) {
  if (lease_seconds < 0 || lease_seconds > max_lease_seconds) return Error::invalid("a lease lasts at most 12 hours");
  return Done{};
}

Status check_receive(std::size_t max, std::int64_t lease_seconds, std::int64_t wait_milliseconds) {
  if (max < 1 || max > max_batch_messages) return Error::invalid("1 to 10 messages are received at once");
  if (lease_seconds < 1) return Error::invalid("a lease lasts at least one second");
  if (wait_milliseconds < 0 || wait_milliseconds > max_wait_milliseconds) {
    return Error::invalid("receiving waits at most 20 seconds");
  }
  return check_lease(lease_seconds);
}

}  // namespace dietz
