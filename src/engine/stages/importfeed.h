// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/operationfeed.h"
#include "engine/run/timegiver.h"
#include "engine/stages/itemorder.h"
#include "engine/stages/messagewishes.h"
#include "engine/stages/stagecontext.h"
#include "engine/stages/threadbook.h"

#include <QObject>

#include <optional>

namespace chatferry {

/// The row of a message that a person left although replies hang on it holds this as its reserved id: what is written
/// in its place is a placeholder root.
inline constexpr QLatin1StringView kStandsForLeft("placeholder");

/// Everything of one conversation, in order: past members, then messages with their files and reactions. Texts are read
/// from the export a piece ahead, on a thread of the pool.
///
/// An item is journalled whole: all its operations in one commit. So an item of which the journal knows nothing is new,
/// and one of which it knows everything as settled is passed over without reading it.
class ImportFeed : public QObject, public OperationFeed
{
    Q_OBJECT
public:
    ImportFeed(StageContext &context, std::shared_ptr<const PlanView> plan, const SpaceRow &space,
               const ConversationRow &conversation);
    ~ImportFeed() override;

    qint64 space() const override { return m_wishes.space().id; }
    QString remote() const override { return m_wishes.space().remote; }
    bool needsImportMode() const override { return true; }
    WorkLeft workLeft() const override;
    qint64 settledBefore() const override;
    void fetch(Taken taken) override;
    std::vector<CountDelta> deltas(const Operation &operation, const OperationRow &row) override;
    Result<void> finish() override;
    Result<void> lost(const SpaceState &state) override;

private:
    /// An item that still has something to do.
    struct Pending
    {
        ItemOrder::Entry entry;
        std::vector<OperationRow> rows; ///< As the journal has them; empty: new.
    };
    struct Loaded
    {
        std::vector<Pending> items;
        std::vector<Message> messages; ///< Of the carried ones, in order.
    };
    /// Of an item whose end is not plain to see from one operation.
    struct Tally
    {
        int open = 0; ///< Parts.
        bool failed = false;
        bool placeholder = false;
    };

    void readState();
    void proceed();
    void gather();
    void load(std::vector<Pending> items);
    void loaded(const Result<Loaded> &result);
    Batch build(const Loaded &loaded);
    void addMessage(Batch &batch, const Pending &pending, std::optional<Message> message);
    void addFolder(Batch &batch);
    void addPastMembers(Batch &batch);
    void answer(Result<Batch> batch);
    CountDelta delta(CountClass what, const Counts &counts) const;

    StageContext &m_context;
    MessageWishes m_wishes;
    ItemOrder m_order;
    ThreadBook m_threads;
    TimeGiver m_times;
    Taken m_taken;
    bool m_stateRead = false;
    bool m_membersGiven = false;
    bool m_folderGiven = false;
    QHash<qint64, Tally> m_tallies;
};

} // namespace chatferry
