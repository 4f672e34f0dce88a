// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.h"
#include "store/itemappender.h"
#include "store/rows.h"

#include <QHash>

#include <optional>

namespace chatferry {

class Project;

/// Puts messages of a newer export into the project's items: new ones beside, changed ones in the place of what was
/// known. Used inside a transaction; finish() belongs to the same one.
class ItemIntake
{
public:
    /// @p layer: of the export, for locators. @p people: knows the row of everybody who appears. @p isNew: nothing of
    /// the conversation was ever sent, so that a real root takes the place of one that stood for it.
    ItemIntake(Project &project, qint64 conversation, int layer, const QHash<PersonId, qint64> &people, bool isNew);

    /// Answers the item's id; 0 when a placeholder root stands in its place, which stays.
    Result<qint64> take(const Message &message, qint64 textBytes);
    Result<void> finish() { return m_appender.finish(); }

private:
    Result<qint64> rootOf(const Message &message);
    Result<void> takeDetails(const Message &message, qint64 item);

    Project &m_project;
    qint64 m_conversation;
    int m_layer;
    const QHash<PersonId, qint64> &m_people;
    bool m_isNew;
    ItemAppender m_appender;
};

} // namespace chatferry
