// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.h"
#include "sources/source.h"
#include "store/itemtable.h"
#include "store/rows.h"

#include <QHash>

#include <functional>
#include <map>
#include <vector>

namespace chatferry {

class Project;

/// Whether two variants of one format describe a record alike, so that what differs or is missing has changed.
bool areComparable(const QString &variant, const QString &otherVariant);

/// The emoji of a reaction as the project keeps it: Unicode, else ":name:".
QString keptEmoji(const Reaction &reaction);

/// A reaction as a difference's detail names it, "EMOJI PERSON", and back; several are joined by ", ".
QString reactionDetail(const std::vector<std::pair<QString, PersonId>> &reactions);
std::vector<std::pair<QString, PersonId>> reactionsInDetail(const QString &detail);

/// Compares one conversation of a newer export with what the project holds of it. Reads the project and writes nothing;
/// works on the thread of @p project.
class ConversationComparison final : public RecordSink
{
public:
    using Found = std::function<void(DifferenceRow)>;

    struct Given
    {
        ConversationRow conversation;
        std::vector<SpaceRow> spaces;                               ///< Its slices that can still be changed.
        Conversation newer;                                         ///< As the newer export lists it.
        bool comparable = true;                                     ///< Absence and other contents prove a change.
        std::function<QString(const PersonId &, int flags)> writer; ///< Identity that writes for somebody.
    };
    ConversationComparison(Project &project, Given given, Found found);

    void message(Message &&message) override;
    void membership(const MembershipEvent &event) override { m_events.push_back(event); }
    void skipped(const QString &) override {}
    void person(const Person &) override {}
    void problem(Problem &&) override {}
    void fileDone(qint64, qint64) override {}
    void covered(UtcTime first, UtcTime last) override { m_covered = std::pair(first, last); }

    /// After the conversation was read to its end.
    void finish();

private:
    qint64 spaceAt(UtcTime time) const;
    void compare(const ItemRow &item, const Message &message);
    void compareReactions(const ItemRow &item, const Message &message);
    void findDeleted();
    void compareMembers();
    void report(DifferenceRow row, const QString &what, const QString &proposal);
    qint64 personRow(const PersonId &person);
    PersonId personId(qint64 row);

    Project &m_project;
    Given m_given;
    Found m_found;
    std::vector<qint64> m_seen; ///< Items that the newer export holds.
    std::vector<MembershipEvent> m_events;
    std::map<PersonId, std::pair<UtcTime, UtcTime>> m_newAuthors;
    std::optional<std::pair<UtcTime, UtcTime>> m_covered;
    QHash<PersonId, qint64> m_rows;
    QHash<qint64, PersonId> m_people;
};

} // namespace chatferry
