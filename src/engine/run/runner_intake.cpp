// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runner.h"

#include "store/journal.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QPointer>

namespace chatferry {

void Runner::fetch(Lane &lane)
{
    lane.fetching = true;
    ++m_waits;
    lane.feed->fetch([self = QPointer(this), space = lane.feed->space()](Result<OperationFeed::Batch> batch) {
        if (!self)
            return;
        --self->m_waits;
        if (self->m_stopping)
            return;
        if (!batch) {
            self->stop(batch.error());
            return;
        }
        self->takeIn(space, std::move(*batch));
    });
}

/// Compares what was fetched with the journal and has ids reserved for what needs them.
void Runner::takeIn(qint64 space, OperationFeed::Batch batch)
{
    const Journal journal(m_project);
    std::size_t toReserve = 0;
    std::vector<Operation> left;
    left.reserve(batch.operations.size());
    for (Operation &operation : batch.operations) {
        const OperationKey &key = operation.key;
        if (m_dispatcher.find(key))
            continue; // Another lane brought it: the drive of the whole project.
        if (const auto row = journal.find(key.space, static_cast<int>(key.kind), key.item, key.part)) {
            if (row->state != OperationRow::State::Intended)
                continue;
            operation.generation = row->generation;
            operation.time = row->time;
            operation.reserved = row->reserved;
            if (row->sent) {
                m_marked.insert(key);
                m_troubles[key].mayHaveActed = true;
            }
        }
        if (operation.reserved.isEmpty() && m_target.needsReservation(key.kind))
            ++toReserve;
        left.push_back(std::move(operation));
    }
    batch.operations = std::move(left);
    if (toReserve == 0) {
        journalIntents(space, std::move(batch));
        return;
    }
    ++m_waits;
    auto kept = std::make_shared<OperationFeed::Batch>(std::move(batch));
    m_ids.take(toReserve, [this, space, kept](Result<std::vector<QString>> ids) {
        --m_waits;
        if (m_stopping)
            return;
        if (!ids) {
            stop(ids.error());
            return;
        }
        auto id = ids->begin();
        for (Operation &operation : kept->operations) {
            if (operation.reserved.isEmpty() && m_target.needsReservation(operation.key.kind))
                operation.reserved = *id++;
        }
        journalIntents(space, std::move(*kept));
    });
}

/// What could not be derived again goes to the disk before anything of it may be sent.
void Runner::journalIntents(qint64 space, OperationFeed::Batch batch)
{
    std::vector<OperationRow> rows = std::move(batch.rows);
    for (const Operation &operation : batch.operations) {
        OperationRow row = intentOf(operation);
        row.sent = m_marked.contains(operation.key);
        rows.push_back(std::move(row));
    }
    if (rows.empty() && batch.deltas.empty()) {
        admit(space, std::move(batch.operations), batch.after);
        return;
    }
    auto kept = std::make_shared<OperationFeed::Batch>(std::move(batch));
    auto write = [&project = m_project, rows = std::move(rows), kept]() -> Result<void> {
        Journal journal(project);
        for (const OperationRow &row : rows) {
            if (const auto written = journal.put(row); !written)
                return written;
        }
        SpaceTable spaces(project);
        for (const auto &delta : kept->deltas) {
            if (const auto counted = spaces.addToCounts(delta.space, delta.what, delta.delta); !counted)
                return counted;
        }
        return {};
    };
    ++m_commits;
    m_writer.run(std::move(write), [self = QPointer(this), space, kept](const Result<void> &written) {
        if (!self)
            return;
        --self->m_commits;
        if (!written) {
            self->stop(written.error());
            return;
        }
        self->count(kept->deltas);
        self->admit(space, std::move(kept->operations), kept->after);
    });
}

void Runner::admit(qint64 space, std::vector<Operation> operations, OperationFeed::After after)
{
    Lane &lane = m_lanes.at(space);
    lane.fetching = false;
    lane.after = after;
    schedulePump();
    if (m_stopping || lane.ended)
        return;
    std::erase_if(operations, [&](const Operation &operation) { return m_dispatcher.find(operation.key) != nullptr; });
    lane.open += static_cast<qint64>(operations.size());
    std::vector<Identity> identities;
    for (const Operation &operation : operations) {
        if (std::find(identities.begin(), identities.end(), operation.identity) == identities.end())
            identities.push_back(operation.identity);
    }
    std::vector<Dispatcher::Dropped> dropped =
        m_dispatcher.add(space, std::move(operations), [this](const OperationKey &key) { return lookUp(key); });
    for (Dispatcher::Dropped &one : dropped) {
        const OperationKey &key = one.because;
        const auto row = Journal(m_project).find(key.space, static_cast<int>(key.kind), key.item, key.part);
        Error error{.kind = Error::Kind::Precondition, .what = row ? row->error : QString()};
        if (error.what.isEmpty())
            error.what = tr("It was left behind.");
        std::vector<Dispatcher::Dropped> single;
        single.push_back(std::move(one));
        settleFailed(std::move(single), error);
    }
    failRefused(space, identities);
}

/// What accounts that are known to be refused would have to write fails without being sent.
void Runner::failRefused(qint64 space, const std::vector<Identity> &identities)
{
    for (const Identity &identity : identities) {
        if (identity.kind == Identity::Kind::App)
            continue;
        for (const qint64 lane : {qint64(0), space}) {
            const auto refusal = m_refusals.find({identity.email, lane});
            if (refusal != m_refusals.end() && refusal->second.confirmed)
                settleFailed(m_dispatcher.failHeld(identity, space), refusal->second.error);
        }
    }
}

Dispatcher::Known Runner::lookUp(const OperationKey &key) const
{
    if (m_outcomes.contains(key))
        return Dispatcher::Known::Done;
    const auto row = Journal(m_project).find(key.space, static_cast<int>(key.kind), key.item, key.part);
    if (!row)
        return Dispatcher::Known::Missing;
    if (row->state != OperationRow::State::Done)
        return Dispatcher::Known::Failed;
    m_outcomes.insert(key, new OperationOutcome(outcomeOf(*row)));
    return Dispatcher::Known::Done;
}

} // namespace chatferry
