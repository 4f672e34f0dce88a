// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/settingsstore.h"

#include "store/conversationtable.h"
#include "store/metatable.h"
#include "store/project.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// By source id, else by the name in the source; several when a name stands twice.
std::vector<size_t> named(const QString &name, const std::vector<ConversationRow> &rows)
{
    std::vector<size_t> found;
    for (size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].source.id.value == name)
            return {i};
    }
    QString bare = name;
    if (bare.startsWith(u'#'))
        bare.remove(0, 1);
    for (size_t i = 0; i < rows.size(); ++i) {
        if (!rows[i].source.name.isEmpty() && (rows[i].source.name == name || rows[i].source.name == bare))
            found.push_back(i);
    }
    return found;
}

Problem notOne(const QString &name, size_t count)
{
    const QString text =
        count == 0 ? QCoreApplication::translate("PlanSettings",
                                                 "The settings name a conversation that the export does not hold. "
                                                 "Correct the name, or use the conversation's id.")
                   : QCoreApplication::translate("PlanSettings",
                                                 "The settings name a conversation that the export holds %1 times. "
                                                 "Use the conversation's id.")
                         .arg(count);
    return {Problem::Severity::Warning, u"setting-without-conversation"_s, name, text};
}

} // namespace

void applyChoice(const PlanSettings::ConversationChoice &choice, ConversationRow &row)
{
    row.choice = choice.choice.value_or(row.choice);
    if (!choice.name.isEmpty())
        row.targetName = choice.name;
    row.groupChat = choice.groupChat.value_or(row.groupChat);
    row.externalAllowed = choice.externalAllowed.value_or(row.externalAllowed);
    if (choice.from)
        row.from = choice.from;
    if (choice.to)
        row.to = choice.to;
}

PlanSettings loadSettings(Project &project)
{
    const QByteArray json = MetaTable(project).value(u"plan.settings"_s).toUtf8();
    if (json.isEmpty())
        return {};
    auto settings = PlanSettings::fromJson(json);
    return settings ? std::move(settings).value() : PlanSettings{};
}

Result<std::vector<Problem>> storeSettings(Project &project, PlanSettings settings)
{
    std::vector<Problem> problems;
    const auto stored = project.transaction([&]() -> Result<void> {
        const PlanSettings before = loadSettings(project);
        ConversationTable table(project);
        std::vector<ConversationRow> rows = table.all();
        for (const PlanSettings::ConversationChoice &choice : settings.conversations) {
            const auto found = named(choice.conversation, rows);
            if (found.size() != 1) {
                problems.push_back(notOne(choice.conversation, found.size()));
                continue;
            }
            const bool known = std::find(before.conversations.begin(), before.conversations.end(), choice) !=
                               before.conversations.end();
            if (known)
                continue;
            applyChoice(choice, rows[found.front()]);
            if (const auto updated = table.update(rows[found.front()]); !updated)
                return updated;
        }
        if (!settings.pilotName.isEmpty()) {
            const auto found = named(settings.pilotName, rows);
            if (found.size() == 1) {
                settings.pilotConversation = rows[found.front()].id;
                settings.pilotName.clear();
            } else {
                problems.push_back(notOne(settings.pilotName, found.size()));
            }
        }
        const QByteArray json = QJsonDocument(settings.toJson()).toJson(QJsonDocument::Compact);
        return MetaTable(project).setValue(u"plan.settings"_s, QString::fromUtf8(json));
    });
    if (!stored)
        return stored.error();
    return problems;
}

const PlanSettings::ConversationChoice *choiceFor(const PlanSettings &settings, const ConversationRow &row)
{
    const PlanSettings::ConversationChoice *byName = nullptr;
    for (const PlanSettings::ConversationChoice &choice : settings.conversations) {
        if (choice.conversation == row.source.id.value)
            return &choice;
        if (!row.source.name.isEmpty() &&
            (choice.conversation == row.source.name || choice.conversation == u'#' + row.source.name))
            byName = &choice;
    }
    return byName;
}

} // namespace chatferry
