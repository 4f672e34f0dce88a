// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/tokenprovider.h"
#include "base/fakeclock.h"
#include "googlechat/googleapi.h"
#include "googlechat/operations/context.h"
#include "net/httpclient.h"
#include "tests/support/fakenetwork.h"
#include "tests/support/testkey.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QtTest>

namespace chatferry::test {

inline const Identity kAnn = Identity::account(QStringLiteral("ann@example.com"));
inline const Identity kAdmin = Identity::account(QStringLiteral("admin@example.com"));

/// Everything a call needs, over a FakeNetwork.
struct GoogleFixture
{
    FakeNetwork network;
    FakeClock clock;
    QObject owner;
    HttpClient client{clock, network.factory(), 1};
    GoogleChatContext context{.api = {client, clock, nullptr, Endpoints::google()},
                              .admin = QStringLiteral("admin@example.com"),
                              .projectKey = QStringLiteral("project"),
                              .driveName = QStringLiteral("Chatferry import")};

    GoogleFixture()
    {
        const auto key = ServiceAccountKey::fromJson(serviceAccountJson());
        context.api.tokens = *TokenProvider::create(client, clock, *key);
    }
    GoogleApi &api() { return context.api; }
};

/// Starts @p job and waits for its end.
template<typename T>
Result<T> run(ResultJob<T> *job)
{
    QSignalSpy finished(job, &Job::finished);
    job->start();
    if (!finished.wait())
        return Error{.kind = Error::Kind::Bug, .what = QStringLiteral("it never ended")};
    return job->result();
}

/// JSON written with single quotes; moc loses its way in raw strings.
inline QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

inline FakeReply ok(const QByteArray &text)
{
    return {.status = 200, .body = json(text)};
}

/// A refusal as the Chat API words it.
inline FakeReply refusal(int status, const QByteArray &word, const QByteArray &message = "words")
{
    return {.status = status,
            .body = "{\"error\":{\"code\":" + QByteArray::number(status) + ",\"message\":\"" + message +
                    "\",\"status\":\"" + word + "\"}}"};
}

inline FakeReply broken()
{
    return {.error = QNetworkReply::RemoteHostClosedError};
}

/// Content that is opened anew each time; sequential ones cannot tell their size.
inline std::function<Result<std::unique_ptr<QIODevice>>()> content(const QByteArray &bytes)
{
    return [bytes]() -> Result<std::unique_ptr<QIODevice>> {
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(bytes);
        buffer->open(QIODevice::ReadOnly);
        return std::unique_ptr<QIODevice>(std::move(buffer));
    };
}

} // namespace chatferry::test
