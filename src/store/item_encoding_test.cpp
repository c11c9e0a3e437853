#include "store/item_encoding.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

const ItemKey key{"p", "s"};

Attributes some_attributes() {
  return {{"t", "text"},
          {"n", *Number::parse("-1.5")},
          {"b", Binary{std::string("\0\xff", 2)}},
          {"l", AttributeValue::List{true, false, AttributeValue::List{"x"}}},
          {"m", Attributes{{"k", 1}, {"long", std::string(300, 'x')}}}};
}

TEST(ItemEncoding, gives_back_what_was_encoded) {
  for (const Attributes& attributes : {Attributes{}, some_attributes()}) {
    const Result<Attributes> decoded = decode_item(key, encode_item({key, attributes}));
    ASSERT_TRUE(decoded);
    EXPECT_EQ(attributes, *decoded);
  }
}

TEST(ItemEncoding, finds_every_flipped_bit_and_every_cut) {
  const std::string bytes = encode_item({key, some_attributes()});
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      const Result<Attributes> decoded = decode_item(key, damaged);
      ASSERT_FALSE(decoded) << i;
      EXPECT_EQ(ErrorKind::fatal, decoded.error().kind);
    }
    EXPECT_FALSE(decode_item(key, bytes.substr(0, i)));
  }
}

TEST(ItemEncoding, bytes_under_another_key_are_refused) {
  const std::string bytes = encode_item({key, some_attributes()});
  EXPECT_FALSE(decode_item({"p", "t"}, bytes));
  EXPECT_FALSE(decode_item({"ps", ""}, bytes));
}

TEST(ItemEncoding, content_differs_where_operations_do) {
  const std::vector<StoreTransaction> transactions = {
      {{PutItem{{key, {}}, {}}}},
      {{PutItem{{key, {{"x", 1}}}, {}}}},
      {{PutItem{{key, {{"x", "1"}}}, {}}}},
      {{PutItem{{key, {}}, Condition::item_missing()}}},
      {{RemoveItem{key, {}}}},
      {{UpdateItem{key, {}, {}}}},
      {{UpdateItem{key, {Change::set("x", 1)}, {}}}},
      {{UpdateItem{key, {Change::add("x", Number(1))}, {}}}},
      {{CheckItem{key, Condition::has("x")}}},
      {{CheckItem{key, Condition::lacks("x")}}},
      {{PutItem{{key, {}}, {}}}, {}, {{"q", "b", 0}}},
      {{PutItem{{key, {}}, {}}}, {}, {{"q", "b", 1}}},
      {{PutItem{{key, {}}, {}}}, {}, {{"qb", "b", 0}}},
  };
  for (std::size_t i = 0; i < transactions.size(); ++i) {
    for (std::size_t k = 0; k < transactions.size(); ++k) {
      EXPECT_EQ(i == k, encode_content(transactions[i]) == encode_content(transactions[k])) << i << " " << k;
    }
  }
}

}  // namespace
}  // namespace dietz
