#pragma once

#include "cli/invocation.hpp"

namespace dietz {

void add_attribution(CLI::App& app, Invocation& invocation);
void add_contribution(CLI::App& app, Invocation& invocation);
void add_lots(CLI::App& app, Invocation& invocation);

}  // namespace dietz
