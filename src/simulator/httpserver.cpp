// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/httpserver.h"

#include <QCoreApplication>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <optional>
#include <thread>

namespace chatferry::sim {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

namespace {

constexpr std::uint64_t kBodyLimit = 1ULL << 30;

QByteArray toBytes(beast::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

HttpRequest toRequest(const http::request<http::string_body> &from)
{
    HttpRequest request{
        .method = toBytes(from.method_string()), .target = toBytes(from.target()), .headers = {}, .body = {}};
    for (const auto &field : from)
        request.headers.emplace_back(toBytes(field.name_string()), toBytes(field.value()));
    request.body = QByteArray(from.body().data(), qsizetype(from.body().size()));
    return request;
}

/// One connection. Lives as long as an operation on it is pending.
class Session : public std::enable_shared_from_this<Session>
{
public:
    Session(tcp::socket socket, const std::function<HttpReply(const HttpRequest &)> &handler)
        : m_socket(std::move(socket))
        , m_timer(m_socket.get_executor())
        , m_handler(handler)
    {
        boost::system::error_code ignored;
        m_socket.set_option(tcp::no_delay(true), ignored);
    }

    void read()
    {
        m_parser.emplace();
        m_parser->body_limit(kBodyLimit);
        m_parser->header_limit(64 * 1024);
        http::async_read_header(m_socket, m_buffer, *m_parser,
                                [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                                    if (!error)
                                        self->readBody();
                                });
    }

private:
    void readBody()
    {
        if (beast::iequals(m_parser->get()[http::field::expect], "100-continue")) {
            boost::system::error_code error;
            http::write(m_socket, http::response<http::empty_body>(http::status::continue_, 11), error);
            if (error)
                return;
        }
        http::async_read(m_socket, m_buffer, *m_parser,
                         [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                             if (!error)
                                 self->answer();
                         });
    }

    void answer()
    {
        m_keepAlive = m_parser->get().keep_alive();
        m_isHead = m_parser->get().method() == http::verb::head;
        m_version = m_parser->get().version();
        m_reply = m_handler(toRequest(m_parser->get()));
        if (m_reply.delay.count() <= 0) {
            send();
            return;
        }
        m_timer.expires_after(m_reply.delay);
        m_timer.async_wait([self = shared_from_this()](boost::system::error_code error) {
            if (!error)
                self->send();
        });
    }

    void send()
    {
        if (m_reply.end == HttpReply::End::Drop) {
            close();
            return;
        }
        m_response = {};
        m_response.version(m_version);
        m_response.result(unsigned(m_reply.status));
        for (const auto &[name, value] : m_reply.headers)
            m_response.insert(beast::string_view(name.constData(), std::size_t(name.size())),
                              beast::string_view(value.constData(), std::size_t(value.size())));
        m_response.keep_alive(m_keepAlive && m_reply.end == HttpReply::End::Whole);
        m_response.content_length(std::uint64_t(m_reply.body.size()));
        const auto size = m_reply.end == HttpReply::End::Half ? m_reply.body.size() / 2 : m_reply.body.size();
        if (!m_isHead)
            m_response.body().assign(m_reply.body.constData(), std::size_t(size));
        if (m_reply.end == HttpReply::End::Half) {
            sendHalf();
            return;
        }
        http::async_write(m_socket, m_response,
                          [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                              if (error)
                                  return;
                              if (self->m_keepAlive)
                                  self->read();
                              else
                                  self->close();
                          });
    }

    /// The serializer would insist on the announced length, so the bytes are put together by hand.
    void sendHalf()
    {
        const std::string body = std::exchange(m_response.body(), {});
        std::ostringstream head;
        head << m_response.base();
        m_raw = head.str() + body;
        asio::async_write(m_socket, asio::buffer(m_raw),
                          [self = shared_from_this()](boost::system::error_code, std::size_t) { self->close(); });
    }

    void close()
    {
        boost::system::error_code ignored;
        m_socket.shutdown(tcp::socket::shutdown_both, ignored);
        m_socket.close(ignored);
    }

    tcp::socket m_socket;
    asio::steady_timer m_timer;
    const std::function<HttpReply(const HttpRequest &)> &m_handler;
    beast::flat_buffer m_buffer;
    std::optional<http::request_parser<http::string_body>> m_parser;
    HttpReply m_reply;
    http::response<http::string_body> m_response;
    std::string m_raw;
    bool m_keepAlive = true;
    bool m_isHead = false;
    unsigned m_version = 11;
};

} // namespace

struct HttpServer::Private
{
    asio::io_context io{1};
    tcp::acceptor acceptor{io};
    std::thread thread;

    void accept(const std::function<HttpReply(const HttpRequest &)> &handler)
    {
        acceptor.async_accept([this, &handler](boost::system::error_code error, tcp::socket socket) {
            if (error == asio::error::operation_aborted)
                return;
            if (!error)
                std::make_shared<Session>(std::move(socket), handler)->read();
            accept(handler);
        });
    }
};

HttpServer::HttpServer(std::function<HttpReply(const HttpRequest &)> handler)
    : m_handler(std::move(handler))
{
}

HttpServer::~HttpServer()
{
    stop();
}

Result<quint16> HttpServer::start(quint16 port)
{
    stop();
    auto next = std::make_unique<Private>();
    const tcp::endpoint endpoint(asio::ip::address_v4::loopback(), port);
    boost::system::error_code error;
    next->acceptor.open(endpoint.protocol(), error);
    if (!error)
        next->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        next->acceptor.bind(endpoint, error);
    if (!error)
        next->acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
        return Error{
            .kind = Error::Kind::Locked,
            .what = QCoreApplication::translate("Simulator", "The simulator cannot listen on port %1.").arg(port),
            .remedy = QCoreApplication::translate("Simulator", "Choose another port, or let a free one be taken."),
            .detail = QString::fromStdString(error.message())};
    }
    const quint16 taken = next->acceptor.local_endpoint().port();
    next->accept(m_handler);
    d = std::move(next);
    d->thread = std::thread([io = &d->io] { io->run(); });
    return taken;
}

void HttpServer::stop()
{
    if (!d)
        return;
    d->io.stop();
    d->thread.join();
    d.reset();
}

} // namespace chatferry::sim
