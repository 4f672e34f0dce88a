// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/csv.h"

#include <QCoreApplication>
#include <QFileDevice>
#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

bool isPlainNumber(QStringView cell)
{
    qsizetype i = cell.startsWith(u'+') || cell.startsWith(u'-') ? 1 : 0;
    bool hasPoint = false;
    bool hasDigit = false;
    for (; i < cell.size(); ++i) {
        const bool isDigit = cell[i] >= u'0' && cell[i] <= u'9';
        const bool isPoint = !hasPoint && hasDigit && (cell[i] == u'.' || cell[i] == u',');
        if (!isDigit && !isPoint)
            return false;
        hasDigit = hasDigit || isDigit;
        hasPoint = hasPoint || isPoint;
    }
    return hasDigit;
}

bool needsDefusing(QStringView cell)
{
    if (cell.isEmpty())
        return false;
    // An apostrophe in front of such a cell is itself defused, so that the reader gets back what was written.
    if (cell[0] == u'\'')
        return needsDefusing(cell.sliced(1));
    if (cell[0] == u'\t' || cell[0] == u'\r' || cell[0] == u'\n')
        return true;
    qsizetype first = 0;
    while (first < cell.size() && cell[first].isSpace())
        ++first;
    if (first == cell.size() || isPlainNumber(cell.sliced(first)))
        return false;
    return u"=+-@\uFF1D\uFF0B\uFF0D\uFF20"_s.contains(cell[first]);
}

QString inputText(const char *text)
{
    return QCoreApplication::translate("Csv", text);
}

QChar separatorOf(QStringView text)
{
    qsizetype commas = 0;
    qsizetype semicolons = 0;
    qsizetype tabs = 0;
    bool inQuotes = false;
    for (const QChar c : text) {
        if (c == u'"')
            inQuotes = !inQuotes;
        if (inQuotes)
            continue;
        if (c == u'\n' || c == u'\r')
            break;
        commas += c == u',';
        semicolons += c == u';';
        tabs += c == u'\t';
    }
    if (semicolons > commas && semicolons >= tabs)
        return u';';
    return tabs > commas ? u'\t' : u',';
}

Result<QString> decoded(const QByteArray &bytes)
{
    const auto encoding = QStringConverter::encodingForData(bytes).value_or(QStringConverter::Utf8);
    QStringDecoder decoder(encoding);
    QString text = decoder(bytes);
    if (decoder.hasError())
        return Error{.kind = Error::Kind::Input,
                     .what = inputText(QT_TRANSLATE_NOOP("Csv", "The table is not UTF-8 text.")),
                     .remedy = inputText(QT_TRANSLATE_NOOP("Csv", "Save it as \"CSV UTF-8\" and try again."))};
    return text;
}

} // namespace

QString defused(const QString &cell)
{
    return needsDefusing(cell) ? u'\'' + cell : cell;
}

QString undefused(const QString &cell)
{
    return cell.startsWith(u'\'') && needsDefusing(QStringView(cell).sliced(1)) ? cell.sliced(1) : cell;
}

CsvWriter::CsvWriter(QIODevice &device)
    : m_device(device)
{
}

void CsvWriter::row(const QStringList &cells)
{
    QString line;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (i > 0)
            line += u',';
        QString cell = defused(cells[i]);
        const bool needsQuotes = cell.contains(u',') || cell.contains(u'"') || cell.contains(u'\n') ||
                                 cell.contains(u'\r') || cell.contains(u';') || cell.contains(u'\t') ||
                                 cell.startsWith(u' ') || cell.endsWith(u' ') || (cell.isEmpty() && cells.size() == 1);
        if (needsQuotes)
            line += u'"' + cell.replace(u'"', u"\"\""_s) + u'"';
        else
            line += cell;
    }
    QByteArray bytes = line.toUtf8() + "\r\n";
    if (!std::exchange(m_begun, true))
        bytes.prepend("\xEF\xBB\xBF");
    m_failed = m_failed || m_device.write(bytes) != bytes.size();
}

Result<void> CsvWriter::finish()
{
    auto *file = qobject_cast<QFileDevice *>(&m_device);
    if (file && !m_failed)
        m_failed = !file->flush();
    if (!m_failed)
        return {};
    const bool isFull = file && file->error() == QFileDevice::ResourceError;
    return Error{.kind = isFull ? Error::Kind::DiskFull : Error::Kind::File,
                 .what = inputText(QT_TRANSLATE_NOOP("Csv", "The table could not be written.")),
                 .remedy = inputText(QT_TRANSLATE_NOOP("Csv", "Check the free space and the rights of the folder."))};
}

Result<std::vector<CsvRow>> readCsv(const QByteArray &bytes)
{
    const auto read = decoded(bytes);
    if (!read)
        return read.error();
    const QString &text = *read;
    const QChar separator = separatorOf(text);

    std::vector<CsvRow> rows;
    CsvRow row{.cells = {}, .line = 1};
    QString cell;
    int line = 1;
    int quoteLine = 0;
    bool inQuotes = false;
    bool wasQuoted = false;
    const auto endCell = [&] {
        row.cells += undefused(cell);
        cell.clear();
        wasQuoted = false;
    };
    const auto endRow = [&] {
        const bool isBlank = row.cells.isEmpty() && cell.isEmpty() && !wasQuoted;
        if (!isBlank) {
            endCell();
            rows.push_back(row);
        }
        row = {.cells = {}, .line = line};
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool isBreak = c == u'\n' || c == u'\r';
        if (c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n') {
            if (inQuotes)
                cell += c;
            continue; // The LF that follows counts.
        }
        line += isBreak;
        if (inQuotes) {
            if (c != u'"')
                cell += c;
            else if (i + 1 < text.size() && text[i + 1] == u'"')
                cell += text[++i];
            else
                inQuotes = false;
        } else if (c == u'"' && cell.isEmpty() && !wasQuoted) {
            inQuotes = wasQuoted = true;
            quoteLine = line;
        } else if (c == separator) {
            endCell();
        } else if (isBreak) {
            endRow();
        } else {
            cell += c;
        }
    }
    if (inQuotes)
        return Error{
            .kind = Error::Kind::Input,
            .what = inputText(QT_TRANSLATE_NOOP("Csv", "A quotation mark in line %1 of the table is never closed."))
                        .arg(quoteLine)};
    endRow();
    return rows;
}

} // namespace chatferry
