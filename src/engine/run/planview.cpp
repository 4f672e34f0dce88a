// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/planview.h"

#include "engine/plan/personpolicy.h"
#include "store/conversationtable.h"
#include "store/metatable.h"
#include "store/persontable.h"
#include "store/project.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString keyOfRevision(int revision)
{
    return u"plan.revision.%1"_s.arg(revision);
}

constexpr QLatin1StringView kLast("plan.revision");
constexpr QLatin1StringView kSettings("plan.settings");

PlanSettings settingsNow(Project &project)
{
    const QString json = MetaTable(project).value(kSettings);
    if (json.isEmpty())
        return {};
    const auto settings = PlanSettings::fromJson(json.toUtf8());
    return settings ? *settings : PlanSettings{};
}

} // namespace

/// {"settings":{...}, "people":[[row, id, policy, e-mail, account, name] ...], "conversations":[[id, name] ...]}
QByteArray PlanView::write(Project &project)
{
    const PlanSettings settings = settingsNow(project);
    QJsonArray people;
    for (const PersonRow &person : PersonTable(project).all()) {
        const Policy policy = effectivePolicy(person, settings);
        const bool mapped = policy == Policy::Map;
        people.append(QJsonArray{person.id, person.source.id.value, static_cast<int>(policy),
                                 mapped ? person.targetEmail : QString(), mapped ? person.accountId : QString(),
                                 person.source.name});
    }
    QJsonArray conversations;
    for (const ConversationRow &conversation : ConversationTable(project).all()) {
        if (conversation.source.kind != Conversation::Kind::Direct && !conversation.source.name.isEmpty())
            conversations.append(QJsonArray{conversation.source.id.value, conversation.source.name});
    }
    return QJsonDocument(QJsonObject{{u"settings"_s, settings.toJson()},
                                     {u"people"_s, people},
                                     {u"conversations"_s, conversations}})
        .toJson(QJsonDocument::Compact);
}

Result<void> PlanView::freeze(Project &project, int revision)
{
    return project.transaction([&]() -> Result<void> {
        MetaTable meta(project);
        if (!meta.value(keyOfRevision(revision)).isEmpty())
            return Error{.kind = Error::Kind::Bug,
                         .what = QCoreApplication::translate("PlanView", "The plan was accepted already."),
                         .detail = u"revision %1 frozen twice"_s.arg(revision)};
        if (const auto kept = meta.setValue(keyOfRevision(revision), QString::fromUtf8(write(project))); !kept)
            return kept;
        return meta.setValue(kLast, QString::number(revision));
    });
}

int PlanView::lastRevision(Project &project)
{
    return MetaTable(project).value(kLast).toInt();
}

bool PlanView::isCurrent(Project &project, int revision)
{
    return MetaTable(project).value(keyOfRevision(revision)).toUtf8() == write(project);
}

Result<std::shared_ptr<const PlanView>> PlanView::load(Project &project, int revision)
{
    const QString json = MetaTable(project).value(keyOfRevision(revision));
    auto view = std::shared_ptr<PlanView>(new PlanView);
    view->m_revision = revision;
    if (json.isEmpty())
        return Error{.kind = Error::Kind::Bug,
                     .what = QCoreApplication::translate("PlanView", "The plan has not been accepted yet."),
                     .detail = u"no revision %1"_s.arg(revision)};
    if (const auto read = view->read(project, json.toUtf8()); !read)
        return read.error();
    return std::shared_ptr<const PlanView>(std::move(view));
}

std::shared_ptr<const PlanView> PlanView::current(Project &project)
{
    auto view = std::shared_ptr<PlanView>(new PlanView);
    const auto read = view->read(project, write(project));
    Q_ASSERT(read.ok());
    return view;
}

Result<void> PlanView::read(Project &project, const QByteArray &json)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    const auto settings = PlanSettings::fromJson(QJsonDocument(root.value("settings"_L1).toObject()).toJson());
    if (!settings)
        return settings.error();
    m_settings = *settings;
    const QJsonArray people = root.value("people"_L1).toArray();
    m_roles.reserve(static_cast<std::size_t>(people.size()));
    for (const QJsonValue &value : people) {
        const QJsonArray fields = value.toArray();
        Role role{.row = fields.at(0).toInteger(),
                  .id = {fields.at(1).toString()},
                  .policy = static_cast<Policy>(fields.at(2).toInt()),
                  .email = fields.at(3).toString(),
                  .accountId = fields.at(4).toString(),
                  .name = fields.at(5).toString()};
        const auto index = static_cast<qsizetype>(m_roles.size());
        m_byId.insert(role.id, index);
        m_byRow.insert(role.row, index);
        m_roles.push_back(std::move(role));
    }
    // Who came with a newer export takes part as the same rules say today.
    for (const PersonRow &person : PersonTable(project).all()) {
        if (m_byRow.contains(person.id))
            continue;
        const Policy policy = effectivePolicy(person, m_settings);
        const bool mapped = policy == Policy::Map;
        const auto index = static_cast<qsizetype>(m_roles.size());
        m_byId.insert(person.source.id, index);
        m_byRow.insert(person.id, index);
        m_roles.push_back({.row = person.id,
                           .id = person.source.id,
                           .policy = policy,
                           .email = mapped ? person.targetEmail : QString(),
                           .accountId = mapped ? person.accountId : QString(),
                           .name = person.source.name});
    }
    for (const QJsonValue &value : root.value("conversations"_L1).toArray()) {
        const QJsonArray fields = value.toArray();
        m_conversations.insert({fields.at(0).toString()}, fields.at(1).toString());
    }
    return {};
}

PlanView::Role PlanView::roleOf(const PersonId &person) const
{
    const auto found = m_byId.constFind(person);
    if (found != m_byId.constEnd())
        return m_roles[static_cast<std::size_t>(*found)];
    return {.id = person, .policy = m_settings.unknown, .name = person.value};
}

PlanView::Role PlanView::roleOf(qint64 row) const
{
    const auto found = m_byRow.constFind(row);
    if (found != m_byRow.constEnd())
        return m_roles[static_cast<std::size_t>(*found)];
    return {.policy = m_settings.unknown};
}

std::optional<Identity> PlanView::writerFor(const Role &role) const
{
    switch (role.policy) {
    case Policy::Map:
        return Identity::account(role.email);
    case Policy::Placeholder:
        // The planner stops a plan that names no such account.
        return m_settings.placeholderEmail.isEmpty() ? Identity::app()
                                                     : Identity::account(m_settings.placeholderEmail.toLower());
    case Policy::Skip:
        return std::nullopt;
    case Policy::Undecided:
    case Policy::App:
        break;
    }
    return Identity::app();
}

QString PlanView::accountId(const PersonId &person) const
{
    const auto found = m_byId.constFind(person);
    return found == m_byId.constEnd() ? QString() : m_roles[static_cast<std::size_t>(*found)].accountId;
}

QString PlanView::personName(const PersonId &person) const
{
    const auto found = m_byId.constFind(person);
    if (found == m_byId.constEnd() || m_roles[static_cast<std::size_t>(*found)].name.isEmpty())
        return person.value;
    return m_roles[static_cast<std::size_t>(*found)].name;
}

QString PlanView::conversationName(const ConversationId &conversation) const
{
    return m_conversations.value(conversation);
}

} // namespace chatferry
