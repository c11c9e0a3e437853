#pragma once

#include <cstdio>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace dietz::bench {

/// Writes columns in the machine's byte order (little-endian on every machine supported). Failure throws, naming the
/// file.
class BinaryFile {
 public:
  explicit BinaryFile(const std::string& name) : name_(name), file_(std::fopen(name.c_str(), "wb")) {
    if (file_ == nullptr) throw std::runtime_error("can't write " + name);
  }
  BinaryFile(const BinaryFile&) = delete;
  BinaryFile& operator=(const BinaryFile&) = delete;
  ~BinaryFile() {
    if (file_ != nullptr) std::fclose(file_);
  }

  template <class T>
  void write(const std::vector<T>& column) {
    static_assert(std::is_trivially_copyable_v<T>);
    write_bytes(column.data(), column.size() * sizeof(T));
  }
  void write_bytes(const void* bytes, std::size_t size) {
    if (std::fwrite(bytes, 1, size, file_) != size) throw std::runtime_error("can't write all of " + name_);
    written_ += size;
  }
  /// Zero bytes up to the next multiple of eight, so that columns of doubles begin aligned.
  void pad_to_eight() {
    const char zeros[8] = {};
    if (written_ % 8 != 0) write_bytes(zeros, 8 - written_ % 8);
  }
  /// Flushes and closes; without it a full disk would go unnoticed.
  void close() {
    std::FILE* file = file_;
    file_ = nullptr;
    if (std::fclose(file) != 0) throw std::runtime_error("can't write all of " + name_);
  }

 private:
  std::string name_;
  std::FILE* file_;
  std::size_t written_ = 0;
};

}  // namespace dietz::bench
