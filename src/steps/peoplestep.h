// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/steptable.h"
#include "steps/workbenchstep.h"

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

    StepTable &table();
    QString summary() const; ///< "Everyone has a decision."

    using Policy = PersonRow::Policy;
    enum class Kind { Departed, Guests, Bots, Unknown };
    struct Option
    {
        Policy policy = Policy::App;
        QString text;    ///< "written by the app, name in front"
        QString example; ///< How a line will look.
    };
    QList<Option> options(Kind kind) const;
    Policy policyFor(Kind kind) const;
    void setPolicyFor(Kind kind, Policy policy);
    QString placeholder() const;
    void setPlaceholder(const QString &address);

    // Bulk edits of the rows named; one undo step each.
    void mapTo(const QList<qint64> &rows, const QString &address);
    void setPolicy(const QList<qint64> &rows, Policy policy);
    void followKind(const QList<qint64> &rows); ///< Takes a decision by hand back.

    // The people map.
    struct Preview
    {
        QString text; ///< "12 change, 3 unknown."
        int changes = 0;
    };
    void readMap(const QString &path);
    std::optional<Preview> preview() const { return m_preview; }
    void applyMap();
    void dropMap();
    Result<void> saveMap(const QString &path) const;

    Action checkAccountsAction() const;
    void checkAccounts();

    QString undoText() const override;
    QString redoText() const override;
    void undo() override;
    void redo() override;

Q_SIGNALS:
    void chipWanted(const QString &chip);

private:
    struct Edit
    {
        QString what;
        std::vector<PersonRow> before;
        std::vector<PersonRow> after;
        std::optional<PlanSettings> settingsBefore = {};
        std::optional<PlanSettings> settingsAfter = {};
    };
    void reload();
    void perform(Edit edit);
    void apply(const std::vector<PersonRow> &rows, const std::optional<PlanSettings> &settings);
    std::vector<PersonRow> picked(const QList<qint64> &rows) const;

    PeopleTable *m_table;
    std::vector<Edit> m_undo;
    std::vector<Edit> m_redo;
    QByteArray m_map;
    std::optional<Preview> m_preview;
    std::optional<Error> m_mapError;
};

} // namespace chatferry
