#pragma once

#include "blob/text_files.hpp"

namespace dietz::test {

/// Files in memory, by path.
using MemoryFiles = TextFiles;

}  // namespace dietz::test
