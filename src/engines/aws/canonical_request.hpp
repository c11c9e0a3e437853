#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dietz::aws {

/// The path of a canonical request.
[[nodiscard]] std::string canonical_path(std::string_view path, bool normalize, bool encode_again);

/// Parameters decoded, encoded anew, and sorted by encoded name and value.
[[nodiscard]] std::string canonical_query(std::string_view query);

/// Headers that are signed: names in lower case and in order, values trimmed and their blanks folded to one, values of
/// one name joined by commas in the order given. Headers that proxies change stay out.
struct CanonicalHeaders {
  std::string lines;  ///< `name:value\n` for each
  std::string names;  ///< joined by semicolons
};
[[nodiscard]] CanonicalHeaders canonical_headers(const std::vector<std::pair<std::string, std::string>>& headers);

}  // namespace dietz::aws
