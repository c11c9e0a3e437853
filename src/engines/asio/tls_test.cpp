#include "engines/asio/http_server.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdlib.h>
#include <string>

namespace dietz {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

class PathHandler : public HttpHandler {
 public:
  HttpResponse handle(const HttpRequest& request) override {
    HttpResponse response;
    response.body = request.path;
    return response;
  }
  HttpResponse refuse(int status, std::string_view) override {
    HttpResponse response;
    response.status = status;
    return response;
  }
  std::size_t body_limit(const HttpRequest&) const override { return 1'000; }
  bool is_immediate(const HttpRequest&) const override { return false; }
};

/// A folder with a certificate for localhost that signed itself, and its key.
class Certificate {
 public:
  Certificate() {
    std::string name = (fs::temp_directory_path() / "dietz-tls-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3'600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    const auto* host = reinterpret_cast<const unsigned char*>("localhost");
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, host, -1, -1, 0);
    X509_set_issuer_name(certificate.get(), subject);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    std::FILE* file = std::fopen(files().certificate.c_str(), "w");
    PEM_write_X509(file, certificate.get());
    std::fclose(file);
    file = std::fopen(files().key.c_str(), "w");
    PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
  }
  ~Certificate() { fs::remove_all(folder_); }
  TlsFiles files() const { return {(folder_ / "cert.pem").string(), (folder_ / "key.pem").string()}; }

 private:
  fs::path folder_;
};

/// What the server answers over TLS, or why no connection came about.
std::string asked(std::uint16_t port, const Certificate& certificate, const std::string& text,
                  int newest_version = TLS1_3_VERSION, std::string_view protocol = {}) {
  asio::io_context context;
  asio::ssl::context tls(asio::ssl::context::tls_client);
  tls.load_verify_file(certificate.files().certificate);
  tls.set_verify_mode(asio::ssl::verify_peer);
  SSL_CTX_set_max_proto_version(tls.native_handle(), newest_version);
  asio::ssl::stream<asio::ip::tcp::socket> stream(context, tls);
  const std::string offered = protocol.empty() ? "" : static_cast<char>(protocol.size()) + std::string(protocol);
  if (!offered.empty())
    SSL_set_alpn_protos(stream.native_handle(), reinterpret_cast<const unsigned char*>(offered.data()),
                        static_cast<unsigned>(offered.size()));
  boost::system::error_code error;
  stream.next_layer().connect({asio::ip::address_v4::loopback(), port}, error);
  if (!error) stream.handshake(asio::ssl::stream_base::client, error);
  if (error) return "no handshake";
  asio::write(stream, asio::buffer(text), error);
  std::string answer;
  asio::read(stream, asio::dynamic_buffer(answer), error);
  return answer;
}

std::string get(const std::string& path, bool last) {
  return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + (last ? "Connection: close\r\n" : "") + "\r\n";
}

struct TlsServer {
  TlsServer() {
    HttpServerSettings settings;
    settings.tls = certificate.files();
    settings.head_timeout = std::chrono::milliseconds(500);
    settings.handshake_timeout = std::chrono::milliseconds(300);
    server = std::move(start_http_server(handler, settings)).value();
  }
  Certificate certificate;
  PathHandler handler;
  std::unique_ptr<HttpServer> server;
};

TEST(Tls, serves_requests_that_are_sent_ahead_and_closes_properly) {
  TlsServer tls;
  const std::string answer = asked(tls.server->port(), tls.certificate, get("/a", false) + get("/b", true));
  EXPECT_NE(answer.find("\r\n\r\n/aHTTP/1.1 200 OK"), std::string::npos) << answer;
  EXPECT_TRUE(answer.ends_with("\r\n\r\n/b"));
  EXPECT_TRUE(tls.server->stop(std::chrono::seconds(3)));
}

TEST(Tls, knows_versions_from_1_2_on_and_http_1_1_only) {
  TlsServer tls;
  const std::uint16_t port = tls.server->port();
  EXPECT_TRUE(asked(port, tls.certificate, get("/a", true), TLS1_2_VERSION).ends_with("/a"));
  EXPECT_EQ(asked(port, tls.certificate, get("/a", true), TLS1_1_VERSION), "no handshake");
  EXPECT_TRUE(asked(port, tls.certificate, get("/a", true), TLS1_3_VERSION, "http/1.1").ends_with("/a"));
  EXPECT_EQ(asked(port, tls.certificate, get("/a", true), TLS1_3_VERSION, "h2"), "no handshake");
}

TEST(Tls, refuses_plain_text_slow_handshakes_and_slow_requests) {
  TlsServer tls;
  asio::io_context context;
  asio::ip::tcp::socket plain(context);
  plain.connect({asio::ip::address_v4::loopback(), tls.server->port()});
  asio::write(plain, asio::buffer(get("/a", true)));
  std::string answer;
  boost::system::error_code error;
  asio::read(plain, asio::dynamic_buffer(answer), error);
  EXPECT_EQ(answer.find("HTTP"), std::string::npos);
  asio::ip::tcp::socket silent(context);
  silent.connect({asio::ip::address_v4::loopback(), tls.server->port()});
  answer.clear();
  asio::read(silent, asio::dynamic_buffer(answer), error);
  EXPECT_EQ(answer, "") << "closed without a word";
  EXPECT_TRUE(asked(tls.server->port(), tls.certificate, "GET / HT").starts_with("HTTP/1.1 408"));
}

TEST(Tls, refuses_a_key_of_another_certificate) {
  Certificate one;
  Certificate two;
  PathHandler handler;
  HttpServerSettings settings;
  settings.tls = TlsFiles{one.files().certificate, two.files().key};
  EXPECT_EQ(start_http_server(handler, settings).error().kind, ErrorKind::invalid);
}

}  // namespace
}  // namespace dietz
