#include "engines/directory/directory_secret_files.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace dietz {
namespace {

constexpr std::size_t most_bytes = 1'048'576;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

Error wrong(const std::string& path, ErrorKind kind, std::string why) {
  return {kind, {{{path, 0, {}}, std::move(why)}}};
}

Error failed(const std::string& path, int code) {
  if (code == ENOENT) return wrong(path, ErrorKind::not_found, "no such file");
  if (code == EEXIST) return wrong(path, ErrorKind::conflict, "is there already");
  return wrong(path, ErrorKind::invalid, std::strerror(code));
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

Status write_synced(int fd, const std::string& path, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(fd, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return failed(path, errno);
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  if (::fsync(fd) != 0) return failed(path, errno);
  return Done{};
}

/// Makes a new name last over a crash.
Status sync_folder(const std::string& path) {
  const Descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0 || ::fsync(folder.get()) != 0) return failed(path, errno);
  return Done{};
}

/// A temporary file beside `path` with the text in it, mode 0600; its name comes back.
Result<std::string> write_beside(const std::string& path, std::string_view text) {
  std::string temporary = path + ".XXXXXX";
  const Descriptor fd(::mkstemp(temporary.data()));  // makes it with 0600
  if (fd.get() < 0) return wrong(path, ErrorKind::invalid, "can't be written: " + std::string(std::strerror(errno)));
  if (const Status written = write_synced(fd.get(), path, text); !written) {
    ::unlink(temporary.c_str());
    return written.error();
  }
  return temporary;
}

}  // namespace

Result<Secret> DirectorySecretFiles::read(const std::string& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (fd.get() < 0) return failed(path, errno);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return failed(path, errno);
  if (!S_ISREG(info.st_mode)) return wrong(path, ErrorKind::invalid, "is no plain file");
  if ((info.st_mode & 0077) != 0)
    return wrong(path, ErrorKind::invalid, "others than its owner may read or write it; `chmod 600` it");
  if (static_cast<std::size_t>(info.st_size) > most_bytes) return wrong(path, ErrorKind::invalid, "is too large");
  Secret text(static_cast<std::size_t>(info.st_size));
  std::size_t used = 0;
  while (used < text.size()) {
    const ssize_t got = ::read(fd.get(), text.data() + used, text.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed(path, errno);
    if (got == 0) return wrong(path, ErrorKind::invalid, "became shorter while it was read");
    used += static_cast<std::size_t>(got);
  }
  return text;
}

Status DirectorySecretFiles::create(const std::string& path, std::string_view text) {
  const auto temporary = write_beside(path, text);
  if (!temporary) return temporary.error();
  // A link, unlike a rename, never takes the place of what is there.
  const bool linked = ::link(temporary->c_str(), path.c_str()) == 0;
  const int code = errno;
  ::unlink(temporary->c_str());
  if (!linked) return failed(path, code);
  return sync_folder(path);
}

Status DirectorySecretFiles::replace(const std::string& path, std::string_view text) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return failed(path, errno);
  const auto temporary = write_beside(path, text);
  if (!temporary) return temporary.error();
  if (::rename(temporary->c_str(), path.c_str()) != 0) {
    const int code = errno;
    ::unlink(temporary->c_str());
    return failed(path, code);
  }
  return sync_folder(path);
}

}  // namespace dietz
