// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/operationfeed.h"
#include "engine/run/timegiver.h"
#include "engine/stages/stagecontext.h"
#include "engine/verify/itemloader.h"
#include "store/rows.h"

#include <QObject>

#include <map>
#include <set>
#include <vector>

namespace chatferry {

/// What chosen differences ask for in one space, as operations. The project holds already what a newer export says
/// (Adoption); this compares it with the journal, item by item.
///
/// Operations that are to happen again get their row in the journal reset first: then an interrupted repair is
/// continued by repairing again.
class RepairFeed : public QObject, public OperationFeed
{
    Q_OBJECT
public:
    /// @p rows: of this space, proposals "send", "patch", "delete" and "recreate".
    RepairFeed(StageContext &context, std::shared_ptr<const PlanView> plan, const SpaceRow &space,
               const ConversationRow &conversation, std::vector<DifferenceRow> rows);

    qint64 space() const override { return m_space.id; }
    QString remote() const override { return m_space.remote; }
    bool needsImportMode() const override { return true; }
    WorkLeft workLeft() const override;
    void fetch(Taken taken) override;
    std::vector<CountDelta> deltas(const Operation &operation, const OperationRow &row) override;
    Result<void> record(const Operation &operation, const OperationRow &row) override;
    Result<void> finish() override;
    Result<void> lost(const SpaceState &state) override;

private:
    using Ids = std::vector<qint64>; ///< Of differences.
    /// One item and all that is to be done about it.
    struct Task
    {
        qint64 item = 0;
        std::vector<DifferenceRow> rows;
    };
    /// A difference under way.
    struct Open
    {
        DifferenceRow row;
        int operations = 0;
        bool failed = false;
        bool isHandedOut = false; ///< All its operations are known.
    };

    void sortRows();
    void fetchItems();
    Result<Batch> build(const std::vector<ItemLoader::Item> &items);
    void buildItem(const ItemLoader::Item &item, const std::vector<DifferenceRow> &rows, Batch &batch);
    void carryNew(const ItemLoader::Item &item, const Ids &ids, Batch &batch);
    void sendMissing(const ItemLoader::Item &item, const Ids &ids, Batch &batch);
    void recreate(const ItemLoader::Item &item, const Ids &ids, Batch &batch);
    void patch(const ItemLoader::Item &item, const Ids &ids, Batch &batch);
    void removeMessage(const ItemLoader::Item &item, const Ids &ids, Batch &batch);
    void addReactions(const ItemLoader::Item &item, const Ids &ids, bool again, Batch &batch);
    void removeReactions(const ItemLoader::Item &item, const DifferenceRow &row, Batch &batch);
    void buildMembers(Batch &batch);
    void buildSpace(Batch &batch);
    void removeExtra(const DifferenceRow &row, Batch &batch);
    void addUploads(const ItemLoader::Item &item, const Ids &ids, Batch &batch);

    /// Adds an operation that serves these differences; @p again: it has happened before and is to happen once more.
    void add(Operation operation, const Ids &ids, bool again, Batch &batch);
    Result<void> settle(qint64 difference);
    Result<void> settleIdle();
    UtcTime freeTime(UtcTime effective);
    Identity writerOf(const ItemLoader::Item &item) const;

    StageContext &m_context;
    std::shared_ptr<const PlanView> m_plan;
    SpaceRow m_space;
    ConversationRow m_conversation;
    ItemLoader m_loader;
    TimeGiver m_times;
    std::set<UtcTime> m_given; ///< By this feed; not in the journal yet.
    std::vector<DifferenceRow> m_ofMembers;
    std::vector<DifferenceRow> m_ofSpace;
    std::vector<DifferenceRow> m_extra;
    std::vector<Task> m_tasks;
    std::size_t m_next = 0;
    bool m_begun = false;
    bool m_folderGiven = false;
    Taken m_taken;
    std::map<qint64, Open> m_open; ///< By difference.
    std::map<OperationKey, Ids> m_serves;
    QHash<qint64, int> m_partsLeft;     ///< Of new items.
    std::vector<OperationRow> m_resets; ///< Of the batch being built.
};

} // namespace chatferry
