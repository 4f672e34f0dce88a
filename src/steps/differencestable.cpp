// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/differencestable.h"

#include "steps/humanwords.h"
#include "store/differencetable.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

bool isOpen(const DifferenceRow &row)
{
    return row.state != DifferenceRow::State::Repaired && row.state != DifferenceRow::State::Left;
}

} // namespace

QString differenceText(const QString &what)
{
    const auto words = [](const char *text) { return QCoreApplication::translate("Difference", text); };
    static const QHash<QString, const char *> all = {
        {u"message-missing"_s, QT_TRANSLATE_NOOP("Difference", "Message missing")},
        {u"text-differs"_s, QT_TRANSLATE_NOOP("Difference", "Text differs")},
        {u"time-differs"_s, QT_TRANSLATE_NOOP("Difference", "Time differs")},
        {u"author-differs"_s, QT_TRANSLATE_NOOP("Difference", "Author differs")},
        {u"thread-differs"_s, QT_TRANSLATE_NOOP("Difference", "In another thread")},
        {u"attachments-differ"_s, QT_TRANSLATE_NOOP("Difference", "Files differ")},
        {u"file-missing"_s, QT_TRANSLATE_NOOP("Difference", "File missing")},
        {u"reaction-missing"_s, QT_TRANSLATE_NOOP("Difference", "Reaction missing")},
        {u"reaction-extra"_s, QT_TRANSLATE_NOOP("Difference", "Reaction too many")},
        {u"reactions-differ"_s, QT_TRANSLATE_NOOP("Difference", "Reactions differ")},
        {u"extra-message"_s, QT_TRANSLATE_NOOP("Difference", "Message that should not be there")},
        {u"member-missing"_s, QT_TRANSLATE_NOOP("Difference", "Member missing")},
        {u"extra-member"_s, QT_TRANSLATE_NOOP("Difference", "Member that should not be there")},
        {u"member-differs"_s, QT_TRANSLATE_NOOP("Difference", "Membership differs")},
        {u"space-differs"_s, QT_TRANSLATE_NOOP("Difference", "Space differs")},
        {u"new-message"_s, QT_TRANSLATE_NOOP("Difference", "New message")},
        {u"edited-message"_s, QT_TRANSLATE_NOOP("Difference", "Edited message")},
        {u"deleted-message"_s, QT_TRANSLATE_NOOP("Difference", "Deleted message")},
        {u"new-conversation"_s, QT_TRANSLATE_NOOP("Difference", "New conversation")},
        {u"renamed-conversation"_s, QT_TRANSLATE_NOOP("Difference", "Renamed conversation")},
        {u"not-covered"_s, QT_TRANSLATE_NOOP("Difference", "Not covered by the newer export")},
    };
    const char *text = all.value(what);
    return text ? words(text) : what;
}

QString proposalText(const QString &proposal)
{
    const auto words = [](const char *text) { return QCoreApplication::translate("Proposal", text); };
    if (proposal == u"send")
        return words("Send it again");
    if (proposal == u"patch")
        return words("Write it again");
    if (proposal == u"delete")
        return words("Delete it");
    if (proposal == u"recreate")
        return words("Delete and write anew");
    return words("Nothing can be done");
}

DifferencesTable::DifferencesTable(Workbench &bench, QString origin, bool tickable, QObject *parent)
    : RowsTable(parent)
    , m_bench(bench)
    , m_origin(std::move(origin))
    , m_tickable(tickable)
{
    connect(&bench, &Workbench::rowsChanged, this, &DifferencesTable::reload);
    connect(&bench, &Workbench::closed, this, &DifferencesTable::reload);
}

void DifferencesTable::setOrigin(const QString &origin)
{
    m_origin = origin;
    reload();
}

void DifferencesTable::reload()
{
    std::vector<DifferenceRow> rows;
    if (m_bench.isOpen()) {
        for (DifferenceRow &row : DifferenceTable(m_bench.reader()).ofSpace(0)) {
            if (m_origin.isEmpty() || row.origin == m_origin)
                rows.push_back(std::move(row));
        }
    }
    setRows(std::move(rows));
}

QString DifferencesTable::spaceName(qint64 space) const
{
    for (const SpaceRow &row : m_bench.spaces()) {
        if (row.id == space)
            return row.displayName;
    }
    return u"-"_s;
}

QList<TableColumn> DifferencesTable::columns() const
{
    return {{u"tick"_s, m_tickable ? tr("Apply") : QString(), false, 3},
            {u"what"_s, tr("What"), false, 10},
            {u"space"_s, tr("Space"), false, 9},
            {u"proposal"_s, tr("Repair"), false, 9},
            {u"written"_s, tr("Written as"), false, 10},
            {u"detail"_s, tr("Details"), false, 16},
            {u"state"_s, tr("State"), false, 6}};
}

TableCell DifferencesTable::cell(int row, int column) const
{
    const DifferenceRow &one = at(row);
    switch (column) {
    case 0:
        if (!m_tickable || !isOpen(one) || one.proposal == u"none")
            return {};
        return {.text = {}, .ticked = one.state == DifferenceRow::State::Ticked};
    case 1:
        return {.text = differenceText(one.what)};
    case 2:
        return {.text = spaceName(one.space)};
    case 3:
        return {.text = proposalText(one.proposal)};
    case 4:
        return {.text = one.written == u"app" ? tr("the app") : one.written == u"any" ? tr("any person") : one.written};
    case 5:
        return {.text = oneLine(one.detail), .tooltip = one.detail};
    case 6:
        switch (one.state) {
        case DifferenceRow::State::Found:
            return {.text = m_tickable ? tr("Not ticked") : tr("Found"), .icon = u"circle-alert"_s, .tone = Tone::Warn};
        case DifferenceRow::State::Ticked:
            return {.text = tr("Ticked"), .icon = u"circle"_s, .tone = Tone::Info};
        case DifferenceRow::State::Repaired:
            return {.text = tr("Repaired"), .icon = u"circle-check"_s, .tone = Tone::Ok};
        case DifferenceRow::State::Failed:
            return {.text = tr("Failed"), .icon = u"octagon-alert"_s, .tone = Tone::Err};
        case DifferenceRow::State::Left:
            return {.text = tr("Left"), .icon = u"circle-minus"_s};
        }
        break;
    default:
        break;
    }
    return {};
}

QString DifferencesTable::rowSentence(int row) const
{
    return tr("%1 in %2, %3, %4")
        .arg(differenceText(at(row).what), spaceName(at(row).space), proposalText(at(row).proposal), cell(row, 6).text);
}

QList<TableChip> DifferencesTable::chips() const
{
    QMap<QString, qint64> kinds;
    for (const DifferenceRow &row : m_rows)
        ++kinds[row.what];
    QList<TableChip> out{{{}, tr("All"), rowCount()}};
    for (auto it = kinds.cbegin(); it != kinds.cend(); ++it)
        out.append({it.key(), differenceText(it.key()), it.value()});
    return out;
}

bool DifferencesTable::isUnderChip(int row, const QString &chip) const
{
    return chip.isEmpty() || at(row).what == chip;
}

QString DifferencesTable::emptyText() const
{
    return m_tickable ? tr("No differences, and no newer export given. You can go on.") : tr("No differences.");
}

void DifferencesTable::setTicked(const QList<qint64> &rows, bool ticked)
{
    if (m_tickable && m_bench.isOpen())
        m_bench.session().tickDifferences({rows.begin(), rows.end()}, ticked);
}

qint64 DifferencesTable::open() const
{
    return std::count_if(m_rows.begin(), m_rows.end(), isOpen);
}

std::vector<qint64> DifferencesTable::ticked() const
{
    std::vector<qint64> out;
    for (const DifferenceRow &row : m_rows) {
        if (row.state == DifferenceRow::State::Ticked)
            out.push_back(row.id);
    }
    return out;
}

qint64 DifferencesTable::untickedDeletions() const
{
    return std::count_if(m_rows.begin(), m_rows.end(), [](const DifferenceRow &row) {
        return row.deletion && row.state == DifferenceRow::State::Found;
    });
}

qint64 DifferencesTable::tickedDeletions() const
{
    return std::count_if(m_rows.begin(), m_rows.end(), [](const DifferenceRow &row) {
        return row.deletion && row.state == DifferenceRow::State::Ticked;
    });
}

} // namespace chatferry
