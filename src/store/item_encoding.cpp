#include "store/item_encoding.hpp"

#include "base/checksum.hpp"

#include <cstdint>
#include <optional>
#include <utility>

namespace dietz {
namespace {

constexpr char format = 1;
/// Format and checksum of the key.
constexpr std::size_t header_bytes = 9;

class Writer {
 public:
  void size(std::size_t n) {
    while (n >= 0x80) {
      bytes_ += static_cast<char>(static_cast<unsigned char>(n & 0x7f) | 0x80U);
      n >>= 7;
    }
    bytes_ += static_cast<char>(n);
  }
  void text(std::string_view text) {
    size(text.size());
    bytes_ += text;
  }
  void tag(char tag) { bytes_ += tag; }
  void word(std::uint64_t word) {
    for (unsigned i = 0; i < 8; ++i) bytes_ += static_cast<char>(word >> (8 * i) & 0xff);
  }
  void attributes(const Attributes& attributes) {
    size(attributes.size());
    for (const auto& [name, v] : attributes) {
      text(name);
      value(v);
    }
  }
  void value(const AttributeValue& value) {
    std::visit([this](const auto& v) { typed(v); }, value.variant());
  }
  void key(const ItemKey& key) {
    text(key.partition);
    text(key.sort);
  }
  void condition(const Condition& condition) {
    tag(static_cast<char>(condition.kind));
    text(condition.attribute);
    value(condition.value);
    size(condition.parts.size());
    for (const Condition& part : condition.parts) this->condition(part);
  }
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  void typed(const std::string& v) {
    tag('s');
    text(v);
  }
  void typed(const Number& v) {
    tag('n');
    text(v.text());
  }
  void typed(const Binary& v) {
    tag('b');
    text(v.bytes);
  }
  void typed(bool v) { tag(v ? 't' : 'f'); }
  void typed(const AttributeValue::List& v) {
    tag('l');
    size(v.size());
    for (const AttributeValue& element : v) value(element);
  }
  void typed(const Attributes& v) {
    tag('m');
    attributes(v);
  }

  std::string bytes_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] bool done() const { return rest_.empty(); }

  std::optional<std::size_t> size() {
    std::size_t n = 0;
    for (unsigned shift = 0; shift < 63 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      n |= static_cast<std::size_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return n;
    }
    return std::nullopt;
  }
  std::optional<std::string> text() {
    const auto n = size();
    if (!n || *n > rest_.size()) return std::nullopt;
    std::string text(rest_.substr(0, *n));
    rest_.remove_prefix(*n);
    return text;
  }
  std::optional<Attributes> attributes(std::size_t depth) {
    const auto count = size();
    if (!count || *count > rest_.size() || depth > 64) return std::nullopt;
    Attributes attributes;
    for (std::size_t i = 0; i < *count; ++i) {
      auto name = text();
      if (!name) return std::nullopt;
      auto v = value(depth + 1);
      if (!v) return std::nullopt;
      attributes.emplace_hint(attributes.end(), *std::move(name), *std::move(v));
    }
    return attributes;
  }

 private:
  std::optional<AttributeValue> value(std::size_t depth) {
    if (rest_.empty()) return std::nullopt;
    const char tag = rest_.front();
    rest_.remove_prefix(1);
    switch (tag) {
      case 't':
      case 'f':
        return AttributeValue(tag == 't');
      case 'l':
        return list(depth);
      case 'm':
        if (auto map = attributes(depth)) return AttributeValue(*std::move(map));
        return std::nullopt;
      default:
        return scalar(tag);
    }
  }
  std::optional<AttributeValue> scalar(char tag) {
    auto content = text();
    if (!content) return std::nullopt;
    if (tag == 's') return AttributeValue(*std::move(content));
    if (tag == 'b') return AttributeValue(Binary{*std::move(content)});
    if (tag != 'n') return std::nullopt;
    if (auto number = Number::parse(*content)) return AttributeValue(*std::move(number));
    return std::nullopt;
  }
  std::optional<AttributeValue> list(std::size_t depth) {
    const auto count = size();
    if (!count || *count > rest_.size() || depth > 64) return std::nullopt;
    AttributeValue::List list;
    for (std::size_t i = 0; i < *count; ++i) {
      auto v = value(depth + 1);
      if (!v) return std::nullopt;
      list.push_back(*std::move(v));
    }
    return AttributeValue(std::move(list));
  }

  std::string_view rest_;
};

std::uint64_t key_checksum(const ItemKey& key) {
  return checksum64(std::to_string(key.partition.size()) + ':' + key.partition + key.sort);
}

void write_operation(Writer& writer, const TransactionOperation& operation) {
  writer.tag(static_cast<char>('0' + operation.index()));
  writer.key(key_of(operation));
  writer.condition(condition_of(operation));
  if (const auto* put = std::get_if<PutItem>(&operation)) writer.attributes(put->item.attributes);
  if (const auto* update = std::get_if<UpdateItem>(&operation)) {
    writer.size(update->changes.size());
    for (const Change& change : update->changes) {
      writer.tag(static_cast<char>(change.kind));
      writer.text(change.attribute);
      writer.value(change.value);
    }
  }
}

}  // namespace

std::string encode_item(const Item& item) {
  Writer writer;
  writer.tag(format);
  writer.word(key_checksum(item.key));
  writer.attributes(item.attributes);
  std::string bytes = writer.take();
  append_checksum(bytes);
  return bytes;
}

Result<Attributes> decode_item(const ItemKey& key, std::string_view bytes) {
  const std::optional<std::string_view> content = without_checksum(bytes);
  if (!content || content->size() < header_bytes) {
    return Error::fatal("the bytes of an item are damaged: their checksum doesn't fit");
  }
  if (content->front() != format) return Error::fatal("the bytes of an item have an unknown format");
  Writer expected;
  expected.word(key_checksum(key));
  if (content->substr(1, 8) != expected.take()) return Error::fatal("the bytes of an item belong to another key");
  Reader reader(content->substr(header_bytes));
  auto attributes = reader.attributes(0);
  if (!attributes || !reader.done()) return Error::fatal("the bytes of an item make no sense");
  return *std::move(attributes);
}

std::string encode_content(const StoreTransaction& transaction) {
  Writer writer;
  writer.size(transaction.operations.size());
  for (const TransactionOperation& operation : transaction.operations) write_operation(writer, operation);
  for (const CarriedMessage& message : transaction.messages) {
    writer.text(message.queue);
    writer.text(message.body);
    writer.text(std::to_string(message.delay_seconds));
  }
  return writer.take();
}

}  // namespace dietz
