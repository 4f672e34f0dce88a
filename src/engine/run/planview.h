// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan/frozenplan.h"
#include "target/wishes.h"

#include <QHash>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace chatferry {

class Project;

/// An accepted plan as the stages ask it: who writes for whom, what people and conversations are called. Spaces are
/// carried to their end by the revision they were created with, whatever is decided meanwhile.
class PlanView : public Names
{
public:
    using Policy = PersonRow::Policy;

    /// How one person takes part.
    struct Role
    {
        qint64 row = 0; ///< PersonRow::id.
        PersonId id;
        Policy policy = Policy::App;
        QString email;     ///< Policy::Map only.
        QString accountId; ///< "users/123"; Policy::Map only, and only when known.
        QString name;
    };

    /// Errors: Bug when there is no such revision.
    static Result<std::shared_ptr<const PlanView>> load(Project &project, int revision);

    int revision() const { return m_plan.revision; }
    const PlanSettings &settings() const { return m_plan.settings; }
    /// What was decided about a conversation; of one that came later, the usual.
    FrozenPlan::Target targetOf(qint64 conversation) const { return m_plan.conversations.value(conversation); }

    /// Who came after the plan was accepted takes part as their row says today; of an id that no row has, the setting
    /// for unknown people counts.
    Role roleOf(const PersonId &person) const;
    Role roleOf(qint64 row) const;
    /// Who writes for @p role; empty when it is left behind.
    std::optional<Identity> writerFor(const Role &role) const;

    QString accountId(const PersonId &person) const override;
    QString personName(const PersonId &person) const override;
    /// Direct talks have no name of their own.
    QString conversationName(const ConversationId &conversation) const override;

private:
    PlanView() = default;

    FrozenPlan m_plan;
    std::vector<Role> m_roles;
    QHash<PersonId, qsizetype> m_byId;
    QHash<qint64, qsizetype> m_byRow;
    QHash<ConversationId, QString> m_conversations;
};

} // namespace chatferry
