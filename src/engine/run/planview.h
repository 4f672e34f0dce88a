// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan/plansettings.h"
#include "target/wishes.h"

#include <QHash>
#include <QString>

#include <memory>
#include <optional>

namespace chatferry {

class Project;

/// The plan as it was when a revision was accepted: settings, and what everybody was called and writes as. Spaces are
/// carried to their end by the revision they were created with, whatever is changed meanwhile.
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

    /// Keeps the people and settings as they are now as @p revision. Joins a running transaction. An accepted revision
    /// is never written again.
    static Result<void> freeze(Project &project, int revision);
    /// The newest accepted revision; 0 before the first.
    static int lastRevision(Project &project);
    /// Whether people and settings still are what @p revision was frozen with.
    static bool isCurrent(Project &project, int revision);

    /// Errors: Bug when there is no such revision.
    static Result<std::shared_ptr<const PlanView>> load(Project &project, int revision);
    /// The plan as it would be frozen now; for what is asked before it is accepted.
    static std::shared_ptr<const PlanView> current(Project &project);

    int revision() const { return m_revision; }
    const PlanSettings &settings() const { return m_settings; }

    /// Of somebody who is not in the plan (an id that only a record names): by the setting for unknown people.
    Role roleOf(const PersonId &person) const;
    Role roleOf(qint64 row) const; ///< Likewise; of row 0 as well.
    /// Who writes for @p role; empty when it is left behind.
    std::optional<Identity> writerFor(const Role &role) const;

    QString accountId(const PersonId &person) const override;
    QString personName(const PersonId &person) const override;
    QString conversationName(const ConversationId &conversation) const override;

private:
    PlanView() = default;
    static QByteArray write(Project &project);
    Result<void> read(Project &project, const QByteArray &json);

    int m_revision = 0;
    PlanSettings m_settings;
    std::vector<Role> m_roles;
    QHash<PersonId, qsizetype> m_byId;
    QHash<qint64, qsizetype> m_byRow;
    QHash<ConversationId, QString> m_conversations;
};

} // namespace chatferry
