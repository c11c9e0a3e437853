#include "engines/directory/directory_blob_store.hpp"
#include "engines/memory/memory_blob_store.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <ostream>

namespace dietz::test {
namespace {

struct BlobKind {
  std::string name;
  std::unique_ptr<BlobStore> (*make)(const TemporaryFolder& folder);
};
void PrintTo(const BlobKind& kind, std::ostream* out) { *out << kind.name; }

class BlobStoreConformance : public ::testing::TestWithParam<BlobKind> {
 protected:
  std::vector<std::string> keys(const std::string& prefix, std::size_t limit) {
    std::vector<std::string> found;
    std::string after;
    while (true) {
      const BlobPage page = store->list(prefix, after, limit).value();
      EXPECT_LE(page.blobs.size(), limit);
      for (const BlobInfo& blob : page.blobs) found.push_back(blob.key);
      if (page.next.empty()) return found;
      after = page.next;
    }
  }
  TemporaryFolder folder;
  std::unique_ptr<BlobStore> store = GetParam().make(folder);
};
INSTANTIATE_TEST_SUITE_P(engines, BlobStoreConformance,
                         ::testing::Values(BlobKind{"memory",
                                                    [](const TemporaryFolder&) -> std::unique_ptr<BlobStore> {
                                                      return std::make_unique<MemoryBlobStore>();
                                                    }},
                                           BlobKind{"directory",
                                                    [](const TemporaryFolder& folder) -> std::unique_ptr<BlobStore> {
                                                      return std::make_unique<DirectoryBlobStore>(folder.file("blobs"));
                                                    }}),
                         [](const ::testing::TestParamInfo<BlobKind>& kind) { return kind.param.name; });

TEST_P(BlobStoreConformance, gives_back_the_bytes_that_were_put) {
  for (const std::string& bytes : {std::string(), std::string("a\0\xff", 3), std::string(3 << 20, 'x')}) {
    ASSERT_TRUE(put_blob(*store, "t1/imports/1", bytes));
    EXPECT_EQ(bytes, get_blob(*store, "t1/imports/1", 4 << 20).value());
    EXPECT_EQ(bytes.size(), store->open("t1/imports/1").value()->size());
  }
  EXPECT_EQ(ErrorKind::invalid, get_blob(*store, "t1/imports/1", 100).error().kind);
}

TEST_P(BlobStoreConformance, what_is_not_there_is_not_found) {
  EXPECT_EQ(ErrorKind::not_found, get_blob(*store, "nothing", 10).error().kind);
  ASSERT_TRUE(put_blob(*store, "a", "1"));
  EXPECT_EQ(ErrorKind::not_found, get_blob(*store, "a/b", 10).error().kind);
  EXPECT_TRUE(store->remove("nothing/at/all"));
}

TEST_P(BlobStoreConformance, a_blob_that_was_not_committed_is_never_seen) {
  ASSERT_TRUE(put_blob(*store, "a", "old"));
  {
    auto writer = store->create("a").value();
    ASSERT_TRUE(writer->write("new, but"));
    EXPECT_EQ("old", get_blob(*store, "a", 100).value());
  }
  EXPECT_EQ("old", get_blob(*store, "a", 100).value());
  auto writer = store->create("a").value();
  ASSERT_TRUE(writer->write("new "));
  ASSERT_TRUE(writer->write("blob"));
  ASSERT_TRUE(writer->commit());
  EXPECT_EQ("new blob", get_blob(*store, "a", 100).value());
  EXPECT_FALSE(writer->write("more"));
  EXPECT_FALSE(writer->commit());
  EXPECT_EQ((std::vector<std::string>{"a"}), keys("", 10));
}

TEST_P(BlobStoreConformance, a_reader_goes_on_with_what_it_opened) {
  ASSERT_TRUE(put_blob(*store, "a", "first version"));
  auto reader = store->open("a").value();
  EXPECT_EQ("first", reader->read(5).value());
  ASSERT_TRUE(put_blob(*store, "a", "second"));
  EXPECT_EQ(" version", reader->read(100).value());
  EXPECT_EQ("", reader->read(100).value());
  ASSERT_TRUE(store->remove("a"));
}

TEST_P(BlobStoreConformance, lists_by_prefix_in_order_and_by_pages) {
  for (const char* key : {"b/2", "a", "b/1", "b/10", "b", "b-1", "b/c/d", "c", "B"})
    ASSERT_TRUE(put_blob(*store, key, key));
  for (const std::size_t limit : {1U, 2U, 100U}) {
    EXPECT_EQ((std::vector<std::string>{"B", "a", "b", "b-1", "b/1", "b/10", "b/2", "b/c/d", "c"}), keys("", limit));
    EXPECT_EQ((std::vector<std::string>{"b/1", "b/10", "b/2", "b/c/d"}), keys("b/", limit));
    EXPECT_EQ((std::vector<std::string>{"b/1", "b/10"}), keys("b/1", limit));
    EXPECT_EQ((std::vector<std::string>{"b/c/d"}), keys("b/c/", limit));
    EXPECT_TRUE(keys("x", limit).empty());
  }
  ASSERT_TRUE(store->remove("b/1"));
  EXPECT_EQ((std::vector<std::string>{"b/10"}), keys("b/1", 10));
  EXPECT_EQ(4U, store->list("b/10", "", 1).value().blobs.at(0).size);
}

TEST_P(BlobStoreConformance, keys_that_lead_elsewhere_are_invalid) {
  for (const std::string& key :
       {std::string(), std::string("/"), std::string("/a"), std::string("a/"), std::string("a//b"), std::string("../a"),
        std::string("a/../../b"), std::string("."), std::string("a b"), std::string("a\0b", 3), std::string("ä"),
        std::string("~unfinished/1"), std::string(201, 'x'), std::string("a\\b")}) {
    EXPECT_EQ(ErrorKind::invalid, put_blob(*store, key, "x").error().kind) << key;
    EXPECT_EQ(ErrorKind::invalid, get_blob(*store, key, 10).error().kind) << key;
    EXPECT_EQ(ErrorKind::invalid, store->remove(key).error().kind) << key;
  }
  EXPECT_EQ(ErrorKind::invalid, store->list("~", "", 10).error().kind);
  EXPECT_EQ(ErrorKind::invalid, store->list("a", "", 0).error().kind);
  EXPECT_EQ(ErrorKind::invalid, store->list("a", "", 1001).error().kind);
  EXPECT_TRUE(keys("", 10).empty());
}

}  // namespace
}  // namespace dietz::test
