#include "store/query.hpp"

#include "base/checksum.hpp"

#include <charconv>

namespace dietz {
namespace {

constexpr std::string_view token_mark = "p1";

/// Which sequence a token walks along. The range isn't part of it: a position is one in any range.
std::string scope_of(const Query& query) {
  const char index = static_cast<char>('0' + static_cast<int>(query.index));
  return std::to_string(checksum64(index + query.partition));
}

void append_part(std::string& token, std::string_view part) {
  token += std::to_string(part.size());
  token += ':';
  token += part;
}

bool take_part(std::string_view& token, std::string& part) {
  std::size_t size = 0;
  const auto [end, failure] = std::from_chars(token.data(), token.data() + token.size(), size);
  if (failure != std::errc{}) return false;
  token.remove_prefix(static_cast<std::size_t>(end - token.data()));
  if (token.empty() || token.front() != ':' || token.size() - 1 < size) return false;
  part = token.substr(1, size);
  token.remove_prefix(1 + size);
  return true;
}

}  // namespace

SortSpan span_of(const SortRange& range) {
  using Kind = SortRange::Kind;
  // The least string above another one has a zero byte more.
  const auto above = [](std::string text) { return text + '\0'; };
  switch (range.kind) {
    case Kind::all:
      return {};
    case Kind::equal:
      return {range.low, above(range.low)};
    case Kind::less:
      return {{}, range.low};
    case Kind::less_or_equal:
      return {{}, above(range.low)};
    case Kind::greater:
      return {above(range.low), std::nullopt};
    case Kind::greater_or_equal:
      return {range.low, std::nullopt};
    case Kind::between:
      return {range.low, above(range.high)};
    case Kind::begins_with:
      break;
  }
  // UTF-8 has no byte 0xff, so the last byte can always be raised.
  std::string below = range.low;
  below.back() = static_cast<char>(static_cast<unsigned char>(below.back()) + 1);
  return {range.low, std::move(below)};
}

std::string page_token(const Query& query, const Item& last) {
  std::string token(token_mark);
  append_part(token, scope_of(query));
  append_part(token, key_in(query.index, last).value_or(last.key).sort);
  if (query.index != ItemIndex::primary) {
    append_part(token, last.key.partition);
    append_part(token, last.key.sort);
  }
  return token;
}

Result<PagePosition> position_of(const Query& query) {
  const auto refused = [] { return Error::invalid("the page token doesn't belong to this query"); };
  std::string_view token = query.after;
  if (!token.starts_with(token_mark)) return refused();
  token.remove_prefix(token_mark.size());
  std::string scope;
  PagePosition position;
  position.index_key.partition = query.partition;
  if (!take_part(token, scope) || scope != scope_of(query)) return refused();
  if (!take_part(token, position.index_key.sort)) return refused();
  position.key = position.index_key;
  if (query.index != ItemIndex::primary) {
    if (!take_part(token, position.key.partition) || !take_part(token, position.key.sort)) return refused();
  }
  if (!token.empty()) return refused();
  return position;
}

}  // namespace dietz
