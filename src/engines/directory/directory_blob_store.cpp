#include "engines/directory/directory_blob_store.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace dietz {
namespace {

namespace fs = std::filesystem;

// No name of a blob begins or ends like these: a key `a` and a key `a/b` may both be there, so a blob is the file
// `a~blob` and the folder `a~d` holds what begins with `a/`. '~' can't stand in a key.
constexpr std::string_view blob_suffix = "~blob";
constexpr std::string_view folder_suffix = "~d";
constexpr std::string_view unfinished_folder = "~unfinished";

Error file_error(const std::string& what, int code) {
  const bool full = code == ENOSPC || code == EDQUOT || code == EMFILE || code == ENFILE;
  return Error::of(full ? ErrorKind::retry : ErrorKind::fatal, what + ": " + std::strerror(code));
}

void sync_folder(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

class FileBlobWriter : public BlobWriter {
 public:
  FileBlobWriter(int fd, std::string unfinished, std::string path)
      : fd_(fd), unfinished_(std::move(unfinished)), path_(std::move(path)) {}
  FileBlobWriter(const FileBlobWriter&) = delete;
  FileBlobWriter& operator=(const FileBlobWriter&) = delete;
  ~FileBlobWriter() override {
    if (fd_ < 0) return;
    ::close(fd_);
    ::unlink(unfinished_.c_str());
  }
  [[nodiscard]] Status write(std::string_view bytes) override {
    if (fd_ < 0) return Error::invalid("the blob is committed already");
    while (!bytes.empty()) {
      const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return file_error("a blob can't be written", errno);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return Done{};
  }
  [[nodiscard]] Status commit() override {
    if (fd_ < 0) return Error::invalid("the blob is committed already");
    const int fd = std::exchange(fd_, -1);
    // A failed sync leaves unknown bytes behind: such a file never gets the name.
    const bool synced = ::fsync(fd) == 0;
    const int sync_error = errno;
    ::close(fd);
    if (!synced) {
      ::unlink(unfinished_.c_str());
      return file_error("a blob can't be made durable", sync_error);
    }
    std::error_code failure;
    fs::create_directories(fs::path(path_).parent_path(), failure);
    if (::rename(unfinished_.c_str(), path_.c_str()) != 0) {
      const int code = errno;
      ::unlink(unfinished_.c_str());
      return file_error("a blob can't be given its name", code);
    }
    sync_folder(fs::path(path_).parent_path());
    return Done{};
  }

 private:
  int fd_;
  std::string unfinished_;
  std::string path_;
};

class FileBlobReader : public BlobReader {
 public:
  FileBlobReader(int fd, std::uint64_t size) : fd_(fd), size_(size) {}
  FileBlobReader(const FileBlobReader&) = delete;
  FileBlobReader& operator=(const FileBlobReader&) = delete;
  ~FileBlobReader() override { ::close(fd_); }
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] Result<std::string> read(std::size_t max) override {
    std::string piece(max, '\0');
    while (true) {
      const ssize_t got = ::read(fd_, piece.data(), piece.size());
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return file_error("a blob can't be read", errno);
      piece.resize(static_cast<std::size_t>(got));
      return piece;
    }
  }

 private:
  int fd_;
  std::uint64_t size_;
};

/// Collects the keys of the blobs below a folder that begin with a prefix.
void collect(const fs::path& folder, const std::string& base, const std::string& prefix, std::vector<BlobInfo>& blobs) {
  std::error_code failure;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failure)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(blob_suffix)) {
      const std::string key = base + name.substr(0, name.size() - blob_suffix.size());
      if (key.starts_with(prefix)) blobs.push_back({key, entry.file_size(failure)});
    } else if (name.ends_with(folder_suffix)) {
      const std::string deeper = base + name.substr(0, name.size() - folder_suffix.size()) + '/';
      const std::size_t shared = std::min(deeper.size(), prefix.size());
      if (deeper.compare(0, shared, prefix, 0, shared) == 0) collect(entry.path(), deeper, prefix, blobs);
    }
  }
}

}  // namespace

std::string DirectoryBlobStore::path_of(const std::string& key) const {
  fs::path path = folder_;
  std::size_t begin = 0;
  for (std::size_t slash = key.find('/'); slash != std::string::npos; slash = key.find('/', begin)) {
    path /= key.substr(begin, slash - begin).append(folder_suffix);
    begin = slash + 1;
  }
  return (path / key.substr(begin).append(blob_suffix)).string();
}

Result<std::unique_ptr<BlobWriter>> DirectoryBlobStore::create(const std::string& key) {
  if (Status s = check_blob_key(key); !s) return std::move(s).error();
  static std::atomic<std::uint64_t> counter{0};
  const fs::path waiting = fs::path(folder_) / unfinished_folder;
  std::error_code failure;
  fs::create_directories(waiting, failure);
  const std::string name = std::to_string(::getpid()) + '-' + std::to_string(++counter);
  const std::string unfinished = (waiting / name).string();
  const int fd = ::open(unfinished.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0) return file_error("a blob can't be made", errno);
  return std::unique_ptr<BlobWriter>(std::make_unique<FileBlobWriter>(fd, unfinished, path_of(key)));
}

Result<std::unique_ptr<BlobReader>> DirectoryBlobStore::open(const std::string& key) {
  if (Status s = check_blob_key(key); !s) return std::move(s).error();
  const int fd = ::open(path_of(key).c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0 && (errno == ENOENT || errno == ENOTDIR)) return Error::not_found("there is no blob '" + key + "'");
  if (fd < 0) return file_error("a blob can't be opened", errno);
  struct stat about {};
  if (::fstat(fd, &about) != 0) {
    const int code = errno;
    ::close(fd);
    return file_error("a blob can't be opened", code);
  }
  return std::unique_ptr<BlobReader>(std::make_unique<FileBlobReader>(fd, static_cast<std::uint64_t>(about.st_size)));
}

Status DirectoryBlobStore::remove(const std::string& key) {
  if (Status s = check_blob_key(key); !s) return s;
  const std::string path = path_of(key);
  if (::unlink(path.c_str()) != 0 && errno != ENOENT && errno != ENOTDIR)
    return file_error("a blob can't be removed", errno);
  sync_folder(fs::path(path).parent_path());
  return Done{};
}

Result<BlobPage> DirectoryBlobStore::list(const std::string& prefix, const std::string& after, std::size_t limit) {
  if (Status s = check_blob_list(prefix, limit); !s) return std::move(s).error();
  std::vector<BlobInfo> blobs;
  collect(folder_, {}, prefix, blobs);
  std::erase_if(blobs, [&](const BlobInfo& blob) { return blob.key <= after; });
  std::sort(blobs.begin(), blobs.end(), [](const BlobInfo& a, const BlobInfo& b) { return a.key < b.key; });
  BlobPage page;
  if (blobs.size() > limit) {
    blobs.resize(limit);
    page.next = blobs.back().key;
  }
  page.blobs = std::move(blobs);
  return page;
}

}  // namespace dietz
