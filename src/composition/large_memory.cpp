#include <cstddef>
#include <cstdlib>
#include <new>
#include <sys/mman.h>

// Large books live in blocks of tens of megabytes. Memory for such blocks is asked for in pages of 2 MiB where the
// system has them to give: getting it costs a tenth, and reading it finds its pages without a table walk. Sanitizers
// bring their own operator new.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define DIETZ_SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define DIETZ_SANITIZED
#endif

#if defined(__linux__) && !defined(DIETZ_SANITIZED)

namespace {

constexpr std::size_t large_page = std::size_t{1} << 21;
constexpr std::size_t large_block = 2 * large_page;

void* allocate(std::size_t size) {
  if (size < large_block) return std::malloc(size == 0 ? 1 : size);
  const std::size_t rounded = (size + large_page - 1) / large_page * large_page;
  if (rounded < size) return nullptr;
  void* block = std::aligned_alloc(large_page, rounded);
  if (block != nullptr) (void)::madvise(block, rounded, MADV_HUGEPAGE);
  return block;
}

}  // namespace

void* operator new(std::size_t size) {
  while (true) {
    if (void* block = allocate(size)) return block;
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }

#endif
