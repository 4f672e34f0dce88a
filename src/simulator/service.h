// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/context.h"
#include "simulator/faults.h"
#include "simulator/gate.h"
#include "simulator/httpserver.h"
#include "simulator/requestlog.h"
#include "simulator/statefile.h"

#include <memory>
#include <mutex>

namespace chatferry::sim {

class ChatSpaces;
class ChatMessages;
class ChatReactions;
class ChatMembers;
class ChatUploads;
class DriveFiles;
class DriveUploads;
class DriveSharing;
class Directory;
class Webhooks;

/// All services behind one address: what happens to a request from its arrival to its answer.
class Service
{
public:
    explicit Service(SimulatorOptions options);
    ~Service();

    Result<quint16> start();
    void stop();

    /// Runs @p work with the world to itself and keeps what it changed.
    template<typename Work>
    auto locked(Work work)
    {
        const std::lock_guard lock(m_mutex);
        struct Keep
        {
            Service &service;
            ~Keep() { service.keepChanges(); }
        } keep{*this};
        return work();
    }

    Context context;
    Faults faults;
    Quotas quotas;
    RequestLog log;
    Tokens tokens;
    void optionsChanged();
    void clockMoved();
    QString webhookQuery(const QString &space) const;

private:
    HttpReply handle(const HttpRequest &request);
    HttpReply act(Call &call, const Route *route, LoggedRequest &entry, const std::optional<FaultRule> &fault);
    Answer answer(Call &call, const Route *route, Api &api);
    static HttpReply render(const Answer &answer, Api api);
    QByteArray dateHeader();
    bool keepChanges();
    StateHeader header() const;

    Gate m_gate;
    std::mutex m_mutex;
    Router m_router;
    std::unique_ptr<ChatSpaces> m_spaces;
    std::unique_ptr<ChatMessages> m_messages;
    std::unique_ptr<ChatReactions> m_reactions;
    std::unique_ptr<ChatMembers> m_members;
    std::unique_ptr<ChatUploads> m_uploads;
    std::unique_ptr<DriveFiles> m_files;
    std::unique_ptr<DriveUploads> m_fileUploads;
    std::unique_ptr<DriveSharing> m_sharing;
    std::unique_ptr<Directory> m_directory;
    std::unique_ptr<Webhooks> m_webhooks;
    StateFile m_stateFile;
    int m_refusals = 0; ///< 429 answers so far: every second one says nothing of when to come back.
    qint64 m_dateSecond = -1;
    QByteArray m_date;
    bool m_started = false;
    HttpServer m_server; ///< Last: its thread ends before anything it uses.
};

} // namespace chatferry::sim
