#pragma once

#include "cli/invocation.hpp"

namespace dietz {

/// Adds the commands of records: composite, private.
void add_composite_commands(CLI::App& app, Invocation& invocation);

}  // namespace dietz
