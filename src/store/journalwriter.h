// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "store/rows.h"

#include <QObject>

#include <functional>
#include <vector>

namespace chatferry {

class Project;

/// Writes the journal in groups: what is added within 20 ms, or 64 entries, shares one commit and so one wait for the
/// disk.
///
/// Entries are committed in the order they were added, and each callback comes from the event loop after its entry is
/// on disk, in the same order. Until then Journal does not know the entry. When a commit fails, every entry of it is
/// told so and none of it is in the file. Belongs to the thread of its Project, which must outlive it.
class JournalWriter : public QObject
{
    Q_OBJECT
public:
    using Committed = std::function<void(const Result<void> &)>;

    /// What an entry adds to the counters of a space.
    struct CountDelta
    {
        qint64 space = 0;
        CountClass what = CountClass::Messages;
        Counts delta;
    };

    static constexpr std::chrono::milliseconds kLongestWait{20};
    static constexpr std::size_t kMostEntries = 64;

    JournalWriter(Project &project, Clock &clock, QObject *parent = nullptr);
    /// Commits what waits; the callbacks that are still due are dropped.
    ~JournalWriter() override;

    /// Inserts or replaces @p row and adds @p deltas, both or neither. @p committed may be empty.
    void put(OperationRow row, std::vector<CountDelta> deltas, Committed committed);
    /// Any other change that must be on disk before its callback, in the same commit: the stage of a space, the audit
    /// trail. When @p change fails by itself it is taken back alone, and only its own callback hears of it.
    void run(std::function<Result<void>()> change, Committed committed);

    /// Commits what waits now; the callbacks still come from the event loop.
    void flush();
    /// Entries that are not on disk yet.
    std::size_t waiting() const { return m_entries.size(); }

private:
    struct Entry
    {
        std::function<Result<void>()> change;
        Committed committed;
    };
    void add(Entry entry);
    void deliver(std::vector<Entry> entries, std::vector<Result<void>> results);

    Project *m_project;
    Clock *m_clock;
    std::vector<Entry> m_entries;
    quint64 m_group = 0; ///< Rises with each commit, so that the timer of an earlier group does nothing.
};

} // namespace chatferry
