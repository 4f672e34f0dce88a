// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/quotas.h"

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

// Chat API usage limits of 2026-05-01; Drive and Directory as commonly known.
const QHash<QString, int> &defaults()
{
    static const QHash<QString, int> limits{
        {u"messageWrites"_s, 3000},      {u"messageReads"_s, 3000},    {u"membershipWrites"_s, 300},
        {u"membershipReads"_s, 3000},    {u"spaceWrites"_s, 60},       {u"spaceReads"_s, 3000},
        {u"attachmentWrites"_s, 600},    {u"attachmentReads"_s, 3000}, {u"reactionWrites"_s, 600},
        {u"reactionReads"_s, 3000},      {u"driveQueries"_s, 12000},   {u"directoryQueries"_s, 2400},
        {u"space.reads"_s, 15},          {u"space.writes"_s, 1},       {u"space.reactions"_s, 5},
        {u"space.importMessages"_s, 10}, {u"space.webhook"_s, 1},
    };
    return limits;
}

} // namespace

Quotas::Quotas(const SimulatorOptions &options)
    : m_options(options)
{
}

int Quotas::limit(const QString &name) const
{
    return m_options.quotaLimits.value(name, defaults().value(name));
}

bool Quotas::isFull(Window &window, int limit, Micros length, UtcTime now) const
{
    const UtcTime start = now - length + std::chrono::duration_cast<Micros>(m_options.quotaSlack);
    while (!window.empty() && (window.front() <= start || window.front() > now))
        window.pop_front();
    return int(window.size()) >= limit;
}

std::optional<QString> Quotas::take(const QString &project, const QString &space, const QString &spaceId, UtcTime now)
{
    if (!m_options.quotas)
        return std::nullopt;
    using namespace std::chrono_literals;
    Q_ASSERT(project.isEmpty() || defaults().contains(project));
    Q_ASSERT(space.isEmpty() || defaults().contains(space));
    const QString spaceKey = space + u'/' + spaceId;
    if (!project.isEmpty() && isFull(m_windows[project], limit(project), 60s, now))
        return project;
    if (!space.isEmpty() && isFull(m_windows[spaceKey], limit(space), 1s, now))
        return space;
    if (!project.isEmpty())
        m_windows[project].push_back(now);
    if (!space.isEmpty())
        m_windows[spaceKey].push_back(now);
    return std::nullopt;
}

} // namespace chatferry::sim
