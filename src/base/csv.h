// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QIODevice>
#include <QStringList>

#include <vector>

namespace chatferry {

/// Writes comma separated values as spreadsheets read them: UTF-8 with BOM, comma, CR LF, quotes where needed.
///
/// A cell that a spreadsheet would run as a formula (it starts with = + - @, tab or carriage return, after any white
/// space) is defused by an apostrophe in front; CsvReader takes it off again. Plain numbers stay as they are.
class CsvWriter
{
public:
    /// @p device is open for writing and outlives the writer.
    explicit CsvWriter(QIODevice &device);
    void row(const QStringList &cells);
    /// What went wrong in any row so far. Errors: DiskFull, File.
    Result<void> finish();

private:
    QIODevice &m_device;
    bool m_begun = false;
    bool m_failed = false;
};

/// One record of a file and the line it began on (first line: 1).
struct CsvRow
{
    QStringList cells;
    int line = 0;
};

/// Reads a whole CSV text: UTF-8 with or without BOM (UTF-16 with BOM as well), comma, semicolon or tab (told from the
/// first line), quotes with line breaks inside, any line ends; blank lines are skipped. An apostrophe in front of a
/// formula character is taken off. Errors: Input (a quote never closed, not UTF-8), naming the line.
Result<std::vector<CsvRow>> readCsv(const QByteArray &text);

/// @p cell as it may be shown to a spreadsheet.
QString defused(const QString &cell);
/// The reverse of defused().
QString undefused(const QString &cell);

} // namespace chatferry
