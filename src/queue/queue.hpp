#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace dietz {

struct OutgoingMessage {
  /// 1 byte to 256 KiB of UTF-8; by convention ids only, below 4 KiB.
  std::string body;
  /// Nobody receives it before then; up to 15 minutes.
  std::int64_t delay_seconds = 0;
};

struct ReceivedMessage {
  std::string id;       ///< the same at every delivery
  std::string receipt;  ///< of this delivery: what extend and remove ask for
  std::string body;
  std::size_t receives = 1;  ///< how often it has been delivered, this time included
};

struct QueueDepth {
  std::size_t ready = 0;    ///< may be received now
  std::size_t delayed = 0;  ///< not yet
  std::size_t leased = 0;   ///< received, not removed
  std::size_t dead = 0;     ///< received too often
};

/// How a queue treats its messages.
struct QueueSettings {
  std::string name;
  /// A message whose lease ran out this many times becomes a dead letter instead of being delivered once more.
  std::size_t max_receives = 5;
};

/// One queue. Every message is delivered at least once, in no promised order, and possibly to two receivers when a
/// lease ends early: whoever handles it makes the effect happen once. Thread-safe.
///
/// Errors, unless a function says more: invalid, throttled, retry, unknown_outcome, fatal.
class Queue {
 public:
  virtual ~Queue() = default;

  /// Sends 1 to 10 messages, together at most 256 KiB. After an error some of them may have been sent.
  [[nodiscard]] virtual Status send(std::span<const OutgoingMessage> messages) = 0;
  /// Up to `max` (1 to 10) messages, which nobody else receives for `lease_seconds` (1 s to 12 h). Waits up to
  /// `wait_milliseconds` (at most 20 s) for the first one; then answers with what there is, perhaps nothing.
  [[nodiscard]] virtual Result<std::vector<ReceivedMessage>> receive(std::size_t max, std::int64_t lease_seconds,
                                                                     std::int64_t wait_milliseconds) = 0;
  /// The lease ends `lease_seconds` from now; 0 gives the message back at once. Errors: conflict, if the lease has
  /// ended.
  [[nodiscard]] virtual Status extend(const std::string& receipt, std::int64_t lease_seconds) = 0;
  /// The message has been handled. Done also where that receipt no longer counts: then the message stays for whoever
  /// received it since.
  [[nodiscard]] virtual Status remove(const std::string& receipt) = 0;
  /// How much there is; an approximation while others send and receive.
  [[nodiscard]] virtual Result<QueueDepth> depth() = 0;
  /// Up to `max` (1 to 10) dead letters, oldest first, which stay where they are; their receipts are empty.
  [[nodiscard]] virtual Result<std::vector<ReceivedMessage>> dead_letters(std::size_t max) = 0;
  /// Gives up to `max` dead letters a new life, as if never received; tells how many.
  [[nodiscard]] virtual Result<std::size_t> redrive(std::size_t max) = 0;
  /// Removes all messages and dead letters.
  [[nodiscard]] virtual Status purge() = 0;
};

inline constexpr std::size_t max_batch_messages = 10;
inline constexpr std::size_t max_message_bytes = 256 * 1024;
inline constexpr std::int64_t max_delay_seconds = 15 * 60;
inline constexpr std::int64_t max_lease_seconds = 12 * 60 * 60;
inline constexpr std::int64_t max_wait_milliseconds = 20'000;

// The rules above, for engines. Errors: invalid.
[[nodiscard]] Status check_messages(std::span<const OutgoingMessage> messages);
[[nodiscard]] Status check_receive(std::size_t max, std::int64_t lease_seconds, std::int64_t wait_milliseconds);
[[nodiscard]] Status check_lease(std::int64_t lease_seconds);

}  // namespace dietz
