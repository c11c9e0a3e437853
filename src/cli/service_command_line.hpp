#pragma once

#include "cli/invocation.hpp"

namespace dietz {

/// Adds the commands of the service: keys, token.
void add_service_commands(CLI::App& app, Invocation& invocation);

}  // namespace dietz
