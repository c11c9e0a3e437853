#include "engines/asio/http_server.hpp"

#include "engines/asio/connection.hpp"
#include "engines/asio/tls_context.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>
#include <utility>
#include <vector>

namespace dietz {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using Acceptor = asio::basic_socket_acceptor<Tcp, asio::io_context::executor_type>;

class AsioHttpServer : public HttpServer {
 public:
  AsioHttpServer(HttpHandler& handler, HttpServerSettings settings, std::unique_ptr<asio::ssl::context> tls)
      : parts_(handler, std::move(settings)), tls_(std::move(tls)) {
    for (std::size_t i = 0; i < std::max<std::size_t>(1, parts_.settings.loops); ++i)
      loops_.push_back(std::make_unique<EventLoop>());
    acceptor_ = std::make_unique<Acceptor>(loops_[0]->context().get_executor());
    pause_ = std::make_unique<asio::steady_timer>(loops_[0]->context());
  }
  ~AsioHttpServer() override { stop(std::chrono::milliseconds(0)); }

  Status listen() {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(parts_.settings.address, error);
    if (error) return Error::invalid("'" + parts_.settings.address + "' is not a numeric address");
    const Tcp::endpoint endpoint(address, parts_.settings.port);
    acceptor_->open(endpoint.protocol(), error);
    if (!error) acceptor_->set_option(Acceptor::reuse_address(true), error);
    if (!error) acceptor_->bind(endpoint, error);
    if (!error) acceptor_->listen(asio::socket_base::max_listen_connections, error);
    if (error)
      return Error{ErrorKind::retry,
                   {{{},
                     "can't listen on " + parts_.settings.address + ":" + std::to_string(parts_.settings.port) + ": " +
                         error.message()}}};
    port_ = acceptor_->local_endpoint().port();
    accept();
    for (const auto& loop : loops_) loop->start();
    stopped_ = false;
    return Done{};
  }

  std::uint16_t port() const override { return port_; }
  Counts counts() const override { return {parts_.connections, parts_.requests, parts_.shed, parts_.refused}; }

  bool stop(std::chrono::milliseconds grace) override {
    if (stopped_.exchange(true)) return true;
    parts_.stopping = true;
    on_loop(*loops_[0], [this] { stop_accepting(); });
    for (const auto& loop : loops_) on_loop(*loop, [&loop] { loop->finish_soon(); });
    const Moment end = std::chrono::steady_clock::now() + grace;
    while (parts_.connections > 0 && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    const bool all_finished = parts_.connections == 0;
    for (const auto& loop : loops_) on_loop(*loop, [&loop] { loop->abort_all(); });
    parts_.workers.stop();  // their answers go through the loops
    for (const auto& loop : loops_) loop->stop();
    return all_finished;
  }

 private:
  template <class Action>
  static void on_loop(EventLoop& loop, Action action) {
    std::promise<void> done;
    asio::post(loop.context(), [&] {
      action();
      done.set_value();
    });
    done.get_future().wait();
  }

  void accept() {
    EventLoop& loop = *loops_[next_loop_++ % loops_.size()];
    acceptor_->async_accept(loop.context().get_executor(),
                            [this, &loop](const boost::system::error_code& error, TcpSocket socket) {
                              if (!acceptor_->is_open()) return;
                              if (!error) {
                                take(loop, std::move(socket));
                                accept();
                              } else {
                                accept_later();
                              }
                            });
  }
  /// Out of descriptors, most likely: others have to close first.
  void accept_later() {
    pause_->expires_after(std::chrono::milliseconds(50));
    pause_->async_wait([this](const boost::system::error_code& error) {
      if (!error && acceptor_->is_open()) accept();
    });
  }
  void take(EventLoop& loop, TcpSocket socket) {
    if (parts_.connections >= parts_.settings.connections) return turn_away(std::move(socket));
    if (tls_) {
      start(std::make_shared<Connection<TlsStream>>(parts_, loop, std::move(socket), *tls_), loop);
    } else {
      start(std::make_shared<Connection<TcpSocket>>(parts_, loop, std::move(socket)), loop);
    }
  }
  template <class Made>
  void start(std::shared_ptr<Made> connection, EventLoop& loop) {
    asio::dispatch(loop.context(), [connection] { connection->start(); });
  }
  void turn_away(TcpSocket socket) {
    ++parts_.shed;
    if (tls_) return;
    HttpResponse response = parts_.handler.refuse(503, "too many connections");
    response.fields.set("Retry-After", "1");
    const ResponseForm form{loops_[0]->date(), false, false};
    const std::string text = head_text(response, form) + response.body;
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(text), ignored);
    socket.shutdown(Tcp::socket::shutdown_send, ignored);
  }
  /// Clients whose connection the system has accepted already are served too.
  void stop_accepting() {
    boost::system::error_code error;
    acceptor_->non_blocking(true, error);
    while (!error) {
      TcpSocket socket(loops_[0]->context().get_executor());
      acceptor_->accept(socket, error);
      if (!error) take(*loops_[0], std::move(socket));
    }
    acceptor_->close(error);
    pause_->cancel();
  }

  ServerParts parts_;
  std::unique_ptr<asio::ssl::context> tls_;
  std::vector<std::unique_ptr<EventLoop>> loops_;
  std::unique_ptr<Acceptor> acceptor_;
  std::unique_ptr<asio::steady_timer> pause_;
  std::size_t next_loop_ = 0;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopped_{true};  ///< until it listens
};

}  // namespace

Result<std::unique_ptr<HttpServer>> start_http_server(HttpHandler& handler, HttpServerSettings settings) {
  std::unique_ptr<asio::ssl::context> tls;
  if (settings.tls) {
    auto made = make_tls_context(*settings.tls);
    if (!made) return std::move(made).error();
    tls = std::move(made).value();
  }
  auto server = std::make_unique<AsioHttpServer>(handler, std::move(settings), std::move(tls));
  if (const Status listening = server->listen(); !listening) return listening.error();
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace dietz
