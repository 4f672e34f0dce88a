// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report.h"

#include "base/csv.h"
#include "base/redact.h"
#include "store/conversationtable.h"
#include "store/itemtable.h"
#include "store/journal.h"
#include "store/persontable.h"
#include "store/project.h"
#include "store/spacetable.h"
#include "target/operation.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr int kRowsAtOnce = 1000;

/// What the journal says of one message.
struct Written
{
    QString state;
    QString reason;
    QString name;
    QString thread;
    QString identity;
    std::optional<UtcTime> time;
    int parts = 0;
    int reactionsDone = 0;
    int reactionsFailed = 0;
    int filesDone = 0;
    int filesFailed = 0;
};

Written fromJournal(const std::vector<OperationRow> &rows)
{
    using State = OperationRow::State;
    Written out;
    bool anyFailed = false;
    bool anyLeft = false;
    bool anyOpen = false;
    for (const OperationRow &row : rows) {
        const bool isDone = row.state == State::Done;
        const bool isFailed = row.state == State::Failed;
        const auto kind = static_cast<OperationKind>(row.kind);
        if (kind == OperationKind::AddReaction) {
            out.reactionsDone += isDone;
            out.reactionsFailed += isFailed;
        } else if (kind == OperationKind::UploadFile) {
            out.filesDone += isDone;
            out.filesFailed += isFailed;
        } else if (kind == OperationKind::CreateMessage) {
            ++out.parts;
            anyFailed = anyFailed || isFailed;
            anyLeft = anyLeft || row.state == State::Left;
            anyOpen = anyOpen || row.state == State::Intended;
            if (row.part == 0) {
                out.name = row.remote;
                out.thread = row.thread;
                out.identity = row.identity;
                out.time = row.time;
            }
            if (isFailed)
                out.reason = row.errorKind + u": "_s + redacted(row.error);
        }
    }
    if (out.parts > 0)
        out.state = anyFailed ? u"failed"_s : anyLeft ? u"left"_s : anyOpen ? u"under-way"_s : u"done"_s;
    return out;
}

QString flagWords(int flags)
{
    QStringList words;
    const auto add = [&](ItemRow::Flag flag, QLatin1StringView word) {
        if (flags & flag)
            words += word;
    };
    add(ItemRow::Bot, "bot"_L1);
    add(ItemRow::Deleted, "deleted"_L1);
    add(ItemRow::PlaceholderRoot, "placeholder-root"_L1);
    add(ItemRow::AlsoInConversation, "also-in-conversation"_L1);
    add(ItemRow::Edited, "edited"_L1);
    add(ItemRow::Odd, "odd"_L1);
    return words.join(u' ');
}

/// Writes the rows of one conversation after the other.
class ItemsTable
{
public:
    ItemsTable(Project &project, QIODevice &device)
        : m_project(project)
        , m_items(project)
        , m_journal(project)
        , m_csv(device)
    {
        for (const PersonRow &row : PersonTable(project).all())
            m_people.insert(row.id, {row.source.id.value, row.policy});
    }

    Result<void> write()
    {
        m_csv.row({u"conversation_id"_s, u"conversation"_s,     u"item_id"_s, u"time"_s,
                   u"author_id"_s,       u"thread_root"_s,      u"flags"_s,   u"space"_s,
                   u"state"_s,           u"reason"_s,           u"message"_s, u"thread"_s,
                   u"written_as"_s,      u"written_time"_s,     u"parts"_s,   u"reactions"_s,
                   u"reactions_done"_s,  u"reactions_failed"_s, u"files"_s,   u"files_done"_s,
                   u"files_failed"_s});
        const SpaceTable spaces(m_project);
        for (const ConversationRow &conversation : ConversationTable(m_project).all()) {
            const std::vector<SpaceRow> current = spaces.current(conversation.id);
            ItemTable::Place place;
            for (;;) {
                const std::vector<ItemRow> rows = m_items.next(conversation.id, place, kRowsAtOnce);
                for (const ItemRow &row : rows)
                    write(conversation, current, row);
                if (rows.size() < kRowsAtOnce)
                    break;
                place = {rows.back().time, rows.back().id};
            }
        }
        if (m_project.readFailure())
            return *m_project.readFailure();
        return m_csv.finish();
    }

private:
    struct Author
    {
        QString id;
        PersonRow::Policy policy = PersonRow::Policy::Undecided;
    };

    void write(const ConversationRow &conversation, const std::vector<SpaceRow> &spaces, const ItemRow &item)
    {
        Written written;
        QString spaceName;
        for (const SpaceRow &space : spaces) {
            const bool covers = (!space.from || item.time >= *space.from) && (!space.to || item.time < *space.to);
            Written found = fromJournal(m_journal.ofItem(space.id, item.id));
            if (found.parts > 0 || (covers && spaceName.isEmpty())) {
                spaceName = space.displayName;
                written = std::move(found);
            }
            if (written.parts > 0)
                break;
        }
        const Author author = m_people.value(item.author);
        if (written.parts == 0)
            explain(conversation, item, author, !spaceName.isEmpty(), written);

        const QString name = conversation.targetName.isEmpty() ? conversation.source.name : conversation.targetName;
        m_csv.row({conversation.source.id.value,
                   name,
                   item.sourceId,
                   toRfc3339(item.time),
                   author.id,
                   rootId(item.root),
                   flagWords(item.flags),
                   spaceName,
                   written.state,
                   written.reason,
                   written.name,
                   written.thread,
                   written.identity,
                   written.time ? toRfc3339(*written.time) : QString(),
                   QString::number(written.parts),
                   QString::number(item.reactions),
                   QString::number(written.reactionsDone),
                   QString::number(written.reactionsFailed),
                   QString::number(item.attachments),
                   QString::number(written.filesDone),
                   QString::number(written.filesFailed)});
    }

    /// Why the journal knows nothing of an item.
    static void explain(const ConversationRow &conversation, const ItemRow &item, const Author &author, bool hasSpace,
                        Written &written)
    {
        const bool isOutside =
            (conversation.from && item.time < *conversation.from) || (conversation.to && item.time >= *conversation.to);
        if (conversation.choice == ConversationRow::Choice::Leave ||
            conversation.choice == ConversationRow::Choice::EmptySpace)
            written.reason = u"conversation-left"_s;
        else if (isOutside)
            written.reason = u"range-excluded"_s;
        else if (author.policy == PersonRow::Policy::Skip)
            written.reason = u"author-skipped"_s;
        written.state = !written.reason.isEmpty() ? u"left"_s : hasSpace ? u"waiting"_s : u"not-planned"_s;
    }

    QString rootId(qint64 root)
    {
        if (root == 0)
            return {};
        if (root != m_lastRoot) {
            const auto row = m_items.byId(root);
            m_lastRoot = root;
            m_lastRootId = row ? row->sourceId : QString();
        }
        return m_lastRootId;
    }

    Project &m_project;
    ItemTable m_items;
    Journal m_journal;
    CsvWriter m_csv;
    QHash<qint64, Author> m_people;
    qint64 m_lastRoot = 0;
    QString m_lastRootId;
};

} // namespace

Result<void> writeItemsCsv(Project &project, QIODevice &device)
{
    return ItemsTable(project, device).write();
}

} // namespace chatferry
