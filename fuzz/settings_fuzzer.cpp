#include "base/utf8.hpp"
#include "config/settings.hpp"
#include "fuzzing.hpp"

using namespace dietz;
using fuzz::ensure;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto settings = read_settings(fuzz::text_of(data, size), "f", {});
  if (settings) return 0;
  ensure(!settings.error().problems.empty(), "an error names a problem");
  for (const Problem& problem : settings.error().problems)
    ensure(!problem.message.empty() && find_control_character(problem.message) == std::string_view::npos &&
               problem.message.find('\n') == std::string::npos,
           "a message is one plain line");
  return 0;
}
