// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/statusjson.h"

#include "store/conversationtable.h"
#include "store/metatable.h"
#include "store/spacetable.h"

#include <QJsonArray>

#include <array>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

struct ClassName
{
    CountClass what;
    QLatin1StringView name;
};

constexpr std::array<ClassName, 5> kClasses = {{{CountClass::Messages, "messages"_L1},
                                                {CountClass::Reactions, "reactions"_L1},
                                                {CountClass::Attachments, "attachments"_L1},
                                                {CountClass::Memberships, "memberships"_L1},
                                                {CountClass::Members, "members"_L1}}};

QJsonValue timeOrNull(const std::optional<UtcTime> &time)
{
    return time ? QJsonValue(toRfc3339(*time)) : QJsonValue(QJsonValue::Null);
}

/// What is added up over spaces.
struct Sums
{
    std::array<Counts, kClasses.size()> counts = {};
    qint64 parts = 0;
    qint64 placeholders = 0;
    qint64 checked = 0;
    qint64 different = 0;

    void add(const Sums &more)
    {
        for (std::size_t i = 0; i < counts.size(); ++i) {
            counts[i].planned += more.counts[i].planned;
            counts[i].done += more.counts[i].done;
            counts[i].failed += more.counts[i].failed;
            counts[i].left += more.counts[i].left;
        }
        parts += more.parts;
        placeholders += more.placeholders;
        checked += more.checked;
        different += more.different;
    }

    QJsonObject toJson() const
    {
        QJsonObject byClass;
        for (std::size_t i = 0; i < counts.size(); ++i)
            byClass.insert(kClasses[i].name, QJsonObject{{u"planned"_s, counts[i].planned},
                                                         {u"done"_s, counts[i].done},
                                                         {u"failed"_s, counts[i].failed},
                                                         {u"left"_s, counts[i].left}});
        return {{u"counts"_s, byClass},
                {u"extra"_s, QJsonObject{{u"parts"_s, parts}, {u"placeholders"_s, placeholders}}},
                {u"validation"_s, QJsonObject{{u"checked"_s, checked}, {u"different"_s, different}}}};
    }
};

Sums sumsOf(const SpaceTable &table, const SpaceRow &space)
{
    Sums sums;
    for (std::size_t i = 0; i < kClasses.size(); ++i)
        sums.counts[i] = table.counts(space.id, kClasses[i].what);
    sums.parts = table.counts(space.id, CountClass::Parts).done;
    sums.placeholders = table.counts(space.id, CountClass::Placeholders).done;
    sums.checked = space.checked;
    sums.different = space.different;
    return sums;
}

/// A space whose clock still runs.
bool isOpen(const SpaceRow &space)
{
    return space.limit && space.stage <= SpaceRow::Stage::Reconciled;
}

/// The stage that the slowest space has reached; what was set aside on purpose does not count.
QString overallStage(const std::vector<SpaceRow> &spaces)
{
    std::optional<SpaceRow::Stage> lowest;
    for (const SpaceRow &space : spaces) {
        if (space.stage > SpaceRow::Stage::Opened)
            continue;
        if (!lowest || space.stage < *lowest)
            lowest = space.stage;
    }
    return stageName(lowest.value_or(SpaceRow::Stage::Planned));
}

} // namespace

QJsonObject statusJson(Project &project)
{
    const MetaTable meta(project);
    const SpaceTable table(project);
    const std::vector<SpaceRow> spaces = table.all();

    Sums totals;
    std::optional<UtcTime> nearest;
    QHash<qint64, QJsonArray> byConversation;
    for (const SpaceRow &space : spaces) {
        const Sums sums = sumsOf(table, space);
        totals.add(sums);
        if (isOpen(space) && (!nearest || *space.limit < *nearest))
            nearest = space.limit;
        QJsonObject entry = sums.toJson();
        entry.insert(u"name"_s, space.remote);
        entry.insert(u"displayName"_s, space.displayName);
        entry.insert(u"slice"_s, space.slice);
        entry.insert(u"attempt"_s, space.attempt);
        entry.insert(u"stage"_s, stageName(space.stage));
        entry.insert(u"limit"_s, timeOrNull(space.limit));
        entry.insert(u"expiry"_s, timeOrNull(space.expiry));
        byConversation[space.conversation].append(entry);
    }

    QJsonArray conversations;
    for (const ConversationRow &row : ConversationTable(project).all())
        conversations.append(QJsonObject{{u"id"_s, row.source.id.value},
                                         {u"name"_s, row.targetName.isEmpty() ? row.source.name : row.targetName},
                                         {u"spaces"_s, byConversation.value(row.id)}});
    return {{u"project"_s, meta.value(u"name"_s)},
            {u"destination"_s, meta.value(u"destination"_s)},
            {u"rehearsal"_s, !meta.value(u"rehearsal"_s).isEmpty()},
            {u"stage"_s, overallStage(spaces)},
            {u"nearestLimit"_s, timeOrNull(nearest)},
            {u"conversations"_s, conversations},
            {u"totals"_s, totals.toJson()}};
}

} // namespace chatferry
