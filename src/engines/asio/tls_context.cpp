#include "engines/asio/tls_context.hpp"

#include <string_view>

namespace dietz {
namespace {

constexpr std::string_view http_1_1("\x08http/1.1", 9);

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                    unsigned offered_length, void*) {
  unsigned char* found = nullptr;
  if (SSL_select_next_proto(&found, length, reinterpret_cast<const unsigned char*>(http_1_1.data()), http_1_1.size(),
                            offered, offered_length) != OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

Error file_error(const std::string& file, const char* what, const boost::system::error_code& error) {
  return {ErrorKind::invalid, {{{file, 0, {}}, std::string(what) + " can't be used: " + error.message()}}};
}

}  // namespace

Result<std::unique_ptr<boost::asio::ssl::context>> make_tls_context(const TlsFiles& files) {
  using boost::asio::ssl::context;
  auto made = std::make_unique<context>(context::tls_server);
  SSL_CTX* native = made->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20");
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  boost::system::error_code error;
  made->use_certificate_chain_file(files.certificate, error);
  if (error) return file_error(files.certificate, "the certificate", error);
  made->use_private_key_file(files.key, context::pem, error);
  if (error) return file_error(files.key, "the key", error);
  if (SSL_CTX_check_private_key(native) != 1)
    return Error{ErrorKind::invalid, {{{files.key, 0, {}}, "the key doesn't belong to the certificate"}}};
  return made;
}

}  // namespace dietz
