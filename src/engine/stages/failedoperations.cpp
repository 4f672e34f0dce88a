// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/failedoperations.h"

#include "engine/plan/frozenplan.h"
#include "engine/run/operationfeed.h"
#include "engine/stages/importfeed.h"
#include "store/itemtable.h"
#include "store/journal.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace chatferry {

namespace {

using State = OperationRow::State;

bool isKind(const OperationRow &row, OperationKind kind)
{
    return row.kind == static_cast<int>(kind);
}

/// Takes failed rows to another state, with the counters that they stand in.
class Reopening
{
public:
    explicit Reopening(Project &project)
        : m_project(project)
        , m_journal(project)
        , m_spaces(project)
    {
    }

    Result<void> retry(const OperationRow &row) { return take(row, State::Intended, {}); }
    Result<void> leave(const OperationRow &row, const QString &note) { return take(row, State::Left, note); }

private:
    Result<void> take(const OperationRow &wanted, State state, const QString &note)
    {
        auto row = m_journal.find(wanted.space, wanted.kind, wanted.item, wanted.part);
        if (!row || row->state != State::Failed)
            return {};
        const std::vector<OperationRow> dependents = dependentsOf(*row);
        const bool isRoot = isKind(*row, OperationKind::CreateMessage) && row->part == 0;
        const bool hasReplies = std::any_of(dependents.begin(), dependents.end(), [&](const OperationRow &one) {
            return isKind(one, OperationKind::CreateMessage) && one.item != row->item;
        });

        OperationRow changed = *row;
        changed.state = state;
        changed.extra.clear();
        if (state == State::Intended) {
            changed.errorKind.clear();
            changed.error.clear();
        } else {
            changed.error = note;
        }
        if (const auto counted = count(*row, changed); !counted)
            return counted;
        if (state == State::Left && isRoot && hasReplies) {
            // What stands for it is another message: another id, so that the service does not take it for the first.
            changed.state = State::Intended;
            changed.sent = false;
            changed.errorKind.clear();
            changed.error.clear();
            changed.reserved = kStandsForLeft;
            ++changed.generation;
            if (const auto planned = m_spaces.addToCounts(row->space, CountClass::Placeholders, {.planned = 1});
                !planned)
                return planned;
        }
        if (const auto written = m_journal.put(changed); !written)
            return written;
        m_dependents.remove(row->space);

        for (const OperationRow &dependent : dependents) {
            // Without its message nothing of a message can be; everything else can.
            const bool partOfIt = isKind(*row, OperationKind::CreateMessage) && dependent.item == row->item;
            const bool needsFolder =
                isKind(dependent, OperationKind::UploadFile) || isKind(dependent, OperationKind::CreateFolder);
            const bool goesToo =
                state == State::Left && (partOfIt || needsFolder || isKind(*row, OperationKind::AddMember));
            if (const auto taken = take(dependent, goesToo ? State::Left : State::Intended, goesToo ? note : QString());
                !taken)
                return taken;
        }
        return {};
    }

    std::vector<OperationRow> dependentsOf(const OperationRow &row)
    {
        // A drive serves every space.
        const qint64 space = isKind(row, OperationKind::CreateDrive) ? 0 : row.space;
        if (!m_dependents.contains(space)) {
            QMultiHash<QString, OperationRow> all;
            for (OperationRow &failed : m_journal.failed(space)) {
                const QString because = failed.extra;
                if (!because.isEmpty())
                    all.insert(because, std::move(failed));
            }
            m_dependents.insert(space, std::move(all));
        }
        const auto found = m_dependents[space].values(failedBecause(keyOf(row)));
        return {found.begin(), found.end()};
    }

    /// A message is as far as the least of its parts.
    static State stateOf(const std::vector<OperationRow> &parts)
    {
        const auto has = [&](State state) {
            return std::any_of(parts.begin(), parts.end(), [&](const OperationRow &row) { return row.state == state; });
        };
        for (const State state : {State::Failed, State::Left, State::Intended}) {
            if (has(state))
                return state;
        }
        return State::Done;
    }

    static void add(Counts &counts, State state, qint64 amount)
    {
        if (state == State::Failed)
            counts.failed += amount;
        else if (state == State::Left)
            counts.left += amount;
    }

    Result<void> count(const OperationRow &before, const OperationRow &after)
    {
        Counts delta;
        add(delta, before.state, -1);
        add(delta, after.state, 1);
        switch (static_cast<OperationKind>(before.kind)) {
        case OperationKind::AddReaction:
            return m_spaces.addToCounts(before.space, CountClass::Reactions, delta);
        case OperationKind::UploadFile:
            return m_spaces.addToCounts(before.space, CountClass::Attachments, delta);
        case OperationKind::AddPastMember:
            return m_spaces.addToCounts(before.space, CountClass::Memberships, delta);
        case OperationKind::AddMember:
            return m_spaces.addToCounts(before.space, CountClass::Members, delta);
        case OperationKind::CreateMessage:
            break;
        default:
            return {};
        }
        if (before.part > 0) {
            if (const auto counted = m_spaces.addToCounts(before.space, CountClass::Parts, delta); !counted)
                return counted;
        }
        std::vector<OperationRow> parts;
        for (OperationRow &row : m_journal.ofItem(before.space, before.item)) {
            if (isKind(row, OperationKind::CreateMessage))
                parts.push_back(std::move(row));
        }
        Counts ofMessage;
        add(ofMessage, stateOf(parts), -1);
        for (OperationRow &row : parts) {
            if (row.part == before.part)
                row = after;
        }
        add(ofMessage, stateOf(parts), 1);
        const CountClass what = isPlaceholder(before) ? CountClass::Placeholders : CountClass::Messages;
        return m_spaces.addToCounts(before.space, what, ofMessage);
    }

    bool isPlaceholder(const OperationRow &row) const
    {
        if (row.reserved == kStandsForLeft)
            return true;
        const auto item = ItemTable(m_project).byId(row.item);
        const auto space = m_spaces.byId(row.space);
        if (!item || !space)
            return false;
        if ((item->flags & ItemRow::PlaceholderRoot) || (space->from && item->time < *space->from) ||
            (space->to && item->time >= *space->to))
            return true;
        const auto plan = loadFrozenPlan(m_project, space->revision);
        return plan && !(item->flags & ItemRow::Deleted) &&
               plan->people.value(item->author).policy == PersonRow::Policy::Skip;
    }

    Project &m_project;
    Journal m_journal;
    SpaceTable m_spaces;
    QHash<qint64, QMultiHash<QString, OperationRow>> m_dependents; ///< By space, then what they failed because of.
};

} // namespace

Result<void> retryFailedOperations(Project &project, std::span<const OperationRow> operations)
{
    return project.transaction([&]() -> Result<void> {
        Reopening reopening(project);
        for (const OperationRow &row : operations) {
            if (const auto taken = reopening.retry(row); !taken)
                return taken;
        }
        return {};
    });
}

Result<void> leaveFailedOperations(Project &project, std::span<const OperationRow> operations, const QString &note)
{
    return project.transaction([&]() -> Result<void> {
        Reopening reopening(project);
        for (const OperationRow &row : operations) {
            if (const auto taken = reopening.leave(row, note); !taken)
                return taken;
        }
        return {};
    });
}

} // namespace chatferry
