#include "repository/id_source.hpp"

namespace dietz {
namespace {

constexpr std::string_view base32 = "0123456789abcdefghjkmnpqrstvwxyz";

/// The lowest `count` groups of five bits, the highest first.
void append_base32(std::string& text, std::uint64_t bits, int count) {
  for (int i = count - 1; i >= 0; --i) text += base32[bits >> (5 * i) & 31];
}

}  // namespace

std::string IdSource::next() {
  std::string id;
  append_base32(id, static_cast<std::uint64_t>(clock_.now_microseconds() / 1000), 10);
  append_base32(id, random_.next(), 8);
  append_base32(id, random_.next(), 8);
  return id;
}

std::string IdSource::nonce() {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string text;
  const std::uint64_t bits = random_.next();
  for (int i = 15; i >= 0; --i) text += hex[bits >> (4 * i) & 15];
  return text;
}

}  // namespace dietz
