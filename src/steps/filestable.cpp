// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/filestable.h"

#include "steps/humanwords.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString chipOf(FileLine::State state)
{
    switch (state) {
    case FileLine::State::ToFetch:
        return u"to-fetch"_s;
    case FileLine::State::Fetched:
        return u"fetched"_s;
    case FileLine::State::Unavailable:
        return u"unavailable"_s;
    case FileLine::State::Left:
        return u"left"_s;
    }
    return {};
}

QString fileText(const FileLine &line)
{
    return FilesTable::tr("File %1 of %2").arg(QString::number(line.number + 1), momentText(line.time));
}

} // namespace

QString fileReasonText(const QString &reason)
{
    static const QHash<QString, const char *> words = {
        {u"login-page"_s,
         QT_TRANSLATE_NOOP("FilesTable", "The link's key is no longer valid: a log-in page came back")},
        {u"wrong-size"_s, QT_TRANSLATE_NOOP("FilesTable", "Another size came back than the export says")},
        {u"not-found"_s, QT_TRANSLATE_NOOP("FilesTable", "The old chat has it no more")},
        {u"access-denied"_s, QT_TRANSLATE_NOOP("FilesTable", "The old chat denies access")},
        {u"refused"_s, QT_TRANSLATE_NOOP("FilesTable", "The old chat refuses it")},
        {u"no-address"_s, QT_TRANSLATE_NOOP("FilesTable", "The export gives no address for it")},
        {u"bad-address"_s, QT_TRANSLATE_NOOP("FilesTable", "The address in the export cannot be used")},
        {u"hidden-by-limit"_s, QT_TRANSLATE_NOOP("FilesTable", "Hidden by the old chat's plan")},
        {u"deleted"_s, QT_TRANSLATE_NOOP("FilesTable", "Deleted in the old chat")},
    };
    const char *word = words.value(reason, nullptr);
    return word ? FilesTable::tr(word) : reason;
}

QList<TableColumn> FilesTable::columns() const
{
    return {{u"file"_s, tr("File"), false, 13},
            {u"state"_s, tr("State"), false, 8},
            {u"conversation"_s, tr("Conversation"), false, 9},
            {u"size"_s, tr("Size"), true, 5},
            {u"why"_s, tr("Why"), false, 20}};
}

qint64 FilesTable::rowId(int row) const
{
    // No message has more files than fit; the id is only for this table.
    return at(row).item * 1024 + at(row).number;
}

TableCell FilesTable::cell(int row, int column) const
{
    const FileLine &line = at(row);
    switch (column) {
    case 0:
        return {.text = fileText(line), .sort = toMicros(line.time), .tooltip = momentWithUtcText(line.time)};
    case 1:
        switch (line.state) {
        case FileLine::State::ToFetch:
            return {.text = tr("To fetch"), .icon = u"circle"_s};
        case FileLine::State::Fetched:
            return {.text = rehearsal ? tr("Stand-in") : tr("Fetched"), .icon = u"circle-check"_s, .tone = Tone::Ok};
        case FileLine::State::Unavailable:
            return {.text = line.reason == u"login-page" ? tr("Log-in page came back") : tr("Not available"),
                    .icon = u"circle-x"_s,
                    .tone = Tone::Err};
        case FileLine::State::Left:
            return {.text = tr("Left behind"), .icon = u"circle-minus"_s};
        }
        return {};
    case 2:
        return {.text = line.conversation};
    case 3:
        return {.text = line.sizeBytes < 0 ? tr("not known") : bytesText(line.sizeBytes), .sort = line.sizeBytes};
    case 4:
        return {.text = fileReasonText(line.reason)};
    default:
        return {};
    }
}

QString FilesTable::rowSentence(int row) const
{
    const FileLine &line = at(row);
    return tr("%1 in %2, %3").arg(fileText(line), line.conversation, cell(row, 1).text);
}

QList<TableChip> FilesTable::chips() const
{
    const auto count = [this](FileLine::State state) {
        return static_cast<qint64>(
            std::count_if(m_rows.begin(), m_rows.end(), [state](const FileLine &line) { return line.state == state; }));
    };
    QList<TableChip> chips = {
        {{}, tr("All"), rowCount()},
        {chipOf(FileLine::State::ToFetch), tr("To fetch"), count(FileLine::State::ToFetch)},
        {chipOf(FileLine::State::Fetched), tr("Fetched"), count(FileLine::State::Fetched)},
        {chipOf(FileLine::State::Unavailable), tr("Not available"), count(FileLine::State::Unavailable), Tone::Warn},
        {chipOf(FileLine::State::Left), tr("Left behind"), count(FileLine::State::Left)}};
    return chips;
}

bool FilesTable::isUnderChip(int row, const QString &chip) const
{
    return chip.isEmpty() || chipOf(at(row).state) == chip;
}

QString FilesTable::emptyText() const
{
    return tr("This export brings all its files along. Nothing to fetch.");
}

std::vector<FileLine> FilesTable::picked(const QList<qint64> &rows) const
{
    std::vector<FileLine> out;
    const QSet<qint64> wanted(rows.begin(), rows.end());
    for (int row = 0; row < rowCount(); ++row) {
        if (wanted.contains(rowId(row)))
            out.push_back(at(row));
    }
    return out;
}

} // namespace chatferry
