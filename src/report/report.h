// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

class QIODevice;

namespace chatferry {

class Project;

// Each writes one file of the report to a device that is open for writing. The project may be open for reading only.
// Errors: File, DiskFull (the device), whatever the project's reads ended with.

/// One page that needs no network and no script: sums, spaces with receipts, people, ledger, open differences, audit
/// trail.
Result<void> writeReportPage(Project &project, QIODevice &device);
/// A row for each message of the source: where it went, as whom, or why not.
Result<void> writeItemsCsv(Project &project, QIODevice &device);
/// The people map, with what became of each.
Result<void> writePeopleCsv(Project &project, QIODevice &device);
Result<void> writeLedgerCsv(Project &project, QIODevice &device);
Result<void> writeAuditCsv(Project &project, QIODevice &device);
/// A calendar with the limit of every space that is still in import mode, and reminders a week, a day and an hour
/// before.
Result<void> writeDeadlines(Project &project, QIODevice &device);

/// All of them: report.html, items.csv, people.csv, ledger.csv, audit.csv, deadlines.ics. Makes @p folder where it is
/// missing; a file of that name is replaced once the new one is whole.
Result<void> writeReport(Project &project, const QString &folder);

} // namespace chatferry
