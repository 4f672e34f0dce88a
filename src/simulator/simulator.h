// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "simulator/simulatoroptions.h"

#include <QJsonObject>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace chatferry {

namespace sim {
class Service;
}

/// A local HTTP server that behaves like Google's token endpoint, Chat API (import mode), media upload, Drive,
/// Directory and incoming webhooks, by the documents and not by our client's idea of them.
///
/// It listens on 127.0.0.1 only and runs on a thread of its own. Every method may be called from any thread.
/// Paths: `/token`, `/v1/...`, `/upload/v1/...`, `/resumable/upload/v1/...`, `/drive/v3/...`, `/upload/drive/v3/...`,
/// `/admin/directory/v1/...`. The shape of state() and the written form of faults are in src/simulator/README.md.
class Simulator
{
public:
    explicit Simulator(SimulatorOptions options = {});
    ~Simulator(); ///< Stops.
    Simulator(const Simulator &) = delete;
    Simulator &operator=(const Simulator &) = delete;

    /// Loads the state file, listens, and answers the port. Errors: Input (options, state file), Locked (port taken),
    /// File.
    Result<quint16> start();
    /// Ends all connections and writes the state file anew. May be started again on the same world.
    void stop();
    /// "http://127.0.0.1:PORT"; what --endpoint takes.
    QString baseUrl() const;

    /// A key file whose token_uri is this simulator. Known after start().
    QByteArray serviceAccountKeyJson() const;
    /// Where a webhook post is accepted: of an existing space ("spaces/AAA"), or of one that only takes webhook posts.
    QUrl webhookUrl(const QString &space = {}) const;

    /// The whole world. Large: for tests.
    QJsonObject state() const;
    std::vector<LoggedRequest> requests() const;
    void clearRequests();
    /// How many requests changed the world so far.
    qint64 writes() const;

    UtcTime now() const;
    void advanceClock(std::chrono::microseconds by);

    /// Replaces all rules and starts their counters anew. Errors: Input.
    Result<void> setFaults(const QString &rules);
    void setFaults(std::vector<FaultRule> rules);
    void addFault(FaultRule rule);
    void clearFaults();

    /// Changes options while it runs (people, delegation, appConfigured, quotas, latency...). Not port, files, seed,
    /// faults.
    void change(const std::function<void(SimulatorOptions &)> &edit);

    // Sabotage: the world changes behind the client's back. False when there is no such thing.

    /// The message is gone without a tombstone. @p message is its name, also by its client id.
    bool loseMessage(const QString &message);
    /// As if a person had deleted it: a tombstone stays.
    bool deleteMessage(const QString &message);
    bool alterText(const QString &message, const QString &text);
    /// @p author: an account's address, or "app".
    bool alterSender(const QString &message, const QString &author);
    bool removeReaction(const QString &message, const QString &emoji, const QString &email);
    bool addReaction(const QString &message, const QString &emoji, const QString &email);
    /// Writes a message that no client has sent; answers its name, empty when there is no such space.
    QString addMessage(const QString &space, const QString &email, const QString &text, UtcTime createTime);
    bool addMember(const QString &space, const QString &email);
    bool removeMember(const QString &space, const QString &email);
    bool removeSpace(const QString &space);
    /// A Drive file or folder, with what it holds.
    bool removeFile(const QString &fileId);

private:
    std::unique_ptr<sim::Service> m_service;
};

} // namespace chatferry
