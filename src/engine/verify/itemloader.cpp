// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/itemloader.h"

#include "engine/run/operationfeed.h"
#include "engine/stages/importfeed.h"
#include "store/journal.h"
#include "store/project.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace chatferry {

ItemLoader::ItemLoader(StageContext &context, std::shared_ptr<const PlanView> plan, const SpaceRow &space,
                       const ConversationRow &conversation, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_wishes(context.project, std::move(plan), context.source, context.target, space, conversation)
    , m_order(context.project, m_wishes)
    , m_threads(context.project, m_wishes, m_order, context.target.limits().repliesPerThread)
{
}

const OperationRow *ItemLoader::rowOf(const std::vector<OperationRow> &rows, OperationKind kind, qint64 part)
{
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const OperationRow &one) {
        return one.kind == static_cast<int>(kind) && one.part == part;
    });
    return row == rows.end() ? nullptr : &*row;
}

void ItemLoader::next(std::size_t limit, Taken taken)
{
    loadEntries(m_order.next(limit), std::move(taken));
}

void ItemLoader::load(const std::vector<ItemRow> &items, Taken taken)
{
    std::vector<ItemOrder::Entry> entries;
    for (const ItemRow &item : items) {
        const MessageWishes::Fate fate = m_wishes.fateOf(item);
        if (fate != MessageWishes::Fate::Left)
            entries.push_back(m_order.entryOf(item, fate));
    }
    loadEntries(std::move(entries), std::move(taken));
}

void ItemLoader::loadEntries(std::vector<ItemOrder::Entry> entries, Taken taken)
{
    const Journal journal(m_context.project);
    std::vector<std::vector<OperationRow>> rows;
    std::vector<qint64> locators;
    for (ItemOrder::Entry &entry : entries) {
        rows.push_back(journal.ofItem(m_wishes.space().id, entry.item.id));
        const OperationRow *first = rowOf(rows.back(), OperationKind::CreateMessage, 0);
        if (first && first->reserved == kStandsForLeft)
            entry.fate = MessageWishes::Fate::Placeholder;
        if (entry.fate == MessageWishes::Fate::Carried)
            locators.push_back(entry.item.locator);
    }
    if (locators.empty()) {
        taken(build(std::move(entries), std::move(rows), {}));
        return;
    }
    if (!m_context.source) {
        taken(Error{.kind = Error::Kind::Input,
                    .what = tr("The export is not at hand."),
                    .remedy = tr("Say where the export is now.")});
        return;
    }
    struct Kept
    {
        std::vector<ItemOrder::Entry> entries;
        std::vector<std::vector<OperationRow>> rows;
        Taken taken;
    };
    auto kept = std::make_shared<Kept>(Kept{std::move(entries), std::move(rows), std::move(taken)});
    using Texts = Result<std::vector<Message>>;
    auto promise = std::make_shared<QPromise<Texts>>();
    auto *watcher = new QFutureWatcher<Texts>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, kept] {
        watcher->deleteLater();
        const Texts texts = watcher->result();
        if (texts)
            kept->taken(build(std::move(kept->entries), std::move(kept->rows), *texts));
        else
            kept->taken(texts.error());
    });
    watcher->setFuture(promise->future());
    promise->start();
    QThreadPool::globalInstance()->start(
        [promise, source = m_context.source, id = m_wishes.conversation().source.id, locators = std::move(locators)] {
            promise->addResult(source->load(id, locators));
            promise->finish();
        });
}

Result<std::vector<ItemLoader::Item>> ItemLoader::build(std::vector<ItemOrder::Entry> entries,
                                                        std::vector<std::vector<OperationRow>> rows,
                                                        std::vector<Message> messages)
{
    std::vector<Item> items;
    auto message = messages.begin();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        std::optional<Message> own;
        if (entries[i].fate == MessageWishes::Fate::Carried) {
            if (message == messages.end() || message->id.value != entries[i].item.sourceId) {
                return Error{.kind = Error::Kind::Input,
                             .what = tr("The export is not the one this project was made from."),
                             .remedy = tr("Choose the same export again."),
                             .detail = u"item at its locator has another id"_s};
            }
            own = std::move(*message++);
        }
        items.push_back(build(std::move(entries[i]), std::move(rows[i]), std::move(own)));
    }
    return items;
}

ItemLoader::Item ItemLoader::build(ItemOrder::Entry entry, std::vector<OperationRow> rows,
                                   std::optional<Message> message)
{
    Item item{.entry = std::move(entry), .rows = std::move(rows)};
    const OperationRow *first = rowOf(item.rows, OperationKind::CreateMessage, 0);
    const int generation = first ? first->generation : 0;
    if (message) {
        QSet<int> filesLeft;
        for (const OperationRow &row : item.rows) {
            if (row.kind == static_cast<int>(OperationKind::UploadFile) && row.state == OperationRow::State::Left)
                filesLeft.insert(static_cast<int>(row.part));
        }
        item.wish = m_wishes.carried(item.entry.item, std::move(*message), filesLeft, generation);
    } else {
        item.wish = m_wishes.placeholder(item.entry.item, generation);
    }
    MessageToCarry &wish = item.wish;
    item.seat = {item.entry.item.id, false};
    if (wish.threadRootItem != 0 && first) {
        item.seat = m_threads.seatOf(item.entry.item.root, item.entry.item.id);
        wish.threadRootItem = item.seat.continues ? 0 : item.seat.opener;
        wish.continuesThread = item.seat.continues;
    }
    item.operations = m_context.target.expand(wish, m_wishes.plan());
    for (Operation &operation : item.operations) {
        operation.generation = generation;
        if (const OperationRow *row = rowOf(item.rows, operation.key.kind, operation.key.part)) {
            operation.generation = row->generation;
            operation.time = row->time;
            operation.reserved = row->reserved;
        }
    }
    return item;
}

Outcomes ItemLoader::outcomesFor(const Operation &operation) const
{
    Outcomes outcomes;
    const Journal journal(m_context.project);
    for (const OperationKey &key : operation.dependsOn) {
        const auto row = journal.find(key.space, static_cast<int>(key.kind), key.item, key.part);
        if (row && row->state == OperationRow::State::Done)
            outcomes.insert(key, outcomeOf(*row));
    }
    return outcomes;
}

qint64 ItemLoader::partOf(const Item &item, const ReactionToCarry &reaction) const
{
    return m_context.target.removalOfReaction(m_wishes.space().id, item.entry.item.id, reaction).key.part;
}

} // namespace chatferry
