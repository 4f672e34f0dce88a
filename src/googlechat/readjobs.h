// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/chattypes.h"
#include "googlechat/operations/context.h"

#include <QPointer>

#include <functional>

namespace chatferry {

/// Makes one call and turns its result into what the Target promises.
template<typename T, typename Inner>
class TurnedJob : public ResultJob<T>
{
public:
    using Turn = std::function<Result<T>(const Result<Inner> &)>;

    TurnedJob(Turn turn, QObject *parent)
        : ResultJob<T>(parent)
        , m_turn(std::move(turn))
    {
    }
    /// @p job becomes this job's own.
    void setInner(ResultJob<Inner> *job)
    {
        m_inner = job;
        QObject::connect(job, &Job::finished, this, [this, job] { this->end(m_turn(job->result())); });
    }

protected:
    void run() override { m_inner->start(); }
    void stop() override
    {
        m_inner->disconnect(this);
        m_inner->cancel();
    }

private:
    Turn m_turn;
    ResultJob<Inner> *m_inner = nullptr;
};

ResultJob<Page<ListedMessage>> *makeListMessages(GoogleChatContext &context, const QString &space,
                                                 const QString &pageToken, QObject *parent);
/// Historical members while the space is in import mode, members after it, invited ones included; no apps.
ResultJob<Page<ListedMember>> *makeListMembers(GoogleChatContext &context, const QString &space,
                                               const QString &pageToken, QObject *parent);
/// A refusal to show the space is a state, not an error.
ResultJob<SpaceState> *makeReadSpace(GoogleChatContext &context, const QString &space, QObject *parent);
ResultJob<bool> *makeCheckAuthor(GoogleChatContext &context, const QString &address, QObject *parent);

} // namespace chatferry
