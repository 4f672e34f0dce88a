// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/grading.h"
#include "engine/stages/stagecontext.h"

#include <QPointer>
#include <QRandomGenerator>

#include <functional>

namespace chatferry {

/// One call that reads from the destination: leaves at the pace of the quota, and is made again while that can help.
///
///     waits for the quota -> under way -> end
///              ^------ back-off <----'  (offline, too many, no clear answer)
///
/// Errors: those that waiting does not change, and the others after kMostTriesInOutage tries.
template<typename T>
class PacedCall : public ResultJob<T>
{
public:
    using Make = std::function<ResultJob<T> *(QObject *parent)>;

    PacedCall(StageContext &context, qint64 space, Make make, QObject *parent)
        : ResultJob<T>(parent)
        , m_context(context)
        , m_space(space)
        , m_make(std::move(make))
        , m_costs(context.target.costOfListing())
    {
    }

protected:
    void run() override { leaveWhenAdmitted(); }
    void stop() override
    {
        if (m_call) {
            m_call->disconnect(this);
            m_call->cancel();
        }
    }

private:
    void leaveWhenAdmitted()
    {
        if (!this->isRunning())
            return;
        const auto now = m_context.clock.steady();
        const auto at = m_context.pacer.readyAt(m_costs, m_space, now);
        if (at <= now) {
            m_context.pacer.take(m_costs, m_space, now);
            leave();
            return;
        }
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(at - now);
        m_context.clock.after(wait, this, [this] { leaveWhenAdmitted(); });
    }

    void leave()
    {
        ResultJob<T> *call = m_make(this);
        m_call = call;
        QObject::connect(call, &Job::finished, this, [this, call] {
            call->deleteLater();
            if (this->isRunning())
                answered(call->result());
        });
        call->start();
    }

    void answered(const Result<T> &result)
    {
        const auto now = m_context.clock.steady();
        if (result) {
            m_context.pacer.succeeded(m_costs, m_space, now);
            this->end(result);
            return;
        }
        const Error &error = result.error();
        const Grade grade = gradeOf(error.kind);
        const bool mayPass = grade == Grade::TryLater || grade == Grade::LookFirst;
        if (!mayPass || ++m_tries >= kMostTriesInOutage) {
            this->end(error);
            return;
        }
        if (error.kind == Error::Kind::RateLimited)
            m_context.pacer.throttled(m_costs, m_space, now, error.retryAfter);
        const auto jitter = m_context.jitter ? m_context.jitter()
                                             : std::chrono::milliseconds(QRandomGenerator::global()->bounded(1000));
        auto wait = backOff(m_tries, jitter);
        if (error.retryAfter)
            wait = std::max(wait, *error.retryAfter);
        m_context.clock.after(wait, this, [this] { leaveWhenAdmitted(); });
    }

    StageContext &m_context;
    qint64 m_space;
    Make m_make;
    std::vector<QuotaCost> m_costs;
    QPointer<Job> m_call;
    int m_tries = 0;
};

} // namespace chatferry
