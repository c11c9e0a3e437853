#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dietz {

/// The text behind a percent-encoding (RFC 3986, section 2.1), or nothing where it isn't well-formed: a `%` without two
/// hex digits, or a result that isn't UTF-8 or holds control characters.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

/// The segments of a path, each decoded after the split, so that `%2F` stays inside its segment. Nothing where one of
/// them isn't well-formed.
[[nodiscard]] std::optional<std::vector<std::string>> path_segments(std::string_view path);

/// Query parameters by name.
using QueryParameters = std::map<std::string, std::string, std::less<>>;

/// The parameters of a query (`a=1&b=2`, `+` a blank), of which only `known` names are allowed, each once; or what is
/// wrong, as a sentence.
[[nodiscard]] std::variant<QueryParameters, std::string> query_parameters(std::string_view query,
                                                                          const std::vector<std::string_view>& known);

}  // namespace dietz
