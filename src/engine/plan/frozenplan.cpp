// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/frozenplan.h"

#include "store/metatable.h"
#include "store/project.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString keyOf(int revision)
{
    return u"plan.revision.%1"_s.arg(revision);
}

} // namespace

Result<void> storeFrozenPlan(Project &project, const FrozenPlan &plan)
{
    QJsonArray people;
    for (auto person = plan.people.cbegin(); person != plan.people.cend(); ++person) {
        QJsonArray row{person.key(), int(person->policy)};
        if (!person->email.isEmpty()) {
            row.append(person->email);
            row.append(person->accountId);
        }
        people.append(row);
    }
    QJsonArray conversations;
    for (auto target = plan.conversations.cbegin(); target != plan.conversations.cend(); ++target)
        conversations.append(QJsonArray{target.key(), int(target->choice), target->groupChat, target->externalAllowed});
    const QJsonObject json{{u"accepted"_s, toRfc3339(plan.accepted)},
                           {u"settings"_s, plan.settings.toJson()},
                           {u"people"_s, people},
                           {u"conversations"_s, conversations}};
    return project.transaction([&]() -> Result<void> {
        MetaTable meta(project);
        const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact);
        if (const auto set = meta.setValue(keyOf(plan.revision), QString::fromUtf8(text)); !set)
            return set;
        return meta.setValue(u"plan.revision"_s, QString::number(plan.revision));
    });
}

std::optional<FrozenPlan> loadFrozenPlan(Project &project, int revision)
{
    const QByteArray text = MetaTable(project).value(keyOf(revision)).toUtf8();
    if (text.isEmpty())
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    const auto settings =
        PlanSettings::fromJson(QJsonDocument(json.value("settings"_L1).toObject()).toJson(QJsonDocument::Compact));
    if (!settings)
        return std::nullopt;
    FrozenPlan plan;
    plan.revision = revision;
    plan.accepted = fromRfc3339(json.value("accepted"_L1).toString()).value_or(UtcTime{});
    plan.settings = *settings;
    for (const QJsonValue &row : json.value("people"_L1).toArray())
        plan.people.insert(row[0].toInteger(),
                           {PersonRow::Policy(row[1].toInt()), row[2].toString(), row[3].toString()});
    for (const QJsonValue &row : json.value("conversations"_L1).toArray())
        plan.conversations.insert(row[0].toInteger(),
                                  {ConversationRow::Choice(row[1].toInt()), row[2].toBool(), row[3].toBool()});
    return plan;
}

int lastRevision(Project &project)
{
    return MetaTable(project).value(u"plan.revision"_s).toInt();
}

} // namespace chatferry
