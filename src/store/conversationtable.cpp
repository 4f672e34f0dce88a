// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conversationtable.h"

#include "store/statement.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString packedMembers(const std::vector<PersonId> &members)
{
    if (members.empty())
        return {};
    QJsonArray array;
    for (const PersonId &member : members)
        array.append(member.value);
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

std::vector<PersonId> unpackedMembers(const QString &text)
{
    std::vector<PersonId> members;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    members.reserve(size_t(array.size()));
    for (const QJsonValue &member : array)
        members.push_back({member.toString()});
    return members;
}

QString packedLeftovers(const std::vector<Leftover> &leftovers)
{
    if (leftovers.empty())
        return {};
    QJsonArray array;
    for (const Leftover &leftover : leftovers)
        array.append(QJsonArray{leftover.kind, leftover.name});
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

std::vector<Leftover> unpackedLeftovers(const QString &text)
{
    std::vector<Leftover> leftovers;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue &leftover : array)
        leftovers.push_back({leftover[0].toString(), leftover[1].toString()});
    return leftovers;
}

void bindValues(Statement &statement, const ConversationRow &row)
{
    const Conversation &source = row.source;
    const ConversationCounts &counts = row.counts;
    statement << source.id.value << int(source.kind) << source.name << source.topic << source.purpose << source.created
              << source.creator.value << source.archived << packedMembers(source.members)
              << packedLeftovers(source.leftovers);
    statement << counts.messages << counts.threads << counts.replies << counts.reactions << counts.attachments
              << counts.members << counts.joins << counts.leaves << counts.records << counts.textBytes
              << counts.attachmentBytes << counts.first << counts.last;
    statement << int(row.choice) << row.position << row.targetName << row.groupChat << row.externalAllowed << row.from
              << row.to;
}

ConversationRow readRow(Statement &row)
{
    ConversationRow result;
    result.id = row.integer();
    Conversation &source = result.source;
    source.id.value = row.text();
    source.kind = Conversation::Kind(row.number());
    source.name = row.text();
    source.topic = row.text();
    source.purpose = row.text();
    source.created = row.optionalTime();
    source.creator.value = row.text();
    source.archived = row.flag();
    source.members = unpackedMembers(row.text());
    source.leftovers = unpackedLeftovers(row.text());
    ConversationCounts &counts = result.counts;
    for (qint64 *count :
         {&counts.messages, &counts.threads, &counts.replies, &counts.reactions, &counts.attachments, &counts.members,
          &counts.joins, &counts.leaves, &counts.records, &counts.textBytes, &counts.attachmentBytes})
        *count = row.integer();
    counts.first = row.optionalTime();
    counts.last = row.optionalTime();
    result.choice = ConversationRow::Choice(row.number());
    result.position = row.number();
    result.targetName = row.text();
    result.groupChat = row.flag();
    result.externalAllowed = row.flag();
    result.from = row.optionalTime();
    result.to = row.optionalTime();
    return result;
}

} // namespace

ConversationTable::ConversationTable(Project &project)
    : m_project(&project)
{
}

Result<qint64> ConversationTable::add(const ConversationRow &row)
{
    {
        Statement insert(
            *m_project,
            "INSERT INTO conversation(id, source, kind, name, topic, purpose, created, creator, archived, members,"
            " leftovers, messages, threads, replies, reactions, attachments, member_count, joins, leaves,"
            " records, text_bytes, attachment_bytes, first, last, choice, position, target_name, group_chat,"
            " external, from_time, to_time)"
            " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
        if (row.id == 0)
            insert << nullptr;
        else
            insert << row.id;
        bindValues(insert, row);
        if (const auto added = insert.run(); !added)
            return added.error();
    }
    return m_project->lastInsertedId();
}

Result<void> ConversationTable::update(const ConversationRow &row)
{
    Statement change(
        *m_project,
        "UPDATE conversation SET source = ?, kind = ?, name = ?, topic = ?, purpose = ?, created = ?,"
        " creator = ?, archived = ?, members = ?, leftovers = ?, messages = ?, threads = ?, replies = ?,"
        " reactions = ?, attachments = ?, member_count = ?, joins = ?, leaves = ?, records = ?, text_bytes = ?,"
        " attachment_bytes = ?, first = ?, last = ?, choice = ?, position = ?, target_name = ?, group_chat = ?,"
        " external = ?, from_time = ?, to_time = ? WHERE id = ?");
    bindValues(change, row);
    change << row.id;
    return change.run();
}

Result<void> ConversationTable::remove(qint64 id)
{
    return m_project->transaction([&]() -> Result<void> {
        Statement row(*m_project, "DELETE FROM conversation WHERE id = ?");
        Statement skipped(*m_project, "DELETE FROM skipped WHERE conversation = ?");
        Statement intervals(*m_project, "DELETE FROM interval WHERE conversation = ?");
        Statement ledger(*m_project, "DELETE FROM ledger WHERE conversation = ?");
        for (Statement *statement : {&row, &skipped, &intervals, &ledger}) {
            *statement << id;
            if (const auto removed = statement->run(); !removed)
                return removed;
        }
        return {};
    });
}

std::vector<ConversationRow> ConversationTable::all() const
{
    std::vector<ConversationRow> rows;
    Statement select(*m_project, "SELECT * FROM conversation ORDER BY position, id");
    while (select.next())
        rows.push_back(readRow(select));
    return rows;
}

std::optional<ConversationRow> ConversationTable::byId(qint64 id) const
{
    Statement select(*m_project, "SELECT * FROM conversation WHERE id = ?");
    select << id;
    if (!select.next())
        return std::nullopt;
    return readRow(select);
}

std::optional<ConversationRow> ConversationTable::bySourceId(const ConversationId &id) const
{
    Statement select(*m_project, "SELECT * FROM conversation WHERE source = ?");
    select << id.value;
    if (!select.next())
        return std::nullopt;
    return readRow(select);
}

Result<void> ConversationTable::setSkipped(qint64 conversation, const QMap<QString, qint64> &reasons)
{
    return m_project->transaction([&]() -> Result<void> {
        Statement remove(*m_project, "DELETE FROM skipped WHERE conversation = ?");
        remove << conversation;
        if (const auto removed = remove.run(); !removed)
            return removed;
        Statement insert(*m_project, "INSERT INTO skipped(conversation, reason, count) VALUES(?, ?, ?)");
        for (auto reason = reasons.cbegin(); reason != reasons.cend(); ++reason) {
            insert << conversation << reason.key() << reason.value();
            if (const auto added = insert.run(); !added)
                return added;
        }
        return {};
    });
}

QMap<QString, qint64> ConversationTable::skipped(qint64 conversation) const
{
    QMap<QString, qint64> reasons;
    Statement select(*m_project,
                     "SELECT reason, sum(count) FROM skipped WHERE conversation = ?1 OR ?1 = 0 GROUP BY reason");
    select << conversation;
    while (select.next()) {
        const QString reason = select.text();
        reasons.insert(reason, select.integer());
    }
    return reasons;
}

Result<void> ConversationTable::setIntervals(qint64 conversation, const std::vector<MembershipInterval> &intervals)
{
    return m_project->transaction([&]() -> Result<void> {
        Statement remove(*m_project, "DELETE FROM interval WHERE conversation = ?");
        remove << conversation;
        if (const auto removed = remove.run(); !removed)
            return removed;
        Statement insert(*m_project, "INSERT INTO interval(conversation, number, person, from_time, to_time, evidence)"
                                     " VALUES(?, ?, ?, ?, ?, ?)");
        qint64 number = 0;
        for (const MembershipInterval &interval : intervals) {
            insert << conversation << number++ << interval.person.value << interval.from << interval.to
                   << int(interval.evidence);
            if (const auto added = insert.run(); !added)
                return added;
        }
        return {};
    });
}

std::vector<MembershipInterval> ConversationTable::intervals(qint64 conversation) const
{
    std::vector<MembershipInterval> intervals;
    Statement select(*m_project, "SELECT person, from_time, to_time, evidence FROM interval WHERE conversation = ?"
                                 " ORDER BY number");
    select << conversation;
    while (select.next()) {
        MembershipInterval interval;
        interval.person.value = select.text();
        interval.from = select.optionalTime();
        interval.to = select.optionalTime();
        interval.evidence = MembershipInterval::Evidence(select.number());
        intervals.push_back(std::move(interval));
    }
    return intervals;
}

} // namespace chatferry
