// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan/scansummary.h"
#include "model/membership.h"
#include "model/person.h"
#include "store/rows.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <vector>

namespace chatferry {

// What a scan knows while it runs. Internal to this folder.

/// One conversation while it is read, and what is to be stored of it at the end.
struct ScanReading
{
    qint64 id = 0; ///< Of the row that it will get.
    std::vector<MembershipEvent> events;
    std::vector<Person> people;
    std::vector<Problem> problems;
    QMap<QString, qint64> skipped;
    ConversationCounts counts;
    std::vector<PersonId> members;
    std::vector<MembershipInterval> intervals;
    bool sawDeleted = false;
};

/// Gives people their row ids as they turn up.
class ScanPeople
{
public:
    /// Somebody the project has a row for already.
    void know(qint64 id, const PersonId &person);
    qint64 idOf(const PersonId &person); ///< 0 for the empty id.
    PersonId person(qint64 id) const { return m_persons.value(id); }
    bool isSeen(qint64 id) const { return m_seen.contains(id); } ///< Whether this export knows them.
    std::vector<qint64> ids() const;                             ///< All, rising.

    QHash<qint64, qint64> messages;
    QHash<qint64, qint64> reactions;

private:
    QHash<PersonId, qint64> m_ids;
    QHash<qint64, PersonId> m_persons;
    QSet<qint64> m_seen;
    qint64 m_next = 1;
};

struct ScanState
{
    std::vector<ScanReading> readings; ///< As Source::conversations().
    ScanPeople people;
    size_t open = 0; ///< Conversations still being read.
    qint64 bytes = 0;
    ScanSummary summary;
};

} // namespace chatferry
