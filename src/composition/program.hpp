#pragma once

namespace dietz {

/// The whole program: engines made, arguments read, command run, result and notes written. Returns the exit code.
[[nodiscard]] int run_program(int argc, char** argv);

}  // namespace dietz
