#include "cli/measures_command.hpp"

#include "presentation/measures_page.hpp"

namespace dietz {

Outcome run_measures(const std::string& format) {
  const std::string result = format == "json"       ? measures_as_json()
                             : format == "csv"      ? measures_as_csv()
                             : format == "markdown" ? measures_as_markdown()
                                                    : measures_as_text();
  return {Exit::done, result, {}};
}

}  // namespace dietz
