// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/scanner.h"

#include "engine/plan/membershiprules.h"
#include "engine/plan/peoplemap.h"
#include "engine/plan/scanrecords.h"
#include "engine/plan/settingsstore.h"
#include "engine/plan/spacenames.h"
#include "markup/emoji.h"
#include "store/conversationtable.h"
#include "store/itemappender.h"
#include "store/metatable.h"
#include "store/persontable.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QCoreApplication>
#include <QThread>
#include <QThreadPool>

#include <numeric>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr int kBatchesAtOnce = 8;
constexpr int kClearedAtOnce = 20'000;
/// A text of about this size may need a second message (src/engine/README.md, "Parts"); the exact border is known only
/// when the text is written.
constexpr qint64 kLongText = 29'000;
constexpr size_t kMostProblems = 2'000;

int rankOf(Conversation::Kind kind)
{
    switch (kind) {
    case Conversation::Kind::Public:
        return 0;
    case Conversation::Kind::Private:
        return 1;
    case Conversation::Kind::GroupDirect:
        return 2;
    case Conversation::Kind::Direct:
        return 3;
    }
    return 4;
}

bool isTalk(Conversation::Kind kind)
{
    return kind == Conversation::Kind::Direct || kind == Conversation::Kind::GroupDirect;
}

} // namespace

/// One conversation while it is read, and what is to be stored of it at the end.
struct Scanner::Reading
{
    qint64 id = 0;
    std::vector<MembershipEvent> events;
    std::vector<Person> people;
    std::vector<Problem> problems;
    QMap<QString, qint64> skipped;
    ConversationCounts counts;
    std::vector<PersonId> members;
    std::vector<MembershipInterval> intervals;
    bool sawDeleted = false;
};

Scanner::Scanner(Project &project, std::shared_ptr<const Source> source, QObject *parent)
    : ResultJob(parent)
    , m_project(&project)
    , m_source(std::move(source))
{
}

Scanner::~Scanner()
{
    if (m_work)
        m_work->queue->close();
}

void Scanner::run()
{
    MetaTable meta(*m_project);
    const QString fingerprint = QString::fromLatin1(m_source->description().fingerprint.toHex());
    const auto rows = ConversationTable(*m_project).all();
    if (!rows.empty() && meta.value(u"source.fingerprint"_s) == fingerprint) {
        m_summary.unchanged = true;
        finish();
        return;
    }
    for (const SpaceRow &space : SpaceTable(*m_project).all()) {
        if (space.stage == SpaceRow::Stage::Planned || space.stage == SpaceRow::Stage::Skipped)
            continue;
        fail(
            {.kind = Error::Kind::Precondition,
             .what = tr("Another export cannot take the place of the first, because spaces were made from it already."),
             .remedy = tr("Use Reconcile to bring what is new into these spaces.")});
        return;
    }
    clear(&Scanner::startReading);
}

void Scanner::stop()
{
    if (m_work)
        m_work->queue->close();
    (void)m_project->setWaitsForDisk(true);
}

void Scanner::clear(void (Scanner::*then)())
{
    const auto removed = ItemTable(*m_project).removeUnowned(kClearedAtOnce);
    if (!removed) {
        fail(removed.error());
        return;
    }
    QMetaObject::invokeMethod(
        this,
        [this, then, more = *removed == kClearedAtOnce] {
            if (!isRunning())
                return;
            if (more)
                clear(then);
            else
                (this->*then)();
        },
        Qt::QueuedConnection);
}

void Scanner::startReading()
{
    if (const auto set = m_project->setWaitsForDisk(false); !set) {
        fail(set.error());
        return;
    }
    const std::vector<Conversation> &conversations = m_source->conversations();

    // Ids that nothing in the project uses: what is stored under them stays out of sight until its conversation is
    // stored.
    qint64 nextConversation = 1;
    for (const ConversationRow &row : ConversationTable(*m_project).all())
        nextConversation = std::max(nextConversation, row.id + 1);
    for (const PersonRow &row : PersonTable(*m_project).all()) {
        m_people.insert(row.source.id, row.id);
        m_ids.insert(row.id, row.source.id);
        m_nextPerson = std::max(m_nextPerson, row.id + 1);
    }
    for (const Person &person : m_source->people())
        personId(person.id);
    m_readings.resize(conversations.size());
    for (size_t i = 0; i < conversations.size(); ++i) {
        m_readings[i].id = nextConversation + qint64(i);
        m_totalBytes += m_source->totalBytes(conversations[i].id);
    }
    m_open = conversations.size();
    if (m_open == 0) {
        store();
        return;
    }

    m_work = std::make_shared<ScanReader::Work>();
    m_work->source = m_source;
    m_work->queue = std::make_shared<ScanQueue>(this, [this] { drain(); });
    m_work->order.resize(conversations.size());
    std::iota(m_work->order.begin(), m_work->order.end(), size_t(0));
    // The largest first, so that no thread is left alone with it at the end.
    std::stable_sort(m_work->order.begin(), m_work->order.end(), [&](size_t left, size_t right) {
        return m_source->totalBytes(conversations[left].id) > m_source->totalBytes(conversations[right].id);
    });
    const size_t readers = std::min(conversations.size(), size_t(std::max(1, QThread::idealThreadCount())));
    for (size_t i = 0; i < readers; ++i)
        QThreadPool::globalInstance()->start([work = m_work] { ScanReader(work).run(); });
}

void Scanner::drain()
{
    if (!isRunning())
        return;
    std::optional<Error> unreadable;
    bool more = true;
    const auto written = m_project->transaction([&]() -> Result<void> {
        ItemAppender appender(*m_project);
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
            if (const auto taken = takeBatch(*batch, appender); !taken)
                return taken;
        }
        return appender.finish();
    });
    if (!written) {
        fail(unreadable ? *unreadable : written.error());
        return;
    }
    Q_EMIT progress(std::min(m_bytes, m_totalBytes), m_totalBytes);
    if (m_open == 0)
        QMetaObject::invokeMethod(this, &Scanner::store, Qt::QueuedConnection);
    else if (more)
        QMetaObject::invokeMethod(this, &Scanner::drain, Qt::QueuedConnection);
}

Result<void> Scanner::takeBatch(ScanBatch &batch, ItemAppender &appender)
{
    Reading &reading = m_readings[batch.conversation];
    m_bytes += batch.bytes;
    reading.counts.records += batch.records;
    for (auto reason = batch.skipped.cbegin(); reason != batch.skipped.cend(); ++reason)
        reading.skipped[reason.key()] += reason.value();
    std::move(batch.events.begin(), batch.events.end(), std::back_inserter(reading.events));
    std::move(batch.problems.begin(), batch.problems.end(), std::back_inserter(reading.problems));
    for (Person &person : batch.people) {
        personId(person.id);
        reading.people.push_back(std::move(person));
    }
    for (ScannedMessage &scanned : batch.messages) {
        if (const auto taken = takeMessage(reading, scanned, appender); !taken)
            return taken;
    }
    if (!batch.last)
        return {};
    --m_open;
    // What closes a conversation reads the item table: numbers given so far must be kept first.
    if (const auto kept = appender.finish(); !kept)
        return kept;
    if (const auto closed = closeConversation(reading); !closed)
        return closed;
    m_summary.messages += reading.counts.messages;
    return {};
}

Result<void> Scanner::takeMessage(Reading &reading, ScannedMessage &scanned, ItemAppender &appender)
{
    const Message &message = scanned.message;
    const auto root = rootOf(reading, message, appender);
    if (!root)
        return root.error();

    ItemRow row;
    row.conversation = reading.id;
    row.sourceId = message.id.value;
    row.locator = message.locator;
    row.time = message.time;
    row.author = personId(message.author);
    row.root = *root;
    row.flags = (message.kind == Message::Kind::Bot ? ItemRow::Bot : 0) |
                (message.kind == Message::Kind::Deleted ? ItemRow::Deleted : 0) |
                (message.alsoInConversation ? ItemRow::AlsoInConversation : 0) |
                (message.editedAt ? ItemRow::Edited : 0) | (message.oddities.empty() ? 0 : ItemRow::Odd) |
                (message.lostPreviews > 0 ? ItemRow::LostPreview : 0) |
                (scanned.textBytes + 200 * qint64(message.attachments.size()) > kLongText ? ItemRow::Long : 0);
    for (const Reaction &reaction : message.reactions)
        row.reactions += std::max(reaction.count, int(reaction.people.size()));
    row.attachments = int(message.attachments.size());
    row.contentHash = message.contentHash;

    const auto added = appender.add(row);
    if (!added)
        return added.error();
    if (!*added) {
        const auto there = ItemTable(*m_project).byId(row.id);
        if (!there || !(there->flags & ItemRow::PlaceholderRoot)) {
            ++reading.skipped[u"duplicate"_s];
            return {};
        }
        // Its replies came first. When it turns out to be a reply itself, they follow it to its own root.
        if (row.root == row.id)
            row.root = 0;
        if (row.root == 0)
            row.flags |= ItemRow::HasThread;
        if (const auto replaced = appender.replacePlaceholder(row); !replaced)
            return replaced;
    }
    reading.sawDeleted |= message.kind == Message::Kind::Deleted;
    ConversationCounts &counts = reading.counts;
    counts.reactions += row.reactions;
    counts.attachments += row.attachments;
    counts.textBytes += scanned.textBytes;
    for (const Attachment &attachment : message.attachments) {
        if (attachment.place == Attachment::Place::InArchive || attachment.place == Attachment::Place::Remote)
            counts.attachmentBytes += std::max<qint64>(0, attachment.sizeBytes);
    }
    counts.first = counts.first ? std::min(*counts.first, row.time) : row.time;
    counts.last = counts.last ? std::max(*counts.last, row.time) : row.time;
    return takeDetails(message, row.id, appender);
}

Result<qint64> Scanner::rootOf(Reading &reading, const Message &message, ItemAppender &appender)
{
    if (!message.threadRoot || *message.threadRoot == message.id)
        return 0;
    const auto there = ItemTable(*m_project).bySourceId(reading.id, message.threadRoot->value);
    if (there && there->root != 0)
        return there->root; // A reply to a reply belongs to the thread that one is in.
    if (there) {
        if (!(there->flags & ItemRow::HasThread)) {
            if (const auto flagged = appender.addFlags(there->id, ItemRow::HasThread); !flagged)
                return flagged.error();
        }
        return there->id;
    }
    ItemRow placeholder;
    placeholder.conversation = reading.id;
    placeholder.sourceId = message.threadRoot->value;
    placeholder.locator = -1;
    placeholder.time = message.threadRootTime.value_or(message.time);
    placeholder.flags = ItemRow::PlaceholderRoot | ItemRow::HasThread;
    const auto added = appender.add(placeholder);
    if (!added)
        return added.error();
    return placeholder.id;
}

Result<void> Scanner::takeDetails(const Message &message, qint64 item, ItemAppender &appender)
{
    std::vector<ReactionRow> reactions;
    for (const Reaction &reaction : message.reactions) {
        QString emoji = reaction.unicode.isEmpty() ? emojiUnicode(reaction.name) : reaction.unicode;
        if (emoji.isEmpty())
            emoji = u':' + reaction.name + u':';
        for (const PersonId &person : reaction.people) {
            const qint64 id = personId(person);
            ++m_reactionsOf[id];
            reactions.push_back({item, int(reactions.size()), id, emoji, 1});
        }
        const int unnamed = reaction.count - int(reaction.people.size());
        if (unnamed > 0)
            reactions.push_back({item, int(reactions.size()), 0, emoji, unnamed});
    }
    std::vector<AttachmentRow> attachments;
    for (const Attachment &attachment : message.attachments)
        attachments.push_back(
            {item, int(attachments.size()), int(attachment.place), attachment.reason, attachment.sizeBytes});
    return appender.addDetails(reactions, attachments);
}

Result<void> Scanner::closeConversation(Reading &reading)
{
    ItemTable items(*m_project);
    if (reading.sawDeleted) {
        const auto removed = items.removeLoneDeleted(reading.id);
        if (!removed)
            return removed.error();
        if (*removed > 0)
            reading.skipped[u"deleted"_s] += *removed;
    }
    const ItemTable::Sum sum = items.sum(reading.id);
    reading.counts.messages = sum.items - sum.placeholders;
    reading.counts.threads = sum.threads;
    reading.counts.replies = sum.replies;
    for (const MembershipEvent &event : reading.events) {
        reading.counts.joins += event.what == MembershipEvent::What::Joined ? 1 : 0;
        reading.counts.leaves += event.what == MembershipEvent::What::Left ? 1 : 0;
        personId(event.person);
    }

    std::vector<OwnActivity> authors;
    for (const ItemTable::AuthorSum &author : items.authors(reading.id)) {
        m_messagesOf[author.author] += author.messages;
        authors.push_back({m_ids.value(author.author), author.first, author.last});
    }
    std::sort(authors.begin(), authors.end(), [](const OwnActivity &left, const OwnActivity &right) {
        return std::tie(left.first, left.person) < std::tie(right.first, right.person);
    });
    const Conversation &conversation = m_source->conversations()[size_t(&reading - m_readings.data())];
    reading.members = todaysMembers(conversation, reading.events);
    reading.counts.members = qint64(reading.members.size());
    for (const PersonId &member : reading.members)
        personId(member);
    reading.intervals = membershipIntervals(conversation, reading.members, reading.events, authors);
    reading.events = {};
    return {};
}

void Scanner::store()
{
    if (!isRunning())
        return;
    if (const auto set = m_project->setWaitsForDisk(true); !set) {
        fail(set.error());
        return;
    }
    if (const auto stored = m_project->transaction([this] { return storeAll(); }); !stored) {
        fail(stored.error());
        return;
    }
    clear(&Scanner::finish);
}

Result<void> Scanner::storeAll()
{
    if (const auto stored = storePeople(); !stored)
        return stored;
    if (const auto stored = storeConversations(); !stored)
        return stored;
    m_summary.problems = m_source->problems();
    for (const Reading &reading : m_readings)
        m_summary.problems.insert(m_summary.problems.end(), reading.problems.begin(), reading.problems.end());
    if (m_summary.problems.size() > kMostProblems)
        m_summary.problems.resize(kMostProblems);

    MetaTable meta(*m_project);
    const SourceDescription &about = m_source->description();
    const std::pair<QString, QString> values[] = {
        {u"source.path"_s, about.path},
        {u"source.format"_s, about.format},
        {u"source.formatName"_s, about.formatName},
        {u"source.variant"_s, about.variant},
        {u"source.variantName"_s, about.variantName},
        {u"source.coversPrivate"_s, about.coversPrivate ? u"1"_s : QString()},
        {u"source.made"_s, about.made ? toRfc3339(*about.made) : QString()},
        {u"source.fingerprint"_s, QString::fromLatin1(about.fingerprint.toHex())},
        {u"source.leftovers"_s, leftoversJson(m_source->leftovers())},
        {u"scan.time"_s, toRfc3339(m_project->clock().nowUtc())},
        {u"scan.problems"_s, problemsJson(m_summary.problems)},
    };
    for (const auto &[key, value] : values) {
        if (const auto set = meta.setValue(key, value); !set)
            return set;
    }
    return {};
}

Result<void> Scanner::storePeople()
{
    // The export's own list first; then what records say more, in the order of the conversations, so that the result
    // does not depend on which thread was quicker.
    QHash<PersonId, Person> known;
    for (const Person &person : m_source->people())
        mergePerson(known, person);
    for (const Reading &reading : m_readings) {
        for (const Person &person : reading.people)
            mergePerson(known, person);
    }
    PersonTable table(*m_project);
    const PeopleMatcher matcher(loadSettings(*m_project));
    QHash<PersonId, PersonRow> before;
    for (PersonRow &row : table.all())
        before.insert(row.source.id, std::move(row));
    std::vector<qint64> order(m_ids.keyBegin(), m_ids.keyEnd());
    std::sort(order.begin(), order.end());
    for (const qint64 id : order) {
        const PersonId person = m_ids.value(id);
        PersonRow row = before.value(person);
        if (!m_seen.contains(id) && !row.policyByHand) {
            if (const auto removed = table.remove(id); !removed)
                return removed;
            continue;
        }
        row.id = id;
        if (known.contains(person))
            row.source = known.value(person);
        else if (row.source.id.isEmpty())
            row.source = {.id = person, .name = person.value};
        if (row.source.name.isEmpty())
            row.source.name = person.value;
        row.messages = m_messagesOf.value(id);
        row.reactions = m_reactionsOf.value(id);
        if (row.account == PersonRow::AccountState::Unknown)
            matcher.decide(row);
        else
            matcher.decidePolicy(row);
        if (before.contains(person)) {
            if (const auto updated = table.update(row); !updated)
                return updated;
        } else if (const auto added = table.add(row); !added) {
            return added.error();
        }
        ++m_summary.people;
    }
    return {};
}

Result<void> Scanner::storeConversations()
{
    ConversationTable table(*m_project);
    PlanSettings settings = loadSettings(*m_project);
    QHash<ConversationId, ConversationRow> before;
    for (ConversationRow &row : table.all()) {
        if (const auto removed = table.remove(row.id); !removed)
            return removed;
        before.insert(row.source.id, std::move(row));
    }
    QHash<QString, QString> names;
    for (const PersonRow &person : PersonTable(*m_project).all())
        names.insert(person.source.id.value, person.source.name);

    const std::vector<Conversation> &conversations = m_source->conversations();
    std::vector<size_t> order(conversations.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](size_t left, size_t right) {
        return rankOf(conversations[left].kind) < rankOf(conversations[right].kind);
    });
    QHash<qint64, qint64> moved;
    int position = 0;
    for (const size_t index : order) {
        const Reading &reading = m_readings[index];
        ConversationRow row = before.value(conversations[index].id);
        const bool isNew = row.id == 0;
        if (!isNew)
            moved.insert(row.id, reading.id);
        row.id = reading.id;
        row.source = conversations[index];
        row.source.members = reading.members;
        row.counts = reading.counts;
        row.position = position++;
        if (isNew) {
            row.choice = isTalk(row.source.kind) ? ConversationRow::Choice::Undecided : ConversationRow::Choice::Move;
            row.targetName = plainSpaceName(row.source, names);
            if (const auto *choice = choiceFor(settings, row))
                applyChoice(*choice, row);
        }
        if (const auto added = table.add(row); !added)
            return added.error();
        if (const auto set = table.setSkipped(row.id, reading.skipped); !set)
            return set;
        if (const auto set = table.setIntervals(row.id, reading.intervals); !set)
            return set;
        ++m_summary.conversations;
        m_summary.records += row.counts.records;
    }
    SpaceTable spaces(*m_project);
    for (SpaceRow &space : spaces.all()) {
        if (!moved.contains(space.conversation)) {
            if (const auto removed = spaces.remove(space.id); !removed)
                return removed;
            continue;
        }
        space.conversation = moved.value(space.conversation);
        if (const auto updated = spaces.update(space); !updated)
            return updated;
    }
    if (settings.pilotConversation != 0) {
        settings.pilotConversation = moved.value(settings.pilotConversation);
        const auto kept = storeSettings(*m_project, settings);
        if (!kept)
            return kept.error();
    }
    return {};
}

void Scanner::finish()
{
    if (m_summary.unchanged) {
        for (const ConversationRow &row : ConversationTable(*m_project).all()) {
            ++m_summary.conversations;
            m_summary.records += row.counts.records;
            m_summary.messages += row.counts.messages;
        }
        m_summary.people = qint64(PersonTable(*m_project).all().size());
        m_summary.problems = loadScanProblems(*m_project);
    }
    if (m_project->readFailure()) {
        fail(*m_project->readFailure());
        return;
    }
    Q_EMIT progress(m_totalBytes, m_totalBytes);
    end(m_summary);
}

void Scanner::fail(const Error &error)
{
    if (m_work)
        m_work->queue->close();
    (void)m_project->setWaitsForDisk(true);
    end(error);
}

qint64 Scanner::personId(const PersonId &person)
{
    if (person.isEmpty())
        return 0;
    auto found = m_people.constFind(person);
    if (found == m_people.constEnd()) {
        found = m_people.insert(person, m_nextPerson);
        m_ids.insert(m_nextPerson++, person);
    }
    m_seen.insert(*found);
    return *found;
}

std::vector<Problem> loadScanProblems(Project &project)
{
    return problemsFromJson(MetaTable(project).value(u"scan.problems"_s));
}

std::vector<Leftover> loadLeftovers(Project &project)
{
    return leftoversFromJson(MetaTable(project).value(u"source.leftovers"_s));
}

} // namespace chatferry

#include "moc_scanner.cpp"
