// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/adoption.h"

#include "engine/plan/peoplemap.h"
#include "engine/plan/scanrecords.h"
#include "engine/plan/settingsstore.h"
#include "engine/plan/spacenames.h"
#include "engine/verify/memberchanges.h"
#include "store/conversationtable.h"
#include "store/differencetable.h"
#include "store/itemtable.h"
#include "store/persontable.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr int kBatchesAtOnce = 8;
constexpr QLatin1StringView kOrigin("newer-export");

bool isOfMembers(const DifferenceRow &row)
{
    return row.what == u"member-missing" || row.what == u"member-differs" || row.what == u"extra-member";
}

bool isTalk(Conversation::Kind kind)
{
    return kind == Conversation::Kind::Direct || kind == Conversation::Kind::GroupDirect;
}

} // namespace

Adoption::Adoption(Project &project, std::vector<DifferenceRow> rows, QObject *parent)
    : ResultJob(parent)
    , m_project(project)
    , m_rows(std::move(rows))
{
    std::erase_if(m_rows, [](const DifferenceRow &row) { return row.origin != kOrigin; });
}

Adoption::~Adoption()
{
    if (m_work)
        m_work->queue->close();
}

void Adoption::stop()
{
    if (m_work)
        m_work->queue->close();
}

void Adoption::run()
{
    sortRows();
    const auto compared = comparedExport(m_project);
    if (m_wanted.isEmpty()) {
        end(true);
        return;
    }
    if (!compared) {
        fail({.kind = Error::Kind::Precondition, .what = tr("No newer export was compared with this project.")});
        return;
    }
    using Opened = Result<std::shared_ptr<const Source>>;
    auto promise = std::make_shared<QPromise<Opened>>();
    auto *watcher = new QFutureWatcher<Opened>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (isRunning())
            opened(watcher->result());
    });
    watcher->setFuture(promise->future());
    promise->start();
    QThreadPool::globalInstance()->start([promise, wanted = *compared] {
        promise->addResult(openExport(wanted));
        promise->finish();
    });
}

void Adoption::sortRows()
{
    const SpaceTable spaces(m_project);
    const ConversationTable conversations(m_project);
    const ItemTable items(m_project);
    QHash<qint64, std::pair<QString, qint64>> bySpace;
    for (const SpaceRow &space : spaces.all()) {
        if (const auto conversation = conversations.byId(space.conversation))
            bySpace.insert(space.id, {conversation->source.id.value, conversation->id});
    }
    QSet<qint64> chosen;
    for (const DifferenceRow &row : m_rows) {
        chosen.insert(row.id);
        if (row.what == u"new-conversation") {
            m_wanted[row.detail];
            continue;
        }
        const auto place = bySpace.constFind(row.space);
        if (place == bySpace.constEnd())
            continue;
        Wanted &wanted = m_wanted[place->first];
        wanted.row = place->second;
        if (row.what == u"new-message") {
            wanted.messages.insert(row.detail);
            wanted.newMessages.push_back(row);
        } else if (row.item != 0) {
            if (const auto item = items.byId(row.item))
                wanted.messages.insert(item->sourceId);
        }
    }
    for (const DifferenceRow &row : DifferenceTable(m_project).ofSpace(0)) {
        const bool isOpen = row.state == DifferenceRow::State::Found || row.state == DifferenceRow::State::Ticked ||
                            row.state == DifferenceRow::State::Failed;
        const auto place = bySpace.constFind(row.space);
        if (row.origin == kOrigin && isOfMembers(row) && isOpen && !chosen.contains(row.id) &&
            place != bySpace.constEnd() && m_wanted.contains(place->first))
            m_wanted[place->first].members = false;
    }
}

void Adoption::opened(const Result<std::shared_ptr<const Source>> &source)
{
    if (!source) {
        fail(source.error());
        return;
    }
    m_source = *source;
    if (const auto prepared = m_project.transaction([this] { return prepare(); }); !prepared) {
        fail(prepared.error());
        return;
    }
    m_work = std::make_shared<ScanReader::Work>();
    m_work->source = m_source;
    m_work->queue = std::make_shared<ScanQueue>(this, [this] { drain(); });
    const std::vector<Conversation> &conversations = m_source->conversations();
    for (std::size_t i = 0; i < conversations.size(); ++i) {
        if (m_wanted.contains(conversations[i].id.value)) {
            m_work->order.push_back(i);
            m_totalBytes += m_source->totalBytes(conversations[i].id);
        }
    }
    m_open = m_work->order.size();
    if (m_open == 0) {
        end(true);
        return;
    }
    QThreadPool::globalInstance()->start([work = m_work] { ScanReader(work).run(); });
}

Result<void> Adoption::prepare()
{
    const auto layer = rememberExport(m_project, m_source->description());
    if (!layer)
        return layer.error();
    m_layer = *layer;
    for (const PersonRow &row : PersonTable(m_project).all())
        m_people.insert(row.source.id, row.id);
    for (const Person &person : m_source->people())
        mergePerson(m_known, person);

    // A new conversation gets its row first, for its items to belong to.
    for (const Conversation &conversation : m_source->conversations()) {
        const auto wanted = m_wanted.find(conversation.id.value);
        if (wanted == m_wanted.end() || wanted->row != 0)
            continue;
        if (const auto known = ConversationTable(m_project).bySourceId(conversation.id))
            wanted->row = known->id;
        else if (const auto added = addConversation(conversation, *wanted); !added)
            return added;
    }
    return {};
}

Result<void> Adoption::addConversation(const Conversation &conversation, Wanted &wanted)
{
    ConversationTable table(m_project);
    ConversationRow row;
    row.source = conversation;
    row.choice = isTalk(conversation.kind) ? ConversationRow::Choice::Undecided : ConversationRow::Choice::Move;
    for (const ConversationRow &other : table.all())
        row.position = std::max(row.position, other.position + 1);
    QHash<QString, QString> names;
    for (const Person &person : m_source->people())
        names.insert(person.id.value, person.name);
    row.targetName = plainSpaceName(conversation, names);
    if (const auto *choice = choiceFor(loadSettings(m_project), row))
        applyChoice(*choice, row);
    const auto added = table.add(row);
    if (!added)
        return added.error();
    wanted.row = *added;
    return {};
}

void Adoption::drain()
{
    if (!isRunning())
        return;
    bool more = true;
    std::optional<Error> unreadable;
    const auto written = m_project.transaction([&]() -> Result<void> {
        for (int i = 0; i < kBatchesAtOnce; ++i) {
            auto batch = m_work->queue->take();
            if (!batch) {
                more = false;
                break;
            }
            if (batch->error) {
                unreadable = batch->error;
                return *batch->error;
            }
            if (const auto taken = takeBatch(*batch); !taken)
                return taken;
        }
        return {};
    });
    if (!written) {
        fail(unreadable ? *unreadable : written.error());
        return;
    }
    Q_EMIT progress(std::min(m_bytes, m_totalBytes), m_totalBytes);
    if (m_open == 0)
        end(true);
    else if (more)
        QMetaObject::invokeMethod(this, &Adoption::drain, Qt::QueuedConnection);
}

Result<void> Adoption::takeBatch(ScanBatch &batch)
{
    const Conversation &conversation = m_source->conversations()[batch.conversation];
    Wanted &wanted = m_wanted[conversation.id.value];
    const bool isNew =
        wanted.newMessages.empty() && wanted.messages.isEmpty() && SpaceTable(m_project).current(wanted.row).empty();
    m_bytes += batch.bytes;
    wanted.counts.records += batch.records;
    for (auto reason = batch.skipped.cbegin(); reason != batch.skipped.cend(); ++reason)
        wanted.skipped[reason.key()] += reason.value();
    for (const Person &person : batch.people)
        mergePerson(m_known, person);
    std::move(batch.events.begin(), batch.events.end(), std::back_inserter(wanted.events));

    for (const ScannedMessage &scanned : batch.messages) {
        if (isNew || wanted.messages.contains(scanned.message.id.value)) {
            if (const auto ensured = ensurePeople(scanned.message); !ensured)
                return ensured;
        }
    }
    ItemIntake intake(m_project, wanted.row, m_layer, m_people, isNew);
    for (const ScannedMessage &scanned : batch.messages) {
        const Message &message = scanned.message;
        if (message.kind != Message::Kind::Deleted) {
            const auto [author, isFirst] = wanted.authors.try_emplace(message.author, message.time, message.time);
            author->second.first = std::min(author->second.first, message.time);
            author->second.second = std::max(author->second.second, message.time);
        }
        if (!isNew && !wanted.messages.contains(message.id.value))
            continue;
        count(scanned, wanted.counts);
        if (const auto taken = intake.take(message, scanned.textBytes); !taken)
            return taken.error();
    }
    if (const auto finished = intake.finish(); !finished)
        return finished;
    if (!batch.last)
        return {};
    --m_open;
    return closeConversation(conversation, wanted);
}

void Adoption::count(const ScannedMessage &scanned, ConversationCounts &counts)
{
    const Message &message = scanned.message;
    for (const Reaction &reaction : message.reactions)
        counts.reactions += std::max(reaction.count, static_cast<int>(reaction.people.size()));
    counts.attachments += static_cast<qint64>(message.attachments.size());
    for (const Attachment &attachment : message.attachments) {
        if (attachment.place == Attachment::Place::InArchive || attachment.place == Attachment::Place::Remote)
            counts.attachmentBytes += std::max<qint64>(0, attachment.sizeBytes);
    }
    counts.textBytes += scanned.textBytes;
    counts.first = std::min(counts.first.value_or(message.time), message.time);
    counts.last = std::max(counts.last.value_or(message.time), message.time);
}

Result<void> Adoption::ensurePeople(const Message &message)
{
    if (const auto ensured = ensurePerson(message.author); !ensured)
        return ensured;
    for (const Reaction &reaction : message.reactions) {
        for (const PersonId &person : reaction.people) {
            if (const auto ensured = ensurePerson(person); !ensured)
                return ensured;
        }
    }
    return {};
}

Result<void> Adoption::ensurePerson(const PersonId &person)
{
    if (person.isEmpty() || m_people.contains(person))
        return {};
    PersonRow row;
    row.source = m_known.value(person, Person{.id = person, .name = person.value});
    PeopleMatcher(loadSettings(m_project)).decide(row);
    const auto added = PersonTable(m_project).add(row);
    if (!added)
        return added.error();
    m_people.insert(person, *added);
    return {};
}

Result<void> Adoption::closeConversation(const Conversation &conversation, Wanted &wanted)
{
    if (wanted.members) {
        if (const auto settled = settleConversation(conversation, wanted); !settled)
            return settled;
    }
    // The differences now name the items that stand for them.
    DifferenceTable differences(m_project);
    for (DifferenceRow &row : wanted.newMessages) {
        const auto item = ItemTable(m_project).bySourceId(wanted.row, row.detail);
        if (!item || item->id == row.item)
            continue;
        row.item = item->id;
        if (const auto updated = differences.update(row); !updated)
            return updated;
    }
    return {};
}

Result<void> Adoption::settleConversation(const Conversation &conversation, Wanted &wanted)
{
    ConversationTable table(m_project);
    auto row = table.byId(wanted.row);
    if (!row)
        return {};
    QHash<qint64, PersonId> ids;
    for (auto person = m_people.cbegin(); person != m_people.cend(); ++person)
        ids.insert(person.value(), person.key());
    for (const ItemTable::AuthorSum &author : ItemTable(m_project).authors(wanted.row)) {
        const auto [known, isFirst] = wanted.authors.try_emplace(ids.value(author.author), author.first, author.last);
        known->second.first = std::min(known->second.first, author.first);
        known->second.second = std::max(known->second.second, author.last);
    }
    std::vector<OwnActivity> authors;
    for (const auto &[person, span] : wanted.authors)
        authors.push_back({person, span.first, span.second});
    const MergedMembers merged = mergeMembers(table.intervals(wanted.row), conversation, wanted.events, authors);
    for (const PersonId &person : merged.today) {
        if (const auto ensured = ensurePerson(person); !ensured)
            return ensured;
    }
    for (const MembershipInterval &interval : merged.intervals) {
        if (const auto ensured = ensurePerson(interval.person); !ensured)
            return ensured;
    }
    row->source.members = merged.today;
    if (row->counts.records == 0) {
        row->counts = wanted.counts;
        if (const auto set = table.setSkipped(wanted.row, wanted.skipped); !set)
            return set;
        for (const MembershipEvent &event : wanted.events) {
            row->counts.joins += event.what == MembershipEvent::What::Joined ? 1 : 0;
            row->counts.leaves += event.what == MembershipEvent::What::Left ? 1 : 0;
        }
    } else if (wanted.counts.last) {
        row->counts.last = std::max(row->counts.last.value_or(*wanted.counts.last), *wanted.counts.last);
    }
    row->counts.members = static_cast<qint64>(merged.today.size());
    const ItemTable::Sum sum = ItemTable(m_project).sum(wanted.row);
    row->counts.messages = sum.items - sum.placeholders;
    row->counts.threads = sum.threads;
    row->counts.replies = sum.replies;
    if (const auto updated = table.update(*row); !updated)
        return updated;
    return table.setIntervals(wanted.row, merged.intervals);
}

void Adoption::fail(const Error &error)
{
    if (m_work)
        m_work->queue->close();
    end(error);
}

} // namespace chatferry
