// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/repairfeed.h"

#include "engine/stages/memberwishes.h"
#include "engine/stages/spacechanges.h"
#include "engine/verify/conversationcomparison.h"
#include "store/differencetable.h"
#include "store/itemtable.h"
#include "store/journal.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// What of a message stays behind, counted as source items.
struct Lost
{
    qint64 reactions = 0;
    qint64 attachments = 0;
};

Lost lostOf(const ItemLoader::Item &item)
{
    const auto carried = std::count_if(item.wish.files.begin(), item.wish.files.end(),
                                       [](const FileToCarry &file) { return file.way != FileToCarry::Way::Missing; });
    return {item.entry.item.reactions - static_cast<qint64>(item.wish.reactions.size()),
            item.entry.item.attachments - static_cast<qint64>(carried)};
}

constexpr std::size_t kItemsAtOnce = 48;

bool isOfMembers(const DifferenceRow &row)
{
    return row.what == u"member-missing" || row.what == u"member-differs" || row.what == u"extra-member";
}

bool isOfSpace(const DifferenceRow &row)
{
    return row.what == u"space-differs" || row.what == u"renamed-conversation";
}

/// Part 0 of the message is written: there is something to change.
bool isWritten(const ItemLoader::Item &item)
{
    const OperationRow *first = ItemLoader::rowOf(item.rows, OperationKind::CreateMessage, 0);
    return first && first->state == OperationRow::State::Done;
}

int partsIn(const std::vector<OperationRow> &rows)
{
    return static_cast<int>(std::count_if(rows.begin(), rows.end(), [](const OperationRow &row) {
        return row.kind == static_cast<int>(OperationKind::CreateMessage) && row.state == OperationRow::State::Done;
    }));
}

} // namespace

RepairFeed::RepairFeed(StageContext &context, std::shared_ptr<const PlanView> plan, const SpaceRow &space,
                       const ConversationRow &conversation, std::vector<DifferenceRow> rows)
    : m_context(context)
    , m_plan(plan)
    , m_space(space)
    , m_conversation(conversation)
    , m_loader(context, std::move(plan), space, conversation, this)
    , m_times(Journal(context.project).lastTime(space.id))
{
    for (DifferenceRow &row : rows)
        m_open.emplace(row.id, Open{.row = row});
    sortRows();
}

void RepairFeed::sortRows()
{
    std::map<qint64, Task> byItem;
    for (const auto &[id, open] : m_open) {
        const DifferenceRow &row = open.row;
        if (isOfMembers(row)) {
            m_ofMembers.push_back(row);
        } else if (isOfSpace(row)) {
            m_ofSpace.push_back(row);
        } else if (row.what == u"extra-message") {
            m_extra.push_back(row);
        } else if (row.item != 0) {
            Task &task = byItem[row.item];
            task.item = row.item;
            task.rows.push_back(row);
        }
    }
    // A new reply may hang on a root that stands for one that is in no export.
    const ItemTable items(m_context.project);
    const Journal journal(m_context.project);
    std::map<qint64, Task> roots;
    for (const auto &[id, task] : byItem) {
        const auto item = items.byId(id);
        if (!item || item->root == 0 || byItem.contains(item->root) || !journal.ofItem(space(), id).empty())
            continue;
        if (journal.ofItem(space(), item->root).empty())
            roots.emplace(item->root, Task{.item = item->root, .rows = {}});
    }
    byItem.merge(roots);
    // In the order in which times are given.
    std::vector<std::pair<ItemOrder::Entry, Task>> sorted;
    for (auto &[id, task] : byItem) {
        if (const auto item = items.byId(id))
            sorted.emplace_back(m_loader.order().entryOf(*item, m_loader.wishes().fateOf(*item)), std::move(task));
    }
    std::sort(sorted.begin(), sorted.end(),
              [](const auto &left, const auto &right) { return ItemOrder::comesBefore(left.first, right.first); });
    for (auto &[entry, task] : sorted)
        m_tasks.push_back(std::move(task));
}

WorkLeft RepairFeed::workLeft() const
{
    WorkLeft left{};
    workOf(left, OperationKind::PatchMessage) = static_cast<qint64>(m_tasks.size());
    return left;
}

void RepairFeed::fetch(Taken taken)
{
    m_taken = std::move(taken);
    if (!m_begun) {
        m_begun = true;
        Batch batch{.after = After::More};
        buildSpace(batch);
        buildMembers(batch);
        for (const DifferenceRow &row : m_extra)
            removeExtra(row, batch);
        const auto reset = m_context.project.transaction([this]() -> Result<void> {
            Journal journal(m_context.project);
            for (const OperationRow &row : std::exchange(m_resets, {})) {
                if (const auto put = journal.put(row); !put)
                    return put;
            }
            return {};
        });
        const Taken answer = std::exchange(m_taken, {});
        if (reset)
            answer(std::move(batch));
        else
            answer(reset.error());
        return;
    }
    fetchItems();
}

void RepairFeed::fetchItems()
{
    const ItemTable items(m_context.project);
    std::vector<ItemRow> rows;
    while (rows.size() < kItemsAtOnce && m_next < m_tasks.size()) {
        if (const auto item = items.byId(m_tasks[m_next++].item))
            rows.push_back(*item);
    }
    if (rows.empty()) {
        std::exchange(m_taken, {})(Batch{.after = After::End});
        return;
    }
    m_loader.load(rows, [this](Result<std::vector<ItemLoader::Item>> loaded) {
        const Taken answer = std::exchange(m_taken, {});
        if (loaded)
            answer(build(*loaded));
        else
            answer(loaded.error());
    });
}

Result<RepairFeed::Batch> RepairFeed::build(const std::vector<ItemLoader::Item> &items)
{
    Batch batch{.after = After::More};
    for (const ItemLoader::Item &item : items) {
        const auto task = std::find_if(m_tasks.begin(), m_tasks.end(),
                                       [&](const Task &one) { return one.item == item.entry.item.id; });
        if (task != m_tasks.end())
            buildItem(item, task->rows, batch);
    }
    const auto reset = m_context.project.transaction([this]() -> Result<void> {
        Journal journal(m_context.project);
        for (const OperationRow &row : std::exchange(m_resets, {})) {
            if (const auto put = journal.put(row); !put)
                return put;
        }
        return {};
    });
    if (!reset)
        return reset.error();
    return batch;
}

void RepairFeed::buildItem(const ItemLoader::Item &item, const std::vector<DifferenceRow> &rows, Batch &batch)
{
    Ids all;
    for (const DifferenceRow &row : rows)
        all.push_back(row.id);
    const auto idsOf = [&](std::initializer_list<QLatin1StringView> whats) {
        Ids ids;
        for (const DifferenceRow &row : rows) {
            for (const auto what : whats) {
                if (row.what == what)
                    ids.push_back(row.id);
            }
        }
        return ids;
    };
    if (item.rows.empty()) {
        // A space that is still being filled takes it from the project by itself.
        if (m_space.stage >= SpaceRow::Stage::Imported)
            carryNew(item, all, batch);
        return;
    }
    Ids toRecreate;
    for (const DifferenceRow &row : rows) {
        if (row.proposal == u"recreate")
            toRecreate.push_back(row.id);
    }
    if (!isWritten(item)) {
        sendMissing(item, all, batch);
        return;
    }
    if (!toRecreate.empty()) {
        recreate(item, all, batch);
        return;
    }
    if (const Ids ids = idsOf({"deleted-message"_L1}); !ids.empty()) {
        removeMessage(item, ids, batch);
        return;
    }
    if (const Ids ids = idsOf({"edited-message"_L1, "text-differs"_L1}); !ids.empty())
        patch(item, ids, batch);
    if (const Ids ids = idsOf({"message-missing"_L1}); !ids.empty())
        sendMissing(item, ids, batch);
    for (const DifferenceRow &row : rows) {
        if (row.what == u"reaction-missing")
            addReactions(item, {row.id}, row.origin == u"validate", batch);
        else if (row.what == u"reaction-extra")
            removeReactions(item, row, batch);
    }
}

void RepairFeed::add(Operation operation, const Ids &ids, bool again, Batch &batch)
{
    const OperationKey key = operation.key;
    if (again) {
        const auto row = Journal(m_context.project).find(key.space, static_cast<int>(key.kind), key.item, key.part);
        if (row && row->state != OperationRow::State::Intended) {
            OperationRow fresh = intentOf(operation);
            m_resets.push_back(std::move(fresh));
        }
    }
    Ids &served = m_serves[key];
    for (const qint64 id : ids) {
        if (std::find(served.begin(), served.end(), id) == served.end()) {
            served.push_back(id);
            ++m_open[id].operations;
        }
    }
    batch.operations.push_back(std::move(operation));
}

UtcTime RepairFeed::freeTime(UtcTime effective)
{
    const Journal journal(m_context.project);
    const UtcTime time = m_times.giveFree(
        effective, [&](UtcTime at) { return m_given.contains(at) || journal.isTimeTaken(space(), at); });
    m_given.insert(time);
    return time;
}

void RepairFeed::addUploads(const ItemLoader::Item &item, const Ids &ids, Batch &batch)
{
    bool any = false;
    for (const Operation &operation : item.operations) {
        if (operation.key.kind != OperationKind::UploadFile)
            continue;
        any = true;
        const OperationRow *row = ItemLoader::rowOf(item.rows, OperationKind::UploadFile, operation.key.part);
        add(operation, ids, row && row->state == OperationRow::State::Failed, batch);
    }
    if (!any || m_folderGiven)
        return;
    m_folderGiven = true;
    const auto limits = m_context.target.limits();
    for (Operation &operation :
         m_context.target.expand(spaceToCreate(m_context.project, *m_plan, m_space, m_conversation,
                                               limits.descriptionCharacters, limits.guidelinesCharacters, true))) {
        if (operation.key.kind != OperationKind::CreateSpace)
            batch.operations.push_back(std::move(operation));
    }
}

/// Written as in the first import, but in times that are still free.
void RepairFeed::carryNew(const ItemLoader::Item &item, const Ids &ids, Batch &batch)
{
    MessageToCarry wish = item.wish;
    ThreadBook::Seat seat{item.entry.item.id, false};
    if (wish.threadRootItem != 0) {
        seat = m_loader.threads().nextSeat(item.entry.item.root, item.entry.item.id);
        wish.threadRootItem = seat.continues ? 0 : seat.opener;
        wish.continuesThread = seat.continues;
    }
    UtcTime effective = item.entry.effective;
    qint64 parts = 0;
    const Lost lost = lostOf(item);
    Counts reactions{.left = lost.reactions};
    Counts attachments{.left = lost.attachments};
    ItemLoader::Item seated = item;
    seated.operations = m_context.target.expand(wish, *m_plan);
    for (Operation &operation : seated.operations) {
        reactions.planned += operation.key.kind == OperationKind::AddReaction ? 1 : 0;
        attachments.planned += operation.key.kind == OperationKind::UploadFile ? 1 : 0;
        if (operation.key.kind == OperationKind::UploadFile)
            continue;
        if (operation.key.kind == OperationKind::CreateMessage) {
            operation.time = freeTime(effective);
            effective = operation.time + Micros(1);
            ++parts;
        }
        add(operation, ids, false, batch);
    }
    addUploads(seated, ids, batch);
    reactions.planned += lost.reactions;
    attachments.planned += lost.attachments;
    if (item.entry.item.root != 0)
        m_loader.threads().taken(item.entry.item.root, seat, item.entry.item.id, parts);
    m_partsLeft.insert(item.entry.item.id, static_cast<int>(parts));
    const bool isPlaceholder = wish.role == MessageToCarry::Role::PlaceholderRoot;
    batch.deltas.push_back({.space = space(),
                            .what = isPlaceholder ? CountClass::Placeholders : CountClass::Messages,
                            .delta = {.planned = 1}});
    if (reactions != Counts{})
        batch.deltas.push_back({.space = space(), .what = CountClass::Reactions, .delta = reactions});
    if (attachments != Counts{})
        batch.deltas.push_back({.space = space(), .what = CountClass::Attachments, .delta = attachments});
}

/// What the journal intends, or could not do, is tried again as it was meant.
void RepairFeed::sendMissing(const ItemLoader::Item &item, const Ids &ids, Batch &batch)
{
    for (const Operation &operation : item.operations) {
        const OperationRow *row = ItemLoader::rowOf(item.rows, operation.key.kind, operation.key.part);
        if (row && (row->state == OperationRow::State::Done || row->state == OperationRow::State::Left))
            continue;
        Operation again = operation;
        if (!row && operation.key.kind == OperationKind::CreateMessage)
            again.time = freeTime(item.entry.effective);
        add(std::move(again), ids, row && row->state == OperationRow::State::Failed, batch);
    }
}

/// Under a new name, in a new time; what hung on it hangs on it again.
void RepairFeed::recreate(const ItemLoader::Item &item, const Ids &ids, Batch &batch)
{
    const OperationRow *first = ItemLoader::rowOf(item.rows, OperationKind::CreateMessage, 0);
    const bool isMissing = std::any_of(ids.begin(), ids.end(), [this](qint64 id) {
        return m_open[id].row.what == u"message-missing" && m_open[id].row.part == 0;
    });
    MessageToCarry wish = item.wish;
    wish.generation = first->generation + 1;
    // The thread that it opened lives on in its replies.
    if (wish.threadRootItem == 0 && (item.entry.item.flags & (ItemRow::HasThread | ItemRow::PlaceholderRoot))) {
        const Journal journal(m_context.project);
        for (const ItemRow &reply : ItemTable(m_context.project).repliesOf(item.entry.item.id)) {
            const auto row = journal.find(space(), static_cast<int>(OperationKind::CreateMessage), reply.id, 0);
            if (row && row->state == OperationRow::State::Done && row->thread == first->thread) {
                wish.threadRootItem = reply.id;
                break;
            }
        }
    }
    std::vector<Operation> operations = m_context.target.expand(wish, *m_plan);
    UtcTime effective = item.entry.effective;
    if (!isMissing) {
        // The wrong one goes first. Its row in the journal becomes the new one's, so the deletion must not depend on
        // it: a destination finds what to delete by the journal, which is why it is deleted in a repair of its own.
        for (int part = partsIn(item.rows) - 1; part >= 0; --part)
            add(m_context.target.deletionOfMessage(space(), item.entry.item.id, part), ids, true, batch);
        return;
    }
    for (Operation &operation : operations) {
        if (operation.key.kind == OperationKind::UploadFile)
            continue;
        operation.generation = wish.generation;
        if (operation.key.kind == OperationKind::CreateMessage) {
            operation.time = freeTime(effective);
            effective = operation.time + Micros(1);
        }
        add(operation, ids, true, batch);
    }
}

Identity RepairFeed::writerOf(const ItemLoader::Item &item) const
{
    const OperationRow *first = ItemLoader::rowOf(item.rows, OperationKind::CreateMessage, 0);
    if (!first || first->identity.isEmpty())
        return item.wish.identity;
    return first->identity == u"app" ? Identity::app() : Identity::account(first->identity);
}

void RepairFeed::patch(const ItemLoader::Item &item, const Ids &ids, Batch &batch)
{
    MessageToCarry wish = item.wish;
    wish.identity = writerOf(item);
    const int written = partsIn(item.rows);
    int wanted = 0;
    UtcTime after = item.entry.effective;
    for (const Operation &operation : item.operations) {
        if (operation.key.kind != OperationKind::CreateMessage)
            continue;
        ++wanted;
        const int part = static_cast<int>(operation.key.part);
        const OperationRow *row = ItemLoader::rowOf(item.rows, OperationKind::CreateMessage, part);
        if (row && row->state == OperationRow::State::Done) {
            add(m_context.target.patch(wish, part, *m_plan), ids, true, batch);
            after = std::max(after, row->time + Micros(1));
            continue;
        }
        Operation more = operation;
        more.time = freeTime(after);
        after = more.time + Micros(1);
        add(std::move(more), ids, row != nullptr, batch);
    }
    for (int part = written - 1; part >= wanted; --part)
        add(m_context.target.deletionOfMessage(space(), item.entry.item.id, part), ids, true, batch);
    addUploads(item, ids, batch);
}

void RepairFeed::removeMessage(const ItemLoader::Item &item, const Ids &ids, Batch &batch)
{
    if (item.entry.item.flags & ItemRow::HasThread) {
        ItemLoader::Item gone = item;
        gone.wish.message.kind = Message::Kind::Deleted;
        gone.wish.message.text = {};
        gone.wish.files.clear();
        gone.wish.shownAuthor.clear();
        gone.operations = m_context.target.expand(gone.wish, *m_plan);
        patch(gone, ids, batch);
        return;
    }
    for (int part = partsIn(item.rows) - 1; part >= 0; --part)
        add(m_context.target.deletionOfMessage(space(), item.entry.item.id, part), ids, true, batch);
}

void RepairFeed::addReactions(const ItemLoader::Item &item, const Ids &ids, bool again, Batch &batch)
{
    for (const Operation &operation : item.operations) {
        if (operation.key.kind != OperationKind::AddReaction)
            continue;
        const OperationRow *row = ItemLoader::rowOf(item.rows, OperationKind::AddReaction, operation.key.part);
        if (row && row->state == OperationRow::State::Done && !again)
            continue;
        if (!row)
            batch.deltas.push_back({.space = space(), .what = CountClass::Reactions, .delta = {.planned = 1}});
        add(operation, ids, true, batch);
    }
}

void RepairFeed::removeReactions(const ItemLoader::Item &item, const DifferenceRow &row, Batch &batch)
{
    for (const auto &[emoji, person] : reactionsInDetail(row.detail)) {
        const PlanView::Role role = m_plan->roleOf(person);
        if (role.policy != PlanView::Policy::Map || emoji.startsWith(u':'))
            continue;
        const ReactionToCarry reaction{person, Identity::account(role.email), emoji};
        const OperationRow *added =
            ItemLoader::rowOf(item.rows, OperationKind::AddReaction, m_loader.partOf(item, reaction));
        // Another person of the same account may still react so.
        const bool isKept =
            std::any_of(item.wish.reactions.begin(), item.wish.reactions.end(), [&](const ReactionToCarry &kept) {
                return kept.identity == reaction.identity && kept.unicode == emoji;
            });
        if (added && added->state == OperationRow::State::Done && !isKept)
            add(m_context.target.removalOfReaction(space(), item.entry.item.id, reaction), {row.id}, true, batch);
    }
}

void RepairFeed::buildMembers(Batch &batch)
{
    if (m_ofMembers.empty())
        return;
    const Journal journal(m_context.project);
    std::map<qint64, Ids> byItem; // what the destination showed wrong, by its key
    std::map<PersonId, Ids> byPerson;
    for (const DifferenceRow &row : m_ofMembers) {
        if (row.origin == u"validate")
            byItem[row.item].push_back(row.id);
        else
            byPerson[{row.detail}].push_back(row.id);
    }
    std::set<qint64> wanted;
    for (const PastMemberToCarry &wish : pastMembers(m_context.project, *m_plan, m_space, m_conversation)) {
        const std::vector<Operation> operations = m_context.target.expand(wish);
        for (const Operation &operation : operations) {
            const OperationKey &key = operation.key;
            wanted.insert(key.item);
            const auto row = journal.find(key.space, static_cast<int>(key.kind), key.item, key.part);
            Ids ids = byItem[key.item];
            const Ids &ofPerson = byPerson[wish.person];
            ids.insert(ids.end(), ofPerson.begin(), ofPerson.end());
            if (ids.empty() && row)
                continue;
            const bool isThere = row && row->state == OperationRow::State::Done;
            const bool isWrong = std::any_of(ids.begin(), ids.end(), [this](qint64 id) {
                return m_open[id].row.what == u"member-differs" && m_open[id].row.proposal == u"recreate";
            });
            if (isThere && !isWrong && std::none_of(ids.begin(), ids.end(), [this](qint64 id) {
                    return m_open[id].row.what == u"member-missing" && m_open[id].row.origin == u"validate";
                }))
                continue;
            Operation addition = operation;
            if (isThere && isWrong) {
                Operation removal = m_context.target.removalOfPastMember(wish);
                // Found by what the journal holds of the addition, so the addition must wait for it in a later repair.
                add(std::move(removal), ids, true, batch);
                continue;
            }
            if (!row)
                batch.deltas.push_back({.space = space(), .what = CountClass::Memberships, .delta = {.planned = 1}});
            add(std::move(addition), ids, true, batch);
        }
    }
    for (const DifferenceRow &row : m_ofMembers) {
        if (row.what != u"extra-member" || row.origin == u"validate")
            continue;
        const PlanView::Role role = m_plan->roleOf(PersonId{row.detail});
        const PastMemberToCarry wish{.space = space(), .person = {row.detail}, .email = role.email};
        const Operation removal = m_context.target.removalOfPastMember(wish);
        const auto added = journal.find(space(), static_cast<int>(OperationKind::AddPastMember), removal.key.item, 0);
        if (added && added->state == OperationRow::State::Done && !wanted.contains(removal.key.item))
            add(removal, {row.id}, true, batch);
    }
}

void RepairFeed::buildSpace(Batch &batch)
{
    if (m_ofSpace.empty())
        return;
    Ids ids;
    for (const DifferenceRow &row : m_ofSpace)
        ids.push_back(row.id);
    const auto limits = m_context.target.limits();
    const SpaceToCreate wish = spaceToCreate(m_context.project, *m_plan, m_space, m_conversation,
                                             limits.descriptionCharacters, limits.guidelinesCharacters, false);
    add(m_context.target.patchOfSpace(wish), ids, true, batch);
}

/// A message that no item stands for is known to the journal for as long as it takes to delete it.
void RepairFeed::removeExtra(const DifferenceRow &row, Batch &batch)
{
    OperationRow found;
    found.space = space();
    found.kind = static_cast<int>(OperationKind::CreateMessage);
    found.item = -row.id;
    found.state = OperationRow::State::Done;
    found.identity = u"app"_s;
    found.remote = row.remote;
    m_resets.push_back(std::move(found));
    add(m_context.target.deletionOfMessage(space(), -row.id, 0), {row.id}, true, batch);
}

std::vector<RepairFeed::CountDelta> RepairFeed::deltas(const Operation &operation, const OperationRow &row)
{
    const bool done = row.state == OperationRow::State::Done;
    const Counts one = done ? Counts{.done = 1} : Counts{.failed = 1};
    const auto of = [&](CountClass what, const Counts &counts) {
        return std::vector<CountDelta>{{.space = space(), .what = what, .delta = counts}};
    };
    switch (operation.key.kind) {
    case OperationKind::AddPastMember:
        return of(CountClass::Memberships, one);
    case OperationKind::UploadFile:
        return of(CountClass::Attachments, one);
    case OperationKind::AddReaction:
        return m_partsLeft.contains(operation.key.item) || done ? of(CountClass::Reactions, one)
                                                                : std::vector<CountDelta>{};
    case OperationKind::CreateMessage: {
        const auto parts = m_partsLeft.find(operation.key.item);
        if (parts == m_partsLeft.end() || *parts <= 0)
            return {};
        if (!done) {
            *parts = 0;
            return of(CountClass::Messages, one);
        }
        return --*parts == 0 ? of(CountClass::Messages, one) : std::vector<CountDelta>{};
    }
    default:
        return {};
    }
}

Result<void> RepairFeed::record(const Operation &operation, const OperationRow &row)
{
    Journal journal(m_context.project);
    const OperationKey &key = operation.key;
    const auto leave = [&](OperationKind kind) -> Result<void> {
        auto undone = journal.find(key.space, static_cast<int>(kind), key.item, key.part);
        if (!undone)
            return {};
        undone->state = OperationRow::State::Left;
        return journal.put(*undone);
    };
    const bool isDone = row.state == OperationRow::State::Done;
    if (isDone) {
        // What was taken away is not there any more, and not missed either.
        Result<void> left;
        if (key.kind == OperationKind::DeleteMessage)
            left = leave(OperationKind::CreateMessage);
        else if (key.kind == OperationKind::RemoveReaction)
            left = leave(OperationKind::AddReaction);
        else if (key.kind == OperationKind::RemovePastMember)
            left = leave(OperationKind::AddPastMember);
        if (!left)
            return left;
    }
    const auto served = m_serves.find(key);
    if (served == m_serves.end())
        return {};
    for (const qint64 id : served->second) {
        Open &open = m_open[id];
        --open.operations;
        open.failed = open.failed || !isDone;
        if (open.operations == 0) {
            if (const auto settled = settle(id); !settled)
                return settled;
        }
    }
    return {};
}

Result<void> RepairFeed::settle(qint64 difference)
{
    Open &open = m_open[difference];
    open.row.state = open.failed ? DifferenceRow::State::Failed : DifferenceRow::State::Repaired;
    return DifferenceTable(m_context.project).update(open.row);
}

Result<void> RepairFeed::settleIdle()
{
    for (const auto &[id, open] : m_open) {
        const bool isOpen = open.row.state == DifferenceRow::State::Found ||
                            open.row.state == DifferenceRow::State::Ticked ||
                            open.row.state == DifferenceRow::State::Failed;
        if (isOpen && open.operations == 0 && !open.failed) {
            if (const auto settled = settle(id); !settled)
                return settled;
        }
    }
    return {};
}

Result<void> RepairFeed::finish()
{
    // Differences that asked for nothing (of people who do not write here) are done with as well.
    return settleIdle();
}

Result<void> RepairFeed::lost(const SpaceState &state)
{
    return recordLostSpace(m_context, space(), state);
}

} // namespace chatferry
