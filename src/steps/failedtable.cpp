// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/failedtable.h"

#include "store/journal.h"
#include "target/operation.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString deed(int kind)
{
    switch (static_cast<OperationKind>(kind)) {
    case OperationKind::CreateSpace:
        return FailedTable::tr("Create the space");
    case OperationKind::UploadFile:
        return FailedTable::tr("Upload a file");
    case OperationKind::CreateMessage:
        return FailedTable::tr("Write a message");
    case OperationKind::AddReaction:
        return FailedTable::tr("Add a reaction");
    case OperationKind::AddPastMember:
        return FailedTable::tr("Add a past member");
    case OperationKind::CompleteSpace:
        return FailedTable::tr("Complete the space");
    case OperationKind::AddMember:
        return FailedTable::tr("Add a member");
    case OperationKind::SetRole:
        return FailedTable::tr("Make somebody a manager");
    case OperationKind::ShareFolder:
        return FailedTable::tr("Share the files");
    case OperationKind::RemoveMember:
        return FailedTable::tr("Remove the helper");
    case OperationKind::PatchMessage:
        return FailedTable::tr("Change a message");
    case OperationKind::DeleteMessage:
        return FailedTable::tr("Delete a message");
    case OperationKind::RemoveReaction:
        return FailedTable::tr("Remove a reaction");
    case OperationKind::RemovePastMember:
        return FailedTable::tr("Remove a past member");
    case OperationKind::PatchSpace:
        return FailedTable::tr("Change the space");
    case OperationKind::DeleteSpace:
        return FailedTable::tr("Delete the space");
    case OperationKind::CreateDrive:
        return FailedTable::tr("Make the shared drive");
    case OperationKind::CreateFolder:
        return FailedTable::tr("Make the folder");
    }
    return FailedTable::tr("Unknown");
}

} // namespace

FailedTable::FailedTable(Workbench &bench, QObject *parent)
    : RowsTable(parent)
    , m_bench(bench)
{
    connect(&bench, &Workbench::rowsChanged, this, &FailedTable::reload);
    connect(&bench, &Workbench::closed, this, &FailedTable::reload);
}

void FailedTable::reload()
{
    setRows(m_bench.isOpen() ? Journal(m_bench.reader()).failed(0) : std::vector<OperationRow>());
}

QString FailedTable::spaceName(qint64 space) const
{
    for (const SpaceRow &row : m_bench.spaces()) {
        if (row.id == space)
            return row.displayName;
    }
    return tr("the whole project");
}

QList<TableColumn> FailedTable::columns() const
{
    return {{u"space"_s, tr("Space"), false, 9},
            {u"deed"_s, tr("What"), false, 9},
            {u"state"_s, tr("State"), false, 6},
            {u"cause"_s, tr("Why"), false, 24},
            {u"as"_s, tr("Written as"), false, 10}};
}

TableCell FailedTable::cell(int row, int column) const
{
    const OperationRow &one = at(row);
    switch (column) {
    case 0:
        return {.text = spaceName(one.space)};
    case 1:
        return {.text = deed(one.kind)};
    case 2:
        return {.text = tr("Failed"), .icon = u"circle-alert"_s, .tone = Tone::Warn};
    case 3:
        return {.text = one.error, .tooltip = one.error};
    case 4:
        return {.text = one.identity == u"app" ? tr("the app") : one.identity};
    default:
        return {};
    }
}

QString FailedTable::rowSentence(int row) const
{
    return tr("%1 in %2 failed: %3").arg(deed(at(row).kind), spaceName(at(row).space), at(row).error);
}

std::vector<OperationRow> FailedTable::picked(const QList<qint64> &rows) const
{
    if (rows.isEmpty())
        return m_rows;
    std::vector<OperationRow> out;
    for (const qint64 row : rows) {
        if (row >= 0 && row < rowCount())
            out.push_back(at(static_cast<int>(row)));
    }
    return out;
}

} // namespace chatferry
