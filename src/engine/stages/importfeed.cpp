// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/importfeed.h"

#include "engine/stages/memberwishes.h"
#include "engine/stages/spacechanges.h"
#include "store/audittable.h"
#include "store/journal.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// Items handed out together: enough to make one look into the export worth it, few enough to keep memory flat.
constexpr std::size_t kItemsAtOnce = 48;
/// Settled items passed over in one go, so that the network is not kept waiting for long.
constexpr std::size_t kSkippedAtOnce = 1000;

bool isSettled(const OperationRow &row)
{
    return row.state != OperationRow::State::Intended;
}

const OperationRow *rowOf(const std::vector<OperationRow> &rows, OperationKind kind, qint64 part)
{
    for (const OperationRow &row : rows) {
        if (row.kind == static_cast<int>(kind) && row.part == part)
            return &row;
    }
    return nullptr;
}

} // namespace

ImportFeed::ImportFeed(StageContext &context, std::shared_ptr<const PlanView> plan, const SpaceRow &space,
                       const ConversationRow &conversation)
    : m_context(context)
    , m_wishes(context.project, std::move(plan), context.source, context.target, space, conversation)
    , m_order(context.project, m_wishes)
    , m_threads(context.project, m_wishes, m_order, context.target.limits().repliesPerThread)
    , m_times(Journal(context.project).lastTime(space.id))
{
}

ImportFeed::~ImportFeed() = default;

WorkLeft ImportFeed::workLeft() const
{
    const SpaceTable table(m_context.project);
    const auto left = [&](CountClass what) {
        const Counts counts = table.counts(space(), what);
        return std::max<qint64>(0, counts.planned - counts.done - counts.failed - counts.left);
    };
    WorkLeft work{};
    workOf(work, OperationKind::CreateMessage) = left(CountClass::Messages);
    workOf(work, OperationKind::AddReaction) = left(CountClass::Reactions);
    workOf(work, OperationKind::UploadFile) = left(CountClass::Attachments);
    workOf(work, OperationKind::AddPastMember) = left(CountClass::Memberships);
    return work;
}

qint64 ImportFeed::settledBefore() const
{
    const SpaceTable table(m_context.project);
    qint64 sum = 0;
    for (const CountClass what :
         {CountClass::Messages, CountClass::Reactions, CountClass::Attachments, CountClass::Memberships}) {
        const Counts counts = table.counts(space(), what);
        sum += counts.done + counts.failed + counts.left;
    }
    return sum;
}

void ImportFeed::fetch(Taken taken)
{
    m_taken = std::move(taken);
    if (!m_stateRead) {
        m_stateRead = true;
        if (!m_wishes.space().expiry) {
            readState();
            return;
        }
    }
    proceed();
}

/// The moment at which the service deletes the space, where it tells. That it does not is no reason to wait.
void ImportFeed::readState()
{
    auto *job = m_context.target.readSpace(remote(), this);
    connect(job, &Job::finished, this, [this, job] {
        job->deleteLater();
        if (job->result() && job->result()->readable) {
            const auto kept =
                m_context.project.transaction([&] { return recordSpaceState(m_context, space(), *job->result()); });
            if (!kept) {
                answer(kept.error());
                return;
            }
        }
        proceed();
    });
    job->start();
}

void ImportFeed::proceed()
{
    if (!m_membersGiven) {
        m_membersGiven = true;
        Batch batch{.after = After::More};
        addPastMembers(batch);
        if (!batch.operations.empty()) {
            answer(std::move(batch));
            return;
        }
    }
    gather();
}

void ImportFeed::gather()
{
    if (m_wishes.plan().targetOf(m_wishes.conversation().id).choice == ConversationRow::Choice::EmptySpace) {
        answer(Batch{.after = After::End});
        return;
    }
    const Journal journal(m_context.project);
    std::vector<Pending> items;
    for (std::size_t seen = 0; items.size() < kItemsAtOnce && seen < kSkippedAtOnce;) {
        const auto entries = m_order.next(kItemsAtOnce - items.size());
        if (entries.empty())
            break;
        seen += entries.size();
        for (const ItemOrder::Entry &entry : entries) {
            auto rows = journal.ofItem(space(), entry.item.id);
            if (rows.empty() || !std::all_of(rows.begin(), rows.end(), isSettled))
                items.push_back({entry, std::move(rows)});
        }
        if (seen >= kSkippedAtOnce && items.empty()) {
            answer(Batch{.after = After::More});
            return;
        }
    }
    if (items.empty()) {
        answer(Batch{.after = After::End});
        return;
    }
    load(std::move(items));
}

/// Reads the texts beside the engine's thread; the export is const and may be read from several at once.
void ImportFeed::load(std::vector<Pending> items)
{
    std::vector<qint64> locators;
    for (Pending &pending : items) {
        const OperationRow *first = rowOf(pending.rows, OperationKind::CreateMessage, 0);
        if (first && first->reserved == kStandsForLeft)
            pending.entry.fate = MessageWishes::Fate::Placeholder;
        if (pending.entry.fate == MessageWishes::Fate::Carried)
            locators.push_back(pending.entry.item.locator);
    }
    if (locators.empty()) {
        loaded(Loaded{std::move(items), {}});
        return;
    }
    if (!m_context.source) {
        answer(Error{.kind = Error::Kind::Input,
                     .what = tr("The export is not at hand."),
                     .remedy = tr("Say where the export is now.")});
        return;
    }
    auto promise = std::make_shared<QPromise<Result<Loaded>>>();
    auto *watcher = new QFutureWatcher<Result<Loaded>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        loaded(watcher->result());
    });
    watcher->setFuture(promise->future());
    promise->start();
    QThreadPool::globalInstance()->start([promise, source = m_context.source, id = m_wishes.conversation().source.id,
                                          locators = std::move(locators), items = std::move(items)]() mutable {
        auto messages = source->load(id, locators);
        if (messages)
            promise->addResult(Result<Loaded>(Loaded{std::move(items), std::move(*messages)}));
        else
            promise->addResult(Result<Loaded>(messages.error()));
        promise->finish();
    });
}

void ImportFeed::loaded(const Result<Loaded> &result)
{
    if (!result) {
        answer(result.error());
        return;
    }
    auto message = result->messages.begin();
    for (const Pending &pending : result->items) {
        if (pending.entry.fate != MessageWishes::Fate::Carried)
            continue;
        if (message == result->messages.end() || message->id.value != pending.entry.item.sourceId) {
            answer(Error{.kind = Error::Kind::Input,
                         .what = tr("The export is not the one this project was made from."),
                         .remedy = tr("Choose the same export again, or compare the newer one in the Reconcile step."),
                         .detail = u"item at its locator has another id"_s});
            return;
        }
        ++message;
    }
    answer(build(*result));
}

ImportFeed::Batch ImportFeed::build(const Loaded &loaded)
{
    Batch batch{.after = After::More};
    auto message = loaded.messages.begin();
    for (const Pending &pending : loaded.items) {
        if (pending.entry.fate == MessageWishes::Fate::Carried)
            addMessage(batch, pending, *message++);
        else
            addMessage(batch, pending, {});
    }
    return batch;
}

void ImportFeed::addMessage(Batch &batch, const Pending &pending, std::optional<Message> message)
{
    const ItemRow &item = pending.entry.item;
    const OperationRow *first = rowOf(pending.rows, OperationKind::CreateMessage, 0);
    const int generation = first ? first->generation : 0;
    const bool isNew = pending.rows.empty();

    MessageToCarry wish;
    if (message) {
        QSet<int> filesLeft;
        for (const OperationRow &row : pending.rows) {
            if (row.kind == static_cast<int>(OperationKind::UploadFile) && row.state == OperationRow::State::Left)
                filesLeft.insert(static_cast<int>(row.part));
        }
        wish = m_wishes.carried(item, std::move(*message), filesLeft, generation);
    } else {
        wish = m_wishes.placeholder(item, generation);
    }
    ThreadBook::Seat seat{item.id, false};
    if (wish.threadRootItem != 0) {
        seat = isNew ? m_threads.nextSeat(item.root, item.id) : m_threads.seatOf(item.root, item.id);
        wish.threadRootItem = seat.continues ? 0 : seat.opener;
        wish.continuesThread = seat.continues;
    }

    std::vector<Operation> operations = m_context.target.expand(wish, m_wishes.plan());
    Tally tally{.placeholder = wish.role == MessageToCarry::Role::PlaceholderRoot};
    qint64 parts = 0;
    bool uploads = false;
    for (Operation &operation : operations) {
        uploads = uploads || operation.key.kind == OperationKind::UploadFile;
        if (operation.key.kind != OperationKind::CreateMessage)
            continue;
        ++parts;
        const OperationRow *row = rowOf(pending.rows, OperationKind::CreateMessage, operation.key.part);
        operation.generation = generation;
        operation.time = row ? row->time : m_times.give(pending.entry.effective);
        if (first && first->reserved == kStandsForLeft)
            operation.reserved = kStandsForLeft;
        tally.open += !row || !isSettled(*row) ? 1 : 0;
        tally.failed = tally.failed || (row && row->state == OperationRow::State::Failed);
    }
    if (parts > 1 || tally.placeholder)
        m_tallies.insert(item.id, tally);
    if (isNew &&
        (item.root != 0 || (item.flags & (ItemRow::HasThread | ItemRow::PlaceholderRoot)) || tally.placeholder))
        m_threads.taken(item.root != 0 ? item.root : item.id, seat, item.id, parts);
    if (uploads)
        addFolder(batch);
    std::move(operations.begin(), operations.end(), std::back_inserter(batch.operations));

    // What the message does not ask for any more (a file left since) keeps no one waiting.
    for (const OperationRow &row : pending.rows) {
        const OperationKey key = keyOf(row);
        const bool wanted = std::any_of(batch.operations.begin(), batch.operations.end(),
                                        [&](const Operation &operation) { return operation.key == key; });
        if (wanted || isSettled(row))
            continue;
        OperationRow left = row;
        left.state = OperationRow::State::Left;
        batch.rows.push_back(std::move(left));
    }
}

/// The folder for the files of the space, and the drive it lies in, once the first file needs it.
void ImportFeed::addFolder(Batch &batch)
{
    if (m_folderGiven)
        return;
    m_folderGiven = true;
    const auto limits = m_context.target.limits();
    for (Operation &operation : m_context.target.expand(
             spaceToCreate(m_context.project, m_wishes.plan(), m_wishes.space(), m_wishes.conversation(),
                           limits.descriptionCharacters, limits.guidelinesCharacters, true))) {
        if (operation.key.kind != OperationKind::CreateSpace)
            batch.operations.push_back(std::move(operation));
    }
}

void ImportFeed::addPastMembers(Batch &batch)
{
    for (const PastMemberToCarry &wish :
         pastMembers(m_context.project, m_wishes.plan(), m_wishes.space(), m_wishes.conversation())) {
        for (Operation &operation : m_context.target.expand(wish))
            batch.operations.push_back(std::move(operation));
    }
}

void ImportFeed::answer(Result<Batch> batch)
{
    const Taken taken = std::exchange(m_taken, {});
    if (taken)
        taken(std::move(batch));
}

ImportFeed::CountDelta ImportFeed::delta(CountClass what, const Counts &counts) const
{
    return {.space = space(), .what = what, .delta = counts};
}

std::vector<ImportFeed::CountDelta> ImportFeed::deltas(const Operation &operation, const OperationRow &row)
{
    const bool done = row.state == OperationRow::State::Done;
    const Counts one = done ? Counts{.done = 1} : Counts{.failed = 1};
    switch (operation.key.kind) {
    case OperationKind::AddReaction:
        return {delta(CountClass::Reactions, one)};
    case OperationKind::UploadFile: {
        // A file that was fetched only after the plan was accepted had been counted as left.
        const Counts counts = SpaceTable(m_context.project).counts(space(), CountClass::Attachments);
        Counts change = one;
        if (counts.left > 0 && counts.done + counts.failed + counts.left >= counts.planned)
            change.left = -1;
        return {delta(CountClass::Attachments, change)};
    }
    case OperationKind::AddPastMember:
        return {delta(CountClass::Memberships, one)};
    case OperationKind::CreateMessage:
        break;
    default:
        return {};
    }
    const auto found = m_tallies.find(operation.key.item);
    if (found == m_tallies.end())
        return {delta(CountClass::Messages, one)};
    Tally &tally = *found;
    std::vector<CountDelta> deltas;
    if (operation.key.part > 0)
        deltas.push_back(delta(CountClass::Parts, one));
    --tally.open;
    const CountClass what = tally.placeholder ? CountClass::Placeholders : CountClass::Messages;
    if (!done && !tally.failed) {
        tally.failed = true;
        deltas.push_back(delta(what, {.failed = 1}));
    }
    if (tally.open == 0) {
        if (!tally.failed)
            deltas.push_back(delta(what, {.done = 1}));
        m_tallies.erase(found);
    }
    return deltas;
}

Result<void> ImportFeed::finish()
{
    if (!isAllSettled(m_context.project, space(),
                      {OperationKind::CreateFolder, OperationKind::AddPastMember, OperationKind::UploadFile,
                       OperationKind::CreateMessage, OperationKind::AddReaction}))
        return {};
    SpaceTable table(m_context.project);
    auto row = table.byId(space());
    if (!row || row->stage != SpaceRow::Stage::Created)
        return {};
    row->stage = SpaceRow::Stage::Imported;
    if (const auto written = table.update(*row); !written)
        return written;
    return AuditTable(m_context.project).add({.who = m_context.helper, .what = u"space-imported"_s, .space = space()});
}

Result<void> ImportFeed::lost(const SpaceState &state)
{
    return recordLostSpace(m_context, space(), state);
}

} // namespace chatferry
