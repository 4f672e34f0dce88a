// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/stages/itemorder.h"
#include "engine/stages/messagewishes.h"
#include "engine/stages/stagecontext.h"
#include "engine/stages/threadbook.h"

#include <QObject>

#include <functional>
#include <vector>

namespace chatferry {

/// The items of one space with everything that was written for them, worked out again from journal and export. Texts
/// are read beside the engine's thread.
class ItemLoader : public QObject
{
    Q_OBJECT
public:
    /// @p context outlives it.
    ItemLoader(StageContext &context, std::shared_ptr<const PlanView> plan, const SpaceRow &space,
               const ConversationRow &conversation, QObject *parent);

    struct Item
    {
        ItemOrder::Entry entry;
        std::vector<OperationRow> rows; ///< Of the journal; empty: nothing was sent yet.
        MessageToCarry wish;
        ThreadBook::Seat seat;
        /// As the target would make them now; those in the journal with its time, generation and reserved id.
        std::vector<Operation> operations;
    };
    using Taken = std::function<void(Result<std::vector<Item>>)>;

    /// The next ones in the order of the conversation; empty at the end. One call at a time, until @p taken was called.
    void next(std::size_t limit, Taken taken);
    /// These, in this order; those that the plan leaves behind are passed over.
    void load(const std::vector<ItemRow> &items, Taken taken);

    const MessageWishes &wishes() const { return m_wishes; }
    const ItemOrder &order() const { return m_order; }
    ThreadBook &threads() { return m_threads; }
    /// What the journal knows of everything @p operation depends on.
    Outcomes outcomesFor(const Operation &operation) const;
    /// Number of the operation that adds this reaction, as Target gives it.
    qint64 partOf(const Item &item, const ReactionToCarry &reaction) const;

    static const OperationRow *rowOf(const std::vector<OperationRow> &rows, OperationKind kind, qint64 part);

private:
    void loadEntries(std::vector<ItemOrder::Entry> entries, Taken taken);
    Result<std::vector<Item>> build(std::vector<ItemOrder::Entry> entries, std::vector<std::vector<OperationRow>> rows,
                                    std::vector<Message> messages);
    Item build(ItemOrder::Entry entry, std::vector<OperationRow> rows, std::optional<Message> message);

    StageContext &m_context;
    MessageWishes m_wishes;
    ItemOrder m_order;
    ThreadBook m_threads;
};

} // namespace chatferry
