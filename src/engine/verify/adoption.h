// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "engine/plan/scanreader.h"
#include "engine/verify/exports.h"
#include "engine/verify/itemintake.h"
#include "store/rows.h"

#include <QHash>
#include <QSet>

#include <map>
#include <memory>
#include <vector>

namespace chatferry {

class Project;

/// Takes into the project what chosen differences of the export that was compared last stand for: items, people,
/// memberships, whole conversations. What is then to be done at the destination follows from the project alone.
///
///     opening -> reading -> settling -> end
///
/// Readers work on the thread pool; the job's own thread writes. Taking the same differences again changes nothing, so
/// after a crash it simply runs again. progress() counts unpacked bytes. Errors: Cancelled, File, Input, DiskFull.
class Adoption : public ResultJob<bool>
{
    Q_OBJECT
public:
    /// @p project outlives the job and is written by nobody else meanwhile. Rows of another origin are passed over.
    Adoption(Project &project, std::vector<DifferenceRow> rows, QObject *parent = nullptr);
    ~Adoption() override;

protected:
    void run() override;
    void stop() override;

private:
    /// What is wanted of one conversation.
    struct Wanted
    {
        qint64 row = 0; ///< Of the conversation; 0: a new one.
        QSet<QString> messages;
        std::vector<DifferenceRow> newMessages;
        bool members = true; ///< All differences of its members are among the chosen ones.
        // While it is read.
        std::vector<MembershipEvent> events;
        std::map<PersonId, std::pair<UtcTime, UtcTime>> authors;
        ConversationCounts counts; ///< Of a new one, as far as its items do not tell.
        QMap<QString, qint64> skipped;
    };

    void sortRows();
    void opened(const Result<std::shared_ptr<const Source>> &source);
    Result<void> prepare();
    void drain();
    Result<void> takeBatch(ScanBatch &batch);
    Result<void> closeConversation(const Conversation &conversation, Wanted &wanted);
    Result<void> addConversation(const Conversation &conversation, Wanted &wanted);
    Result<void> settleConversation(const Conversation &conversation, Wanted &wanted);
    Result<void> ensurePerson(const PersonId &person);
    static void count(const ScannedMessage &scanned, ConversationCounts &counts);
    Result<void> ensurePeople(const Message &message);
    void fail(const Error &error);

    Project &m_project;
    std::vector<DifferenceRow> m_rows;
    QHash<QString, Wanted> m_wanted; ///< By the conversation's source id.
    std::shared_ptr<const Source> m_source;
    std::shared_ptr<ScanReader::Work> m_work;
    QHash<PersonId, qint64> m_people;
    QHash<PersonId, Person> m_known; ///< What the newer export tells of people.
    int m_layer = 0;
    std::size_t m_open = 0;
    qint64 m_bytes = 0;
    qint64 m_totalBytes = 0;
};

} // namespace chatferry
