// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/ledgertable.h"

#include "report/ledgerwords.h"
#include "steps/humanwords.h"

using namespace Qt::StringLiterals;

namespace chatferry {

PlanLedgerTable::PlanLedgerTable(Workbench &bench, QObject *parent)
    : RowsTable(parent)
    , m_bench(bench)
{
    connect(&bench, &Workbench::planChanged, this, &PlanLedgerTable::reload);
    connect(&bench, &Workbench::closed, this, &PlanLedgerTable::reload);
}

void PlanLedgerTable::reload()
{
    setRows(m_bench.plan() ? m_bench.plan()->ledger : std::vector<LedgerRow>());
}

QString PlanLedgerTable::conversationName(qint64 id) const
{
    const ConversationRow *row = m_bench.conversation(id);
    if (!row)
        return tr("the whole export");
    return row->source.name.isEmpty() ? row->targetName : row->source.name;
}

QList<TableColumn> PlanLedgerTable::columns() const
{
    return {{u"what"_s, tr("What"), false, 26},
            {u"fate"_s, tr("Fate"), false, 7},
            {u"conversation"_s, tr("Conversation"), false, 10},
            {u"count"_s, tr("Count"), true, 5},
            {u"example"_s, tr("Example"), false, 12}};
}

TableCell PlanLedgerTable::cell(int row, int column) const
{
    const LedgerRow &one = at(row);
    switch (column) {
    case 0:
        return {.text = ledgerSentence(one.code)};
    case 1:
        return one.fate == LedgerRow::Fate::Adapted
                   ? TableCell{.text = tr("Adapted"), .icon = u"pin"_s, .tone = Tone::Info}
                   : TableCell{.text = tr("Left behind"), .icon = u"circle-minus"_s, .tone = Tone::Warn};
    case 2:
        return {.text = conversationName(one.conversation)};
    case 3:
        return {.text = countText(one.count), .sort = one.count};
    case 4:
        return {.text = oneLine(one.example)};
    default:
        return {};
    }
}

QString PlanLedgerTable::rowSentence(int row) const
{
    return tr("%1, %2 in %3")
        .arg(ledgerSentence(at(row).code), countText(at(row).count), conversationName(at(row).conversation));
}

QList<TableChip> PlanLedgerTable::chips() const
{
    qint64 adapted = 0;
    for (const LedgerRow &row : m_rows)
        adapted += row.fate == LedgerRow::Fate::Adapted ? 1 : 0;
    return {{{}, tr("All"), rowCount()},
            {u"adapted"_s, tr("Adapted"), adapted, Tone::Info},
            {u"left"_s, tr("Left behind"), rowCount() - adapted, Tone::Warn}};
}

bool PlanLedgerTable::isUnderChip(int row, const QString &chip) const
{
    return chip.isEmpty() || (chip == u"adapted") == (at(row).fate == LedgerRow::Fate::Adapted);
}

qint64 PlanLedgerTable::items() const
{
    qint64 sum = 0;
    for (const LedgerRow &row : m_rows)
        sum += row.count;
    return sum;
}

int PlanLedgerTable::kinds() const
{
    QSet<QString> codes;
    for (const LedgerRow &row : m_rows)
        codes.insert(row.code);
    return static_cast<int>(codes.size());
}

} // namespace chatferry
