#pragma once

#include <string>
#include <string_view>

namespace dietz {

/// Bytes that must not stay in memory or get into any output: a key, or a person's data in the clear. They are
/// overwritten at the end of their life; there is no way to print or copy them but by asking for `view()`.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view bytes) : bytes_(bytes) {}
  explicit Secret(std::size_t size) : bytes_(size, '\0') {}
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  ~Secret() { wipe(); }

  [[nodiscard]] std::string_view view() const { return bytes_; }
  [[nodiscard]] char* data() { return bytes_.data(); }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  /// A second one with the same bytes, on purpose.
  [[nodiscard]] Secret copy() const { return Secret(view()); }
  void wipe();

 private:
  std::string bytes_;
};

/// True when both hold the same bytes, in a time that tells nothing of where they differ.
[[nodiscard]] bool same_bytes(std::string_view a, std::string_view b);

}  // namespace dietz
