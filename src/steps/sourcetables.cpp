// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/sourcetables.h"

#include "steps/humanwords.h"
#include "steps/workbenchstep.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString nameOf(const ConversationRow &row)
{
    return oneLine(row.source.name.isEmpty() ? row.targetName : row.source.name);
}

QString kindText(Conversation::Kind kind)
{
    switch (kind) {
    case Conversation::Kind::Public:
        return HoldingsTable::tr("public");
    case Conversation::Kind::Private:
        return HoldingsTable::tr("private");
    case Conversation::Kind::GroupDirect:
        return HoldingsTable::tr("group talk");
    case Conversation::Kind::Direct:
        return HoldingsTable::tr("direct talk");
    }
    return {};
}

QString chipOf(Conversation::Kind kind)
{
    switch (kind) {
    case Conversation::Kind::Public:
        return u"public"_s;
    case Conversation::Kind::Private:
        return u"private"_s;
    case Conversation::Kind::GroupDirect:
        return u"group"_s;
    case Conversation::Kind::Direct:
        return u"direct"_s;
    }
    return {};
}

TableCell countCell(qint64 count)
{
    return {.text = countText(count), .sort = count};
}

TableCell timeCell(const std::optional<UtcTime> &time)
{
    if (!time)
        return {.text = u"-"_s, .sort = qint64(0)};
    return {.text = dayText(*time), .sort = toMicros(*time), .tooltip = momentWithUtcText(*time)};
}

} // namespace

QList<TableColumn> HoldingsTable::columns() const
{
    return {{u"name"_s, tr("Conversation"), false, 11}, {u"kind"_s, tr("Kind"), false, 6},
            {u"messages"_s, tr("Messages"), true, 6},   {u"replies"_s, tr("Replies"), true, 5},
            {u"reactions"_s, tr("Reactions"), true, 6}, {u"files"_s, tr("Files"), true, 5},
            {u"members"_s, tr("Members"), true, 5},     {u"first"_s, tr("First message"), false, 7},
            {u"last"_s, tr("Last message"), false, 7}};
}

TableCell HoldingsTable::cell(int row, int column) const
{
    const ConversationRow &one = at(row);
    switch (column) {
    case 0:
        return {.text = nameOf(one), .tooltip = one.source.purpose};
    case 1:
        return {.text = one.source.archived ? tr("%1, archived").arg(kindText(one.source.kind))
                                            : kindText(one.source.kind)};
    case 2:
        return countCell(one.counts.messages);
    case 3:
        return countCell(one.counts.replies);
    case 4:
        return countCell(one.counts.reactions);
    case 5:
        return countCell(one.counts.attachments);
    case 6:
        return countCell(one.counts.members);
    case 7:
        return timeCell(one.counts.first);
    case 8:
        return timeCell(one.counts.last);
    default:
        return {};
    }
}

QString HoldingsTable::rowSentence(int row) const
{
    const ConversationRow &one = at(row);
    return tr("%1, %2, %3").arg(nameOf(one), kindText(one.source.kind), messagesText(one.counts.messages));
}

QList<TableChip> HoldingsTable::chips() const
{
    QList<TableChip> chips = {{{}, tr("All"), rowCount()}};
    const std::pair<Conversation::Kind, QString> kinds[] = {{Conversation::Kind::Public, tr("Public")},
                                                            {Conversation::Kind::Private, tr("Private")},
                                                            {Conversation::Kind::Direct, tr("Direct")},
                                                            {Conversation::Kind::GroupDirect, tr("Group")}};
    for (const auto &[kind, text] : kinds) {
        const auto count = std::count_if(m_rows.begin(), m_rows.end(),
                                         [kind = kind](const ConversationRow &row) { return row.source.kind == kind; });
        chips.append({chipOf(kind), text, count});
    }
    return chips;
}

bool HoldingsTable::isUnderChip(int row, const QString &chip) const
{
    return chip.isEmpty() || chipOf(at(row).source.kind) == chip;
}

QList<TableColumn> OdditiesTable::columns() const
{
    return {
        {u"where"_s, tr("Where"), false, 16}, {u"state"_s, tr("State"), false, 6}, {u"what"_s, tr("What"), false, 34}};
}

TableCell OdditiesTable::cell(int row, int column) const
{
    const Problem &one = at(row);
    if (column == 0)
        return {.text = one.where.isEmpty() ? tr("the export") : oneLine(one.where)};
    if (column == 2)
        return {.text = one.text};
    switch (one.severity) {
    case Problem::Severity::Note:
        return {.text = tr("Note"), .sort = 2, .icon = u"info"_s, .tone = Tone::Info};
    case Problem::Severity::Warning:
        return {.text = tr("Costs"), .sort = 1, .icon = u"triangle-alert"_s, .tone = Tone::Warn};
    case Problem::Severity::Stop:
        return {.text = tr("Stops"), .sort = 0, .icon = u"octagon-alert"_s, .tone = Tone::Err};
    }
    return {};
}

QString OdditiesTable::rowSentence(int row) const
{
    return tr("%1, %2, %3").arg(cell(row, 0).text, cell(row, 1).text, at(row).text);
}

QList<TableColumn> SetAsideTable::columns() const
{
    return {{u"what"_s, tr("Records that become no message"), false, 30}, {u"count"_s, tr("Records"), true, 8}};
}

TableCell SetAsideTable::cell(int row, int column) const
{
    const SetAsideRow &one = at(row);
    if (column == 1)
        return countCell(one.count);
    static const QHash<QString, const char *> words = {
        {u"join"_s, QT_TR_NOOP("Somebody joined: kept as membership")},
        {u"leave"_s, QT_TR_NOOP("Somebody left: kept as membership")},
        {u"channel-state"_s, QT_TR_NOOP("Topic, purpose, name, pins or state of the conversation changed")},
        {u"duplicate"_s, QT_TR_NOOP("The same message again")},
        {u"deleted"_s, QT_TR_NOOP("Deleted message without replies")},
        {u"edit-log"_s, QT_TR_NOOP("Log of an edit or a deletion")},
        {u"system"_s, QT_TR_NOOP("Notice of the old chat itself")},
        {u"call"_s, QT_TR_NOOP("Call without replies")},
        {u"broadcast-shell"_s, QT_TR_NOOP("Empty echo of a reply")},
        {u"unknown-subtype"_s, QT_TR_NOOP("Empty record of a kind this program does not know")},
        {u"not-a-message"_s, QT_TR_NOOP("No message")},
        {u"no-time"_s, QT_TR_NOOP("Record without a time")},
        {u"unreadable"_s, QT_TR_NOOP("Broken record")},
    };
    const char *word = words.value(one.reason, nullptr);
    return {.text = word ? tr(word) : one.reason};
}

QString SetAsideTable::rowSentence(int row) const
{
    return tr("%1: %2").arg(cell(row, 0).text, countText(at(row).count));
}

} // namespace chatferry
