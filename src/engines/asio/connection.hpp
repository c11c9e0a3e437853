#pragma once

#include "engines/asio/event_loop.hpp"
#include "engines/asio/server_parts.hpp"
#include "http/request_reader.hpp"
#include "http/response_text.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <deque>
#include <exception>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace dietz {

using TcpSocket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;
using TlsStream = boost::asio::ssl::stream<TcpSocket>;

/// One connection: reads a request, has it handled, writes the answer, and so on. Lives on its loop's thread; only the
/// handler runs elsewhere, and meanwhile nothing else happens here.
template <class Stream>
class Connection : public LoopConnection, public std::enable_shared_from_this<Connection<Stream>> {
 public:
  static constexpr bool is_tls = std::is_same_v<Stream, TlsStream>;

  template <class... More>
  Connection(ServerParts& parts, EventLoop& loop, TcpSocket socket, More&... more)
      : parts_(parts), loop_(loop), stream_(std::move(socket), more...), reader_(parts.settings.limits) {
    ++parts_.connections;
  }
  ~Connection() override {
    release();
    --parts_.connections;
  }

  void start() {
    boost::system::error_code ignored;
    socket().set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    const auto peer = socket().remote_endpoint(ignored);
    if (!ignored) peer_ = peer.address().to_string();
    loop_.add(this);
    if constexpr (is_tls) {
      enter(Phase::shaking_hands, parts_.settings.handshake_timeout);
      stream_.async_handshake(boost::asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](const boost::system::error_code& error) {
                                if (error) return self->close();
                                self->await_request();
                              });
    } else {
      await_request();
    }
  }

  void look_at_the_clock(Moment now) override {
    if (phase_ == Phase::handling || phase_ == Phase::closed || now < deadline_) return;
    if (phase_ == Phase::reading) {
      too_late_ = true;
      boost::system::error_code ignored;
      socket().cancel(ignored);
    } else if (phase_ == Phase::idle && parts_.stopping && has_bytes_waiting()) {
      deadline_ = now + parts_.settings.head_timeout;  // a request arrived at the last moment
    } else {
      close();
    }
  }
  void finish_soon(Moment now) override {
    if (phase_ == Phase::idle) deadline_ = std::min(deadline_, now + parts_.settings.closing_idle);
    if (phase_ == Phase::streaming) end_stream();
  }
  void abort() override { close(); }

 private:
  enum class Phase { shaking_hands, idle, reading, handling, writing, streaming, closing, closed };

  /// Hands bytes from any thread to the connection, as long as it is there.
  class StreamHandle : public HttpStream {
   public:
    StreamHandle(std::weak_ptr<Connection> connection, EventLoop& loop, std::size_t most_unread)
        : connection_(std::move(connection)), loop_(loop), most_unread_(most_unread) {}
    bool write(std::string bytes) override {
      if (!open_) return false;
      const std::size_t size = bytes.size();
      if (unread_.fetch_add(size) + size > most_unread_) {
        close();
        return false;
      }
      post([bytes = std::move(bytes)](Connection& connection) mutable { connection.push(std::move(bytes)); });
      return true;
    }
    void close() override {
      if (open_.exchange(false)) post([](Connection& connection) { connection.end_stream(); });
    }
    bool is_open() const override { return open_; }
    void was_sent(std::size_t bytes) { unread_ -= bytes; }
    void was_closed() { open_ = false; }

   private:
    template <class Action>
    void post(Action action) {
      if (const auto connection = connection_.lock())
        boost::asio::post(loop_.context(), [connection, action = std::move(action)]() mutable { action(*connection); });
    }
    std::weak_ptr<Connection> connection_;
    EventLoop& loop_;
    const std::size_t most_unread_;
    std::atomic<bool> open_{true};
    std::atomic<std::size_t> unread_{0};
  };

  TcpSocket& socket() {
    if constexpr (is_tls) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }
  void enter(Phase phase, std::chrono::milliseconds at_most) {
    phase_ = phase;
    deadline_ = std::chrono::steady_clock::now() + at_most;
  }
  bool has_bytes_waiting() {
    boost::system::error_code error;
    return socket().available(error) > 0;
  }

  void await_request() {
    reader_.reset();
    release();
    const bool stopping = parts_.stopping;
    enter(Phase::idle, stopping ? parts_.settings.closing_idle : parts_.settings.idle_timeout);
    go_on();
  }

  /// Feeds the reader with what has come, and does what it then needs.
  void go_on() {
    while (true) {
      if (unread_.empty() && !reader_.wants_decision() && !reader_.is_done() && !reader_.failed()) return read_more();
      unread_.remove_prefix(reader_.feed(unread_));
      if (phase_ == Phase::idle && reader_.is_under_way()) enter(Phase::reading, parts_.settings.head_timeout);
      if (reader_.wants_decision()) {
        const std::size_t limit = parts_.handler.body_limit(reader_.request());
        if (!reserve(reader_.body_at_most(limit))) return refuse(503, "too many large requests are under way");
        reader_.allow_body(limit);
        enter(Phase::reading, parts_.settings.body_timeout);
        if (reader_.expects_continue() && !reader_.failed() && unread_.empty()) return write_continue();
      }
      if (reader_.failed()) return refuse(reader_.status(), reader_.reason());
      if (reader_.is_done()) return dispatch();
    }
  }

  /// Keeps room for a body, as long as there is some for all of them.
  bool reserve(std::size_t bytes) {
    if (parts_.body_bytes.fetch_add(bytes) + bytes > parts_.settings.body_bytes) {
      parts_.body_bytes -= bytes;
      return false;
    }
    reserved_ = bytes;
    return true;
  }
  void release() { parts_.body_bytes -= std::exchange(reserved_, 0); }

  void read_more() {
    stream_.async_read_some(
        boost::asio::buffer(buffer_),
        [self = this->shared_from_this()](const boost::system::error_code& error, std::size_t size) {
          if (self->too_late_ && self->phase_ == Phase::reading) return self->refuse(408, "the request took too long");
          if (error) return self->close();
          self->unread_ = std::string_view(self->buffer_.data(), size);
          self->go_on();
        });
  }

  void write_continue() {
    static constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
    boost::asio::async_write(stream_, boost::asio::buffer(text),
                             [self = this->shared_from_this()](const boost::system::error_code& error, std::size_t) {
                               if (error) return self->close();
                               self->go_on();
                             });
  }

  void dispatch() {
    ++handled_;
    ++parts_.requests;
    phase_ = Phase::handling;
    reader_.request().peer = peer_;
    if (parts_.handler.is_immediate(reader_.request())) return send(answer());
    const Moment queued = std::chrono::steady_clock::now();
    const bool taken = parts_.workers.try_post([self = this->shared_from_this(), queued] {
      const bool stale = std::chrono::steady_clock::now() - queued > self->parts_.settings.queue_timeout;
      auto response = std::make_shared<HttpResponse>(stale ? self->overloaded() : self->answer());
      boost::asio::post(self->loop_.context(), [self, response] { self->send(std::move(*response)); });
    });
    if (!taken) send(overloaded());
  }

  HttpResponse answer() {
    try {
      return parts_.handler.handle(reader_.request());
    } catch (const std::exception& error) {
      return parts_.handler.refuse(500, error.what());
    }
  }
  HttpResponse overloaded() {
    ++parts_.shed;
    HttpResponse response = parts_.handler.refuse(503, "too many requests are waiting");
    response.fields.set("Retry-After", "1");
    return response;
  }
  void refuse(int status, std::string_view reason) {
    ++parts_.refused;
    last_ = true;
    HttpResponse response = parts_.handler.refuse(status, reason);
    if (status == 503) response.fields.set("Retry-After", "1");
    send(std::move(response));
  }

  void send(HttpResponse response) {
    if (phase_ == Phase::closed) return;
    response_ = std::move(response);
    last_ = last_ || !reader_.keeps_alive() || parts_.stopping || handled_ >= parts_.settings.requests_per_connection;
    const ResponseForm form{loop_.date(), !last_, reader_.has_head() && reader_.request().method == "HEAD"};
    if (form.without_body) response_.stream = nullptr;
    head_ = head_text(response_, form);
    enter(Phase::writing, parts_.settings.write_timeout);
    const std::array<boost::asio::const_buffer, 2> parts = {
        boost::asio::buffer(head_),
        boost::asio::buffer(response_.body.data(), sends_body(response_, form) ? response_.body.size() : 0)};
    boost::asio::async_write(stream_, parts,
                             [self = this->shared_from_this()](const boost::system::error_code& error, std::size_t) {
                               if (error) return self->close();
                               if (self->response_.stream) return self->begin_stream();
                               if (self->last_) return self->close_gently();
                               self->await_request();
                             });
  }

  void begin_stream() {
    phase_ = Phase::streaming;
    deadline_ = Moment::max();
    handle_ = std::make_shared<StreamHandle>(this->weak_from_this(), loop_, parts_.settings.unread_stream_bytes);
    // Nothing is expected of the reader but that it goes away.
    stream_.async_read_some(boost::asio::buffer(buffer_),
                            [self = this->shared_from_this()](const boost::system::error_code&, std::size_t) {
                              if (self->phase_ == Phase::streaming) self->close();
                            });
    if (parts_.stopping) return end_stream();
    const auto stream = std::move(response_.stream);
    stream(handle_);
  }
  void push(std::string bytes) {
    if (phase_ != Phase::streaming) return;
    outgoing_.push_back(std::move(bytes));
    if (outgoing_.size() == 1) write_outgoing();
  }
  void write_outgoing() {
    deadline_ = std::chrono::steady_clock::now() + parts_.settings.write_timeout;
    boost::asio::async_write(
        stream_, boost::asio::buffer(outgoing_.front()),
        [self = this->shared_from_this()](const boost::system::error_code& error, std::size_t size) {
          if (error) return self->close();
          if (self->phase_ != Phase::streaming) return;
          self->handle_->was_sent(size);
          self->outgoing_.pop_front();
          self->deadline_ = Moment::max();
          if (!self->outgoing_.empty()) {
            self->write_outgoing();
          } else if (self->ending_) {
            self->close();
          }
        });
  }
  void end_stream() {
    handle_->was_closed();
    ending_ = true;
    if (outgoing_.empty()) close();
  }

  /// Ends the sending side, and lets the other side see the answer before the rest of what it sent is thrown away.
  void close_gently() {
    enter(Phase::closing, parts_.stopping ? parts_.settings.closing_idle : std::chrono::milliseconds(2'000));
    boost::system::error_code ignored;
    if constexpr (is_tls) {
      stream_.async_shutdown([self = this->shared_from_this()](const boost::system::error_code&) { self->close(); });
    } else {
      socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
      discard();
    }
  }
  void discard() {
    stream_.async_read_some(
        boost::asio::buffer(buffer_),
        [self = this->shared_from_this()](const boost::system::error_code& error, std::size_t size) {
          self->discarded_ += size;
          if (error || self->discarded_ > most_discarded) return self->close();
          self->discard();
        });
  }

  void close() {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::closed;
    if (handle_) handle_->was_closed();
    loop_.remove(this);
    boost::system::error_code ignored;
    socket().close(ignored);
  }

  static constexpr std::size_t most_discarded = 262'144;

  ServerParts& parts_;
  EventLoop& loop_;
  Stream stream_;
  HttpRequestReader reader_;
  std::string peer_;
  Phase phase_ = Phase::idle;
  Moment deadline_;
  std::array<char, 8'192> buffer_;
  std::string_view unread_;  ///< of the buffer
  HttpResponse response_;
  std::string head_;
  std::shared_ptr<StreamHandle> handle_;
  std::deque<std::string> outgoing_;
  std::size_t handled_ = 0;
  std::size_t discarded_ = 0;
  std::size_t reserved_ = 0;
  bool too_late_ = false;
  bool last_ = false;
  bool ending_ = false;
};

}  // namespace dietz
