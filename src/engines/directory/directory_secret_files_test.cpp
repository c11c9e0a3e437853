#include "engines/directory/directory_secret_files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace dietz {
namespace {

namespace fs = std::filesystem;

class SecretFilesTest : public ::testing::Test {
 protected:
  SecretFilesTest() {
    std::string name = (fs::temp_directory_path() / "dietz-secret-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~SecretFilesTest() override { fs::remove_all(folder_); }
  std::string path(const char* name) const { return (folder_ / name).string(); }

  fs::path folder_;
  DirectorySecretFiles files_;
};

TEST_F(SecretFilesTest, are_made_for_their_owner_only) {
  ::umask(0);
  ASSERT_TRUE(files_.create(path("ring"), "secret").ok());
  struct stat info {};
  ASSERT_EQ(::stat(path("ring").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
  EXPECT_EQ(files_.read(path("ring"))->view(), "secret");
  ASSERT_TRUE(files_.replace(path("ring"), "other").ok());
  ASSERT_EQ(::stat(path("ring").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
  EXPECT_EQ(files_.read(path("ring"))->view(), "other");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1) << "nothing is left over";
}

TEST_F(SecretFilesTest, are_never_written_over_by_create_nor_made_by_replace) {
  ASSERT_TRUE(files_.create(path("ring"), "first").ok());
  EXPECT_EQ(files_.create(path("ring"), "second").error().kind, ErrorKind::conflict);
  EXPECT_EQ(files_.read(path("ring"))->view(), "first");
  EXPECT_EQ(files_.replace(path("none"), "x").error().kind, ErrorKind::not_found);
  EXPECT_FALSE(files_.create(path("no/folder"), "x").ok());
}

TEST_F(SecretFilesTest, are_refused_when_others_may_touch_them) {
  ASSERT_TRUE(files_.create(path("ring"), "secret").ok());
  for (const mode_t mode : {0640U, 0604U, 0620U, 0601U, 0666U}) {
    ASSERT_EQ(::chmod(path("ring").c_str(), mode), 0);
    EXPECT_EQ(files_.read(path("ring")).error().kind, ErrorKind::invalid) << mode;
  }
  ASSERT_EQ(::chmod(path("ring").c_str(), 0400), 0);
  EXPECT_TRUE(files_.read(path("ring")).ok());
}

TEST_F(SecretFilesTest, are_plain_files) {
  EXPECT_EQ(files_.read(path("none")).error().kind, ErrorKind::not_found);
  EXPECT_EQ(files_.read(folder_.string()).error().kind, ErrorKind::invalid);
}

}  // namespace
}  // namespace dietz
