// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/conversation.h"

#include <QHash>
#include <QSet>
#include <QString>

namespace chatferry {

// How spaces are called; the rules stand in src/engine/README.md, "Space".

/// @p text, or its beginning and "…" with @p most UTF-16 units together, never cut between surrogates.
QString cutText(const QString &text, int most);

/// The name of a conversation before clashes are settled: its own, of a talk its people's, else the id. @p people:
/// display names by source id.
QString plainSpaceName(const Conversation &conversation, const QHash<QString, QString> &people);

/// Gives every space of one plan a name of its own, ignoring case.
class SpaceNames
{
public:
    explicit SpaceNames(int most)
        : m_most(most)
    {
    }
    /// A name that is taken for good already.
    void reserve(const QString &name) { m_taken.insert(name.toCaseFolded()); }
    /// @p wanted cut to the length, with " (2)", " (3)" ... where an earlier one has it.
    QString give(const QString &wanted);

private:
    int m_most;
    QSet<QString> m_taken;
};

} // namespace chatferry
