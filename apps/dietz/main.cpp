#include <cstdio>
#include <string_view>

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "version") {
    std::puts("dietz 0.1.0");
    return 0;
  }
  std::fputs("dietz: only `dietz version` is supported so far; the calculations are a library\n", stderr);
  return 2;
}
