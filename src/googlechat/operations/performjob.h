// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "googlechat/operations/context.h"
#include "googlechat/operations/payloads.h"
#include "target/target.h"

#include <QPointer>

namespace chatferry {

using PerformResult = ResultJob<OperationOutcome>;

/// The frame of the classes that perform one kind of operation: one call at a time, ended by whoever gets its answer.
class PerformJob : public PerformResult
{
public:
    PerformJob(GoogleChatContext &context, const Operation &operation, const Outcomes &outcomes, bool mayHaveActed,
               QObject *parent);

protected:
    void stop() override;

    /// Starts @p job, which this job owns; @p then gets its result.
    template<typename JobType, typename Then>
    void call(JobType *job, Then then)
    {
        m_child = job;
        connect(job, &Job::progress, this, &Job::progress);
        connect(job, &Job::finished, this, [this, job, then]() mutable {
            m_child = nullptr;
            job->deleteLater();
            then(job->result());
        });
        job->start();
    }

    /// As call(), for calls on completed spaces: first with chat.import, and when that is refused with the ordinary
    /// scopes. If the service account lacks those, the first refusal stands.
    template<typename JobType, typename Request, typename Then>
    void callLater(Request request, Then then)
    {
        request.later = m_context.laterScopes;
        call(new JobType(m_context.api, request, this), [this, request, then](const auto &result) mutable {
            if (result || result.error().kind != Error::Kind::Forbidden || request.later) {
                then(result);
                return;
            }
            request.later = true;
            call(new JobType(m_context.api, request, this), [this, first = result, then](const auto &second) {
                if (second)
                    m_context.laterScopes = true;
                const bool lacking = !second && second.error().kind == Error::Kind::SignInNeeded;
                then(lacking ? first : second);
            });
        });
    }

    /// The name of the space this operation is about, from the outcomes; ends the job and answers nothing without it.
    QString spaceName();
    /// The outcome of the operation @p kind of the same item and part; null when it is not there.
    const OperationOutcome *outcomeOf(OperationKind kind) const;
    const OperationOutcome *outcomeOf(const OperationKey &key) const;
    /// The operation lacks something that the target itself should have put in.
    void endBug(const char *what);
    void endDone(const QString &remote, bool existed = false)
    {
        end(OperationOutcome{.remote = remote, .existed = existed});
    }

    GoogleChatContext &m_context;
    const Operation m_operation;
    const Outcomes m_outcomes;
    const bool m_mayHaveActed;

private:
    QPointer<Job> m_child;
};

} // namespace chatferry
