#include "engines/directory/directory_files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace dietz {
namespace {

/// Bytes that were read, in memory that nobody filled with zeros before.
struct Buffer {
  std::unique_ptr<char[]> bytes;
  std::size_t used = 0;
  std::size_t size = 0;

  void grow(std::size_t to) {
    std::unique_ptr<char[]> larger(new char[to]);
    std::copy(bytes.get(), bytes.get() + used, larger.get());
    bytes = std::move(larger);
    size = to;
  }
};

class OwnedText : public FileText {
 public:
  explicit OwnedText(Buffer text) : text_(std::move(text)) {}
  [[nodiscard]] std::string_view view() const override { return {text_.bytes.get(), text_.used}; }

 private:
  Buffer text_;
};

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ > STDIN_FILENO) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

Error file_error(const std::string& path, int code) {
  const ErrorKind kind = code == ENOENT ? ErrorKind::not_found : ErrorKind::invalid;
  std::string why = std::strerror(code);
  if (code == ENOENT) why = "no such file";
  if (code == EISDIR) why = "is a directory, not a file";
  if (code == EACCES) why = "no permission";
  return {kind, {{{path, 0, {}}, why}}};
}

Result<Buffer> read_all(int fd, const std::string& path, std::size_t expected) {
  Buffer text;
  text.grow(expected + 1);
  while (true) {
    if (text.used == text.size) text.grow(text.size * 2);
    const ssize_t got = ::read(fd, text.bytes.get() + text.used, text.size - text.used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return file_error(path, errno);
    if (got == 0) return text;
    text.used += static_cast<std::size_t>(got);
  }
}

Status write_all(int fd, const std::string& path, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(fd, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return file_error(path, errno);
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return Done{};
}

}  // namespace

Result<std::shared_ptr<const FileText>> DirectoryFiles::read(const std::string& path) {
  const bool standard_input = path == "-";
  const Descriptor fd(standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return file_error(path, errno);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return file_error(path, errno);
  if (S_ISDIR(info.st_mode)) return file_error(path, EISDIR);
  auto text = read_all(fd.get(), path, S_ISREG(info.st_mode) ? static_cast<std::size_t>(info.st_size) : 1 << 16);
  if (!text) return std::move(text).error();
  return std::shared_ptr<const FileText>(std::make_shared<OwnedText>(std::move(text).value()));
}

bool DirectoryFiles::is_directory(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool DirectoryFiles::exists(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0;
}

Status DirectoryFiles::write(const std::string& path, std::string_view text) {
  std::string temporary = path + ".XXXXXX";
  const Descriptor fd(::mkstemp(temporary.data()));
  if (fd.get() < 0 && errno == ENOENT)
    return Error{ErrorKind::not_found, {{{path, 0, {}}, "the folder to write into isn't there"}}};
  if (fd.get() < 0) return file_error(path, errno);
  Status done = write_all(fd.get(), path, text);
  if (done && ::fchmod(fd.get(), 0644) != 0) done = file_error(path, errno);
  if (done && ::fsync(fd.get()) != 0) done = file_error(path, errno);
  if (done && ::rename(temporary.c_str(), path.c_str()) != 0) done = file_error(path, errno);
  if (!done) ::unlink(temporary.c_str());
  return done;
}

}  // namespace dietz
