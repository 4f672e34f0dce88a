// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/journalwriter.h"

#include "store/journal.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QPointer>

#include <utility>

namespace chatferry {

JournalWriter::JournalWriter(Project &project, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_project(&project)
    , m_clock(&clock)
{
}

JournalWriter::~JournalWriter()
{
    flush();
}

void JournalWriter::put(OperationRow row, std::vector<CountDelta> deltas, Committed committed)
{
    add({.change = [this, row = std::move(row), deltas = std::move(deltas)]() -> Result<void> {
             if (const auto written = Journal(*m_project).put(row); !written)
                 return written;
             SpaceTable spaces(*m_project);
             for (const CountDelta &delta : deltas) {
                 if (const auto counted = spaces.addToCounts(delta.space, delta.what, delta.delta); !counted)
                     return counted;
             }
             return {};
         },
         .committed = std::move(committed)});
}

void JournalWriter::run(std::function<Result<void>()> change, Committed committed)
{
    add({.change = std::move(change), .committed = std::move(committed)});
}

void JournalWriter::add(Entry entry)
{
    m_entries.push_back(std::move(entry));
    if (m_entries.size() >= kMostEntries) {
        flush();
    } else if (m_entries.size() == 1) {
        m_clock->after(kLongestWait, this, [this, group = m_group] {
            if (group == m_group)
                flush();
        });
    }
}

void JournalWriter::flush()
{
    if (m_entries.empty())
        return;
    ++m_group;
    std::vector<Entry> entries = std::exchange(m_entries, {});
    std::vector<Result<void>> results(entries.size());
    const auto committed = m_project->transaction([&]() -> Result<void> {
        for (std::size_t i = 0; i < entries.size(); ++i)
            results[i] = m_project->transaction(entries[i].change);
        return {};
    });
    if (!committed)
        results.assign(entries.size(), committed);
    deliver(std::move(entries), std::move(results));
}

void JournalWriter::deliver(std::vector<Entry> entries, std::vector<Result<void>> results)
{
    QMetaObject::invokeMethod(
        this,
        [self = QPointer(this), entries = std::move(entries), results = std::move(results)] {
            for (std::size_t i = 0; i < entries.size(); ++i) {
                if (!self) // A callback may destroy the writer.
                    return;
                if (entries[i].committed)
                    entries[i].committed(results[i]);
            }
        },
        Qt::QueuedConnection);
}

} // namespace chatferry
