// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/planview.h"

#include "store/conversationtable.h"
#include "store/persontable.h"
#include "store/project.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry {

Result<std::shared_ptr<const PlanView>> PlanView::load(Project &project, int revision)
{
    auto plan = loadFrozenPlan(project, revision);
    if (!plan)
        return Error{.kind = Error::Kind::Bug,
                     .what = QCoreApplication::translate("PlanView", "The plan of this space is missing."),
                     .detail = u"no plan revision %1"_s.arg(revision)};
    auto view = std::shared_ptr<PlanView>(new PlanView);
    view->m_plan = std::move(*plan);
    for (const PersonRow &person : PersonTable(project).all()) {
        const auto frozen = view->m_plan.people.constFind(person.id);
        const bool known = frozen != view->m_plan.people.constEnd();
        Role role{.row = person.id, .id = person.source.id, .name = person.source.name};
        role.policy = known ? frozen->policy : person.policy;
        if (role.policy == Policy::Map) {
            role.email = known ? frozen->email : person.targetEmail;
            role.accountId = known ? frozen->accountId : person.accountId;
        }
        const auto index = static_cast<qsizetype>(view->m_roles.size());
        view->m_byId.insert(role.id, index);
        view->m_byRow.insert(role.row, index);
        view->m_roles.push_back(std::move(role));
    }
    for (const ConversationRow &row : ConversationTable(project).all()) {
        if (row.source.kind != Conversation::Kind::Direct && !row.source.name.isEmpty())
            view->m_conversations.insert(row.source.id, row.source.name);
    }
    return std::shared_ptr<const PlanView>(std::move(view));
}

PlanView::Role PlanView::roleOf(const PersonId &person) const
{
    const auto found = m_byId.constFind(person);
    if (found != m_byId.constEnd())
        return m_roles[static_cast<std::size_t>(*found)];
    return {.id = person, .policy = settings().unknown, .name = person.value};
}

PlanView::Role PlanView::roleOf(qint64 row) const
{
    const auto found = m_byRow.constFind(row);
    if (found != m_byRow.constEnd())
        return m_roles[static_cast<std::size_t>(*found)];
    return {.policy = settings().unknown};
}

std::optional<Identity> PlanView::writerFor(const Role &role) const
{
    switch (role.policy) {
    case Policy::Map:
        return Identity::account(role.email);
    case Policy::Placeholder:
        // The planner stops a plan that names no such account.
        return settings().placeholderEmail.isEmpty() ? Identity::app()
                                                     : Identity::account(settings().placeholderEmail.toLower());
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
