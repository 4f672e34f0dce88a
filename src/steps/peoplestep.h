// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/steptable.h"
#include "steps/workbenchstep.h"

#include <functional>

namespace chatferry {

class PeopleTable;

/// Decides under whose name each message arrives.
class PeopleStep : public WorkbenchStep
{
    Q_OBJECT
public:
    explicit PeopleStep(Workbench &bench, QObject *parent = nullptr);
    QString key() const override { return QStringLiteral("people"); }
    QString title() const override { return tr("People"); }
    QString purpose() const override;
    QString icon() const override { return QStringLiteral("users"); }
    StepGroup group() const override { return StepGroup::Plan; }
    StepStatus state() const override;
    QList<Hindrance> problems() const override;
    std::optional<Hindrance> remark() const override;
    std::optional<Hindrance> lookingAhead() const override;
    QList<Trouble> troubles() const override;
    void act(const QString &id) override;
    void leave() override;

    StepTable &table() const;
    QString summary() const; ///< "Everyone has a decision."; empty while somebody has none.

    using Policy = PersonRow::Policy;
    enum class Kind { Departed, Guests, Bots, Unknown };
    struct Option
    {
        Policy policy = Policy::App;
        QString text;    ///< "written by the app, name in front"
        QString example; ///< How a line of theirs will look.
    };
    QList<Option> options(Kind kind) const;
    Policy policyFor(Kind kind) const;
    void setPolicyFor(Kind kind, Policy policy);
    bool needsPlaceholder() const; ///< Somebody is written by the placeholder.
    QString placeholder() const;
    void setPlaceholder(const QString &address);

    // Bulk edits of the rows named; one undo step each.
    QString mapProblem(const QString &address) const; ///< What is wrong with an address to map to; empty: nothing.
    void mapTo(const QList<qint64> &rows, const QString &address);
    void setPolicy(const QList<qint64> &rows, Policy policy);
    void followKind(const QList<qint64> &rows); ///< Takes decisions by hand back.

    // The people map.
    struct Preview
    {
        QString text; ///< "12 change, 3 unknown."
        int changes = 0;
    };
    void readMap(const QString &path); ///< Shows what it would change; applyMap() does it.
    const std::optional<Preview> &preview() const { return m_preview; }
    void applyMap();
    void dropMap();
    void saveMap(const QString &path); ///< What went wrong stands among troubles().

    /// Reads the accounts of the destination again.
    Action checkAccountsAction() const;
    void checkAccounts();

    QString undoText() const override;
    QString redoText() const override;
    void undo() override;
    void redo() override;

Q_SIGNALS:
    void chipWanted(const QString &chip);

private:
    /// One step of the person, back and forth.
    struct Edit
    {
        QString what;
        std::vector<PersonRow> before = {};
        std::vector<PersonRow> after = {};
        std::function<void(PlanSettings &)> back = {}; ///< Only what it changed: other pages edit settings too.
        std::function<void(PlanSettings &)> forth = {};
        QByteArray map = {}; ///< Redone by reading it again.
    };
    void reload();
    void perform(Edit edit);
    void apply(const std::vector<PersonRow> &rows, const std::function<void(PlanSettings &)> &change);
    std::vector<PersonRow> picked(const QList<qint64> &rows) const;
    void changeRows(const QList<qint64> &rows, const QString &what, const std::function<void(PersonRow &)> &change);
    qint64 undecidedMessages() const;

    PeopleTable *m_table;
    std::vector<Edit> m_undo;
    std::vector<Edit> m_redo;
    QByteArray m_map;
    std::optional<Preview> m_preview;
    std::optional<Error> m_mapError;
};

} // namespace chatferry
