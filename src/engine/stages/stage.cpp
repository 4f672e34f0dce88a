// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/stage.h"

#include "store/conversationtable.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <algorithm>

namespace chatferry {

Error refusedActivity(const QString &what, const QString &remedy)
{
    return {.kind = Error::Kind::Precondition, .what = what, .remedy = remedy};
}

Stage::Stage(Activity activity, StageContext &context, QObject *parent)
    : QObject(parent)
    , m_activity(activity)
    , m_context(context)
    , m_runner(context.target, context.project, context.writer, context.pacer, context.clock,
               {.activity = activity,
                .mostInFlight = context.mostInFlight,
                .helper = context.helper,
                .jitter = context.jitter},
               this)
{
    connect(&m_runner, &Runner::progress, this, &Stage::progress);
    connect(&m_runner, &Runner::laneEnded, this, &Stage::spacesChanged);
    connect(&m_runner, &Runner::finished, this, [this] {
        end({.activity = m_activity, .stopped = m_runner.stopped(), .failedItems = m_runner.failedItems()});
    });
}

Stage::~Stage() = default;

void Stage::start(const std::vector<qint64> &spaces)
{
    QMetaObject::invokeMethod(
        this, [this, spaces] { begin(spaces); }, Qt::QueuedConnection);
}

void Stage::begin(const std::vector<qint64> &wanted)
{
    if (m_ended)
        return;
    const SpaceTable table(m_context.project);
    const ConversationTable conversations(m_context.project);
    std::vector<SpaceRow> spaces;
    if (wanted.empty()) {
        for (const SpaceRow &space : table.all()) {
            if (isDue(space))
                spaces.push_back(space);
        }
    } else {
        for (const qint64 id : wanted) {
            const auto space = table.byId(id);
            const QString why =
                space ? (isPast(*space) ? QString() : refusal(*space)) : tr("There is no such space any more.");
            if (!why.isEmpty()) {
                end({.activity = m_activity, .stopped = refusedActivity(why)});
                return;
            }
            if (!isPast(*space))
                spaces.push_back(*space);
        }
    }
    for (const SpaceRow &space : spaces) {
        const auto conversation = conversations.byId(space.conversation);
        if (!conversation)
            continue;
        auto feed = feedFor(space, *conversation);
        if (!feed) {
            end({.activity = m_activity, .stopped = feed.error()});
            return;
        }
        if (*feed)
            m_runner.addFeed(std::move(*feed));
    }
    m_begun = true;
    m_runner.start();
    Q_EMIT spacesChanged();
}

void Stage::pause()
{
    m_runner.pause();
}

void Stage::resume()
{
    m_runner.resume();
}

void Stage::cancel()
{
    if (m_begun)
        m_runner.cancel();
    else
        end({.activity = m_activity, .stopped = Error{.kind = Error::Kind::Cancelled, .what = tr("Stopped.")}});
}

void Stage::end(ActivityEnd end)
{
    if (m_ended)
        return;
    m_ended = true;
    Q_EMIT ended(end);
}

} // namespace chatferry
