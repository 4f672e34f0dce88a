// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/itemcolumns.h"

#include "store/statement.h"

namespace chatferry {

QString idFromTime(UtcTime time)
{
    const qint64 micros = toMicros(time);
    if (micros < 0)
        return {};
    return QString::number(micros / 1'000'000) + u'.' + QString::number(micros % 1'000'000).rightJustified(6, u'0');
}

std::optional<UtcTime> timeFromId(const QString &id)
{
    const qsizetype point = id.size() - 7;
    if (point < 1 || point > 12 || id.at(point) != u'.')
        return std::nullopt;
    bool first = false;
    bool second = false;
    const qint64 seconds = QStringView(id).left(point).toLongLong(&first);
    const qint64 micros = QStringView(id).mid(point + 1).toLongLong(&second);
    if (!first || !second)
        return std::nullopt;
    const UtcTime time = fromMicros(seconds * 1'000'000 + micros);
    return idFromTime(time) == id ? std::optional(time) : std::nullopt;
}

void bindItem(Statement &statement, const ItemRow &row)
{
    statement << row.conversation;
    if (row.sourceId == idFromTime(row.time))
        statement << nullptr;
    else
        statement << row.sourceId;
    statement << row.locator << row.time << row.author;
    if (row.root == 0)
        statement << nullptr;
    else
        statement << row.root;
    statement << row.flags << row.reactions << row.attachments << row.contentHash;
}

} // namespace chatferry
