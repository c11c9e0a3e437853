#pragma once

#include "cli/service_tools.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace dietz {

struct TokenOptions {
  std::string config;
  std::string tenant;
  std::vector<std::string> roles;
  std::string subject = "dietz-cli";
  std::int64_t lifetime_seconds = 3'600;
  Format format = Format::text;
};

/// `dietz token`: a token of the local issuer, on one line.
[[nodiscard]] Outcome run_token(const TokenOptions& options, Context& context);

struct TokenVerifyOptions {
  std::string config;
  std::string at;     ///< "" for now
  std::string token;  ///< "-" for stdin, one a line
  Format format = Format::text;
};

/// `dietz token verify`: what the service would say of tokens at a time, by the same verifier: the claims that count,
/// or the reason. Exit code 1 when one is refused.
[[nodiscard]] Outcome run_token_verify(const TokenVerifyOptions& options, Context& context);

}  // namespace dietz
