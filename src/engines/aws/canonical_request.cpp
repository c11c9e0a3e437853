#include "engines/aws/canonical_request.hpp"

#include "engines/aws/signature_v4.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace dietz::aws {
namespace {

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const auto high = hex_digit(text[i + 1]);
      const auto low = hex_digit(text[i + 2]);
      if (high && low) {
        out += static_cast<char>(*high << 4U | *low);
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

/// RFC 3986, 5.2.4, and no empty segments.
std::string without_dot_segments(std::string_view path) {
  std::vector<std::string_view> kept;
  bool ends_with_slash = false;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, end - begin);
    ends_with_slash = segment.empty() || segment == "." || segment == "..";
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!segment.empty() && segment != ".") {
      kept.push_back(segment);
    }
    begin = end + 1;
  }
  std::string out;
  for (const std::string_view segment : kept) out.append("/").append(segment);
  if (ends_with_slash || out.empty()) out += '/';
  return out;
}

std::string folded(std::string_view value) {
  std::string out;
  bool blank = false;
  for (const char c : value) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out += c;
  }
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool stays_out(std::string_view name) {
  constexpr std::array<std::string_view, 9> changed_on_the_way = {"authorization", "connection", "expect",
                                                                  "keep-alive",    "te",         "transfer-encoding",
                                                                  "upgrade",       "user-agent", "x-amzn-trace-id"};
  return std::find(changed_on_the_way.begin(), changed_on_the_way.end(), name) != changed_on_the_way.end();
}

}  // namespace

std::string canonical_path(std::string_view path, bool normalize, bool encode_again) {
  const std::string plain = normalize ? without_dot_segments(path) : path.empty() ? "/" : std::string(path);
  return encode_again ? uri_encode(plain, true) : plain;
}

std::string canonical_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  for (std::size_t begin = 0; begin < query.size();) {
    const std::size_t end = std::min(query.find('&', begin), query.size());
    const std::string_view parameter = query.substr(begin, end - begin);
    begin = end + 1;
    if (parameter.empty()) continue;
    const std::size_t equals = std::min(parameter.find('='), parameter.size());
    const std::string_view value = equals < parameter.size() ? parameter.substr(equals + 1) : std::string_view{};
    parameters.emplace_back(uri_encode(percent_decoded(parameter.substr(0, equals)), false),
                            uri_encode(percent_decoded(value), false));
  }
  std::sort(parameters.begin(), parameters.end());
  std::string out;
  for (const auto& [name, value] : parameters)
    out.append(out.empty() ? "" : "&").append(name).append("=").append(value);
  return out;
}

CanonicalHeaders canonical_headers(const std::vector<std::pair<std::string, std::string>>& headers) {
  std::map<std::string, std::string> by_name;
  for (const auto& [name, value] : headers) {
    const std::string key = lower(name);
    if (stays_out(key)) continue;
    const auto [at, added] = by_name.try_emplace(key, folded(value));
    if (!added) at->second += "," + folded(value);
  }
  CanonicalHeaders canonical;
  for (const auto& [name, value] : by_name) {
    canonical.lines.append(name).append(":").append(value).append("\n");
    canonical.names.append(canonical.names.empty() ? "" : ";").append(name);
  }
  return canonical;
}

}  // namespace dietz::aws
