// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"
#include "steps/steptable.h"
#include "store/rows.h"

namespace chatferry {

/// A file of the export that is not in it. Its name is not in the project: the message says which one it is.
struct FileLine
{
    enum class State { ToFetch, Fetched, Unavailable, Left };
    qint64 item = 0;
    int number = 0;
    State state = State::ToFetch;
    UtcTime time{}; ///< Of its message.
    QString conversation;
    qint64 sizeBytes = -1; ///< -1: not known.
    QString reason;        ///< Stable key, see src/files/README.md and Attachment::reason.
    bool fetchable = true; ///< False where the export itself says that it is gone.
};

/// The files that are not in the export. Chips: "to-fetch", "fetched", "unavailable", "left".
class FilesTable final : public RowsTable<FileLine>
{
    Q_OBJECT
public:
    using RowsTable::RowsTable;
    QString key() const override { return QStringLiteral("files"); }
    QString name() const override { return tr("Files table"); }
    QList<TableColumn> columns() const override;
    qint64 rowId(int row) const override;
    TableCell cell(int row, int column) const override;
    QString rowSentence(int row) const override;
    QList<TableChip> chips() const override;
    bool isUnderChip(int row, const QString &chip) const override;
    QString emptyText() const override;
    std::vector<FileLine> picked(const QList<qint64> &rows) const;

    bool rehearsal = false; ///< What is fetched are stand-ins.
};

/// Why a file cannot be had, in a sentence.
QString fileReasonText(const QString &reason);

} // namespace chatferry
