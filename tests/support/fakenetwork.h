// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpclient.h"

#include <QByteArray>
#include <QJsonObject>
#include <QUrlQuery>

#include <deque>
#include <functional>
#include <memory>

namespace chatferry::test {

/// An answer that a FakeNetwork gives.
struct FakeReply
{
    int status = 200;
    QByteArray body = {};
    std::vector<std::pair<QByteArray, QByteArray>> headers = {};
    QNetworkReply::NetworkError error = QNetworkReply::NoError; ///< Instead of an answer.
    bool sent = true;                                           ///< Whether the request left before the error.
    bool never = false;                                         ///< No answer at all, until it is aborted.
};

/// A request that a FakeNetwork was given.
struct SeenRequest
{
    QByteArray method;
    QUrl url;
    QByteArray body;
    QNetworkRequest request;

    QString path() const { return url.path(); }
    QString query(const QString &name) const { return QUrlQuery(url).queryItemValue(name, QUrl::FullyDecoded); }
    QByteArray header(const char *name) const { return request.rawHeader(name); }
    QByteArray bearer() const; ///< The token, without "Bearer ".
    QJsonObject json() const;  ///< The body, or the first part of a multipart body.
};

/// A network without wires: records every request and answers from a queue, always through the event loop. A request
/// that nobody expected ends the program. Token requests (path "/token") are answered apart: token "token-<sub>", or
/// "token-app" without one.
class FakeNetwork
{
public:
    FakeNetwork() = default;
    FakeNetwork(const FakeNetwork &) = delete;
    FakeNetwork &operator=(const FakeNetwork &) = delete;

    FakeNetwork &operator<<(FakeReply reply);

    std::deque<FakeReply> next;
    std::function<FakeReply(const SeenRequest &)> handler; ///< Instead of the queue when set.
    std::vector<SeenRequest> seen;
    bool answersTokens = true;
    std::vector<SeenRequest> tokensSeen;
    std::function<FakeReply(const QJsonObject &claims)> tokenHandler;

    HttpClient::ManagerFactory factory();

private:
    friend class FakeManager;
    FakeReply replyTo(const SeenRequest &request);
};

/// The claims of a signed JWT, not verified.
QJsonObject claimsOf(const QByteArray &jwt);

} // namespace chatferry::test
