#include "base/checksum.hpp"

namespace dietz {
namespace {

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return word;
}

std::uint64_t mixed(std::uint64_t state, std::uint64_t word) {
  state = (state ^ word) * 0x9e3779b97f4a7c15ULL;
  return state ^ state >> 29;
}

}  // namespace

std::uint64_t checksum64(std::string_view bytes) {
  std::uint64_t state = mixed(0x6469657a2d637331ULL, bytes.size());
  while (bytes.size() >= 8) {
    // A constant length lets the compiler make one load of it.
    state = mixed(state, little_endian(bytes.substr(0, 8)));
    bytes.remove_prefix(8);
  }
  state = mixed(state, little_endian(bytes));
  return mixed(state, state >> 32);
}

void append_checksum(std::string& bytes) {
  const std::uint64_t sum = checksum64(bytes);
  for (unsigned i = 0; i < 8; ++i) bytes += static_cast<char>(sum >> (8 * i) & 0xff);
}

std::optional<std::string_view> without_checksum(std::string_view bytes) {
  if (bytes.size() < 8) return std::nullopt;
  const std::string_view content = bytes.substr(0, bytes.size() - 8);
  if (little_endian(bytes.substr(content.size())) != checksum64(content)) return std::nullopt;
  return content;
}

}  // namespace dietz
