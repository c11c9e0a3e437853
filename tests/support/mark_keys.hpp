#pragma once

#include "crypto/signature.hpp"

#include <functional>
#include <memory>
#include <string>

namespace dietz::test {

/// A signature that is the message's hash behind the key's bytes: enough to test what stands around signatures.
[[nodiscard]] inline std::string mark(std::string_view key, std::string_view message) {
  return std::string(key) + std::to_string(std::hash<std::string_view>()(message));
}

class MarkKey : public VerifyingKey, public SigningKey {
 public:
  explicit MarkKey(std::string name) : name_(std::move(name)) {}
  SignatureAlgorithm algorithm() const override { return SignatureAlgorithm::eddsa; }
  bool verifies(std::string_view message, std::string_view signature) const override {
    return signature == mark(name_, message);
  }
  std::string sign(std::string_view message) const override { return mark(name_, message); }

 private:
  std::string name_;
};

/// Keys whose two halves are the same bytes, each pair another one.
class MarkKeys : public SignatureKeys {
 public:
  using Made = Result<std::shared_ptr<const VerifyingKey>>;
  Made rsa(SignatureAlgorithm, std::string_view, std::string_view) const override { return Error::invalid("no RSA"); }
  Made p256(std::string_view, std::string_view) const override { return Error::invalid("no P-256"); }
  Made ed25519(std::string_view public_key) const override {
    return std::shared_ptr<const VerifyingKey>(std::make_shared<MarkKey>(std::string(public_key)));
  }
  Ed25519Pair new_ed25519() const override {
    const std::string bytes = random_bytes(32);
    return {bytes, bytes};
  }
  Result<std::shared_ptr<const SigningKey>> ed25519_signer(std::string_view key) const override {
    return std::shared_ptr<const SigningKey>(std::make_shared<MarkKey>(std::string(key)));
  }
  std::string random_bytes(std::size_t count) const override {
    return std::string(count, static_cast<char>('a' + next_++ % 26));
  }

 private:
  mutable int next_ = 0;
};

}  // namespace dietz::test
