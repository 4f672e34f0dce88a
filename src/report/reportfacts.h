// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/rows.h"

#include <QHash>
#include <QMap>

#include <vector>

namespace chatferry {

class Project;

/// What became of the records of one conversation, or of all of them.
struct ReportSum
{
    qint64 records = 0;  ///< Every record read.
    qint64 messages = 0; ///< Of them: what people and bots wrote.
    qint64 setAside = 0; ///< Of them: everything else, by reason.
    qint64 carried = 0;  ///< Messages that go along as they are.
    qint64 adapted = 0;  ///< Messages that go along changed.
    qint64 left = 0;     ///< Messages that stay behind by plan.
    Counts run;          ///< Messages given to the spaces, and what came of them.
    bool hasSpaces = false;
    bool othersClose = true; ///< In all: whether every single one closes.

    qint64 waiting() const { return run.planned - run.done - run.failed - run.left; }
    bool closes() const;
    ReportSum &operator+=(const ReportSum &other);
};

struct ConversationReport
{
    ConversationRow row;
    ReportSum sum;
    std::vector<SpaceRow> spaces; ///< All attempts.
    QString name() const;
};

/// What several parts of the report need, read once. Grows with conversations and people, never with messages.
struct ReportFacts
{
    QString projectName;
    bool isRehearsal = false;
    std::vector<ConversationReport> conversations;
    std::vector<LedgerRow> ledger;
    QMap<QString, qint64> setAside; ///< By reason.
    ReportSum total;
    QHash<qint64, qsizetype> indexOf;  ///< Conversation id to its place in conversations.
    QHash<qint64, QString> spaceNames; ///< Space id to its shown name.

    static ReportFacts read(Project &project);
    QString conversationName(qint64 id) const; ///< "-" for 0 and unknown ones.
};

} // namespace chatferry
