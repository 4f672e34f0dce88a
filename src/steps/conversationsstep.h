// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/steptable.h"
#include "steps/workbenchstep.h"

namespace chatferry {

class ConversationsTable;

/// Chooses what moves, what it will be called and who could later be let in.
class ConversationsStep : public WorkbenchStep
{
    Q_OBJECT
public:
    explicit ConversationsStep(Workbench &bench, QObject *parent = nullptr);
    QString key() const override { return QStringLiteral("conversations"); }
    QString title() const override { return tr("Conversations"); }
    QString purpose() const override;
    QString icon() const override { return QStringLiteral("messages-square"); }
    StepGroup group() const override { return StepGroup::Plan; }
    StepStatus state() const override;
    QList<Hindrance> problems() const override;
    void act(const QString &id) override;

    StepTable &table();

    /// The question about direct and group talks: has no default in the wizard.
    bool hasDirectTalks() const { return m_directTalks > 0; }
    QString directTalksQuestion() const; ///< "Direct and group talks (8, 16,086 messages):"
    PlanSettings::DirectTalks directTalks() const;
    void answerDirectTalks(PlanSettings::DirectTalks answer);
    QString summary() const; ///< "40 move, 8 stay behind."

    // Bulk edits of the rows named; one undo step each.
    void setChoice(const QList<qint64> &rows, ConversationRow::Choice choice);
    void setExternal(const QList<qint64> &rows, bool allowed);
    void setGroupChat(const QList<qint64> &rows, bool groupChat);
    void rename(qint64 row, const QString &name);
    void move(const QList<qint64> &rows, int by);

    QString undoText() const override;
    void undo() override;

private:
    void reload();
    void store(const std::vector<ConversationRow> &rows, const QString &what);
    std::vector<ConversationRow> picked(const QList<qint64> &rows) const;

    ConversationsTable *m_table;
    int m_directTalks = 0;
    qint64 m_directMessages = 0;
    struct Undo
    {
        QString what;
        std::vector<ConversationRow> rows;
    };
    std::vector<Undo> m_undo;
};

} // namespace chatferry
