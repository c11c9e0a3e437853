#pragma once

#include "cli/service_tools.hpp"

#include <string>

namespace dietz {

enum class KeysAction { create, list, rotate };

struct KeysOptions {
  KeysAction action = KeysAction::list;
  std::string config;
  Format format = Format::text;
};

/// `dietz keys create|list|rotate`: prints the keys there are afterwards, without their secrets. `create` never touches
/// a keyring that is there.
[[nodiscard]] Outcome run_keys(const KeysOptions& options, Context& context);

}  // namespace dietz
