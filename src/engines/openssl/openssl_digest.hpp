#pragma once

#include "crypto/digest.hpp"

namespace dietz {

/// SHA-256 by OpenSSL.
class OpensslDigestFactory : public DigestFactory {
 public:
  [[nodiscard]] std::unique_ptr<Digest> sha256() override;
};

}  // namespace dietz
