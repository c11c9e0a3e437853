#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

/// Two doubles in one processor register. Each half computes what it would alone, so results have the same bits as
/// scalar code on every machine.
namespace dietz::pairs {

using Pair = double __attribute__((vector_size(16)));

inline Pair load(const double* two) {
  Pair pair;
  std::memcpy(&pair, two, sizeof pair);
  return pair;
}
inline void store(double* two, Pair pair) { std::memcpy(two, &pair, sizeof pair); }

inline Pair smaller(Pair a, Pair b) {
#if defined(__SSE2__)
  return __builtin_ia32_minpd(a, b);
#else
  return a < b ? a : b;
#endif
}

inline Pair larger(Pair a, Pair b) {
#if defined(__SSE2__)
  return __builtin_ia32_maxpd(a, b);
#else
  return a > b ? a : b;
#endif
}

/// Whether a ≤ b in either half.
inline bool any_at_most(Pair a, Pair b) {
#if defined(__SSE2__)
  return __builtin_ia32_movmskpd(__builtin_ia32_cmplepd(a, b)) != 0;
#else
  return a[0] <= b[0] || a[1] <= b[1];
#endif
}

/// Asks for the memory that stands `ahead` doubles behind an address, to be read soon. There needn't be any.
inline void fetch(const double* from, std::size_t ahead) {
  const auto address = reinterpret_cast<std::uintptr_t>(from) + ahead * sizeof(double);
  __builtin_prefetch(reinterpret_cast<const void*>(address), 0, 2);
}

}  // namespace dietz::pairs
