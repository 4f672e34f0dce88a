// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/spacestable.h"

#include "steps/countdown.h"
#include "steps/humanwords.h"
#include "steps/workbenchstep.h"
#include "store/spacetable.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

TableCell share(const Counts &counts)
{
    if (counts.planned == 0)
        return {.text = u"-"_s, .sort = 0};
    if (counts.done == counts.planned)
        return {.text = countText(counts.done), .sort = counts.done};
    return {.text = SpacesTable::tr("%1 of %2").arg(countText(counts.done), countText(counts.planned)),
            .sort = counts.done};
}

TableCell number(qint64 value)
{
    return {.text = countText(value), .sort = value};
}

TableCell moment(const std::optional<UtcTime> &time)
{
    if (!time)
        return {.text = u"-"_s, .sort = 0};
    return {.text = momentText(*time), .sort = toMicros(*time), .tooltip = momentWithUtcText(*time)};
}

qint64 failedOf(const SpaceView &view)
{
    return view.messages.failed + view.reactions.failed + view.attachments.failed + view.memberships.failed +
           view.members.failed;
}

} // namespace

SpacesTable::SpacesTable(Workbench &bench, QString key, QString name, QList<Column> columns, QObject *parent)
    : RowsTable(parent)
    , m_bench(bench)
    , m_key(std::move(key))
    , m_name(std::move(name))
    , m_columns(std::move(columns))
{
    connect(&bench, &Workbench::rowsChanged, this, &SpacesTable::reload);
    connect(&bench, &Workbench::closed, this, &SpacesTable::reload);
    connect(&bench, &Workbench::snapshotChanged, this, &SpacesTable::takeProgress);
}

void SpacesTable::reload()
{
    std::vector<SpaceView> views;
    if (m_bench.isOpen()) {
        const SpaceTable table(m_bench.reader());
        for (const SpaceRow &row : m_bench.spaces()) {
            SpaceView view{.row = row};
            if (const ConversationRow *conversation = m_bench.conversation(row.conversation))
                view.conversation =
                    conversation->source.name.isEmpty() ? conversation->targetName : conversation->source.name;
            if (!row.slice.isEmpty())
                view.conversation += u' ' + row.slice;
            view.messages = table.counts(row.id, CountClass::Messages);
            view.reactions = table.counts(row.id, CountClass::Reactions);
            view.attachments = table.counts(row.id, CountClass::Attachments);
            view.memberships = table.counts(row.id, CountClass::Memberships);
            view.members = table.counts(row.id, CountClass::Members);
            views.push_back(std::move(view));
        }
    }
    setRows(std::move(views));
}

void SpacesTable::takeProgress()
{
    const Snapshot &snapshot = m_bench.snapshot();
    QHash<qint64, const SpaceProgress *> bySpace;
    for (const SpaceProgress &progress : snapshot.spaces)
        bySpace.insert(progress.space, &progress);
    for (int i = 0; i < rowCount(); ++i) {
        SpaceView &view = m_rows[static_cast<std::size_t>(i)];
        const SpaceProgress *progress = bySpace.value(view.row.id);
        if (!progress)
            continue;
        view.now = *progress;
        view.messages = progress->messages;
        view.reactions = progress->reactions;
        view.attachments = progress->attachments;
        view.memberships = progress->memberships;
        view.members = progress->members;
        Q_EMIT rowsChanged(i, i);
    }
}

QList<TableColumn> SpacesTable::columns() const
{
    QList<TableColumn> out;
    for (const Column column : m_columns) {
        switch (column) {
        case Column::Tick:
            out.append({u"tick"_s, tr("Pick"), false, 3});
            break;
        case Column::Conversation:
            out.append({u"conversation"_s, tr("Conversation"), false, 9});
            break;
        case Column::State:
            out.append({u"state"_s, tr("State"), false, 9});
            break;
        case Column::Name:
            out.append({u"name"_s, tr("Space in Chat"), false, 10, true});
            break;
        case Column::Created:
            out.append({u"created"_s, tr("Created"), false, 11});
            break;
        case Column::Limit:
            out.append({u"limit"_s, tr("Limit"), false, 12});
            break;
        case Column::Plan:
            out.append({u"plan"_s, tr("Plan"), true, 4});
            break;
        case Column::Messages:
            out.append({u"messages"_s, tr("Messages"), true, 8});
            break;
        case Column::Reactions:
            out.append({u"reactions"_s, tr("Reactions"), true, 6});
            break;
        case Column::Files:
            out.append({u"files"_s, tr("Files"), true, 5});
            break;
        case Column::Ends:
            out.append({u"ends"_s, tr("Ends"), false, 6});
            break;
        case Column::Now:
            out.append({u"now"_s, tr("Now"), false, 10});
            break;
        case Column::Compared:
            out.append({u"compared"_s, tr("Compared"), true, 6});
            break;
        case Column::Different:
            out.append({u"different"_s, tr("Differences"), true, 6});
            break;
        case Column::Proven:
            out.append({u"proven"_s, tr("Proven"), false, 8});
            break;
        case Column::OpenPoints:
            out.append({u"open"_s, tr("Open points"), false, 15});
            break;
        case Column::ToAdd:
            out.append({u"to-add"_s, tr("To add"), true, 5});
            break;
        case Column::Added:
            out.append({u"added"_s, tr("Added"), true, 5});
            break;
        case Column::Failed:
            out.append({u"failed"_s, tr("Failed"), true, 5});
            break;
        }
    }
    return out;
}

TableCell SpacesTable::state(const SpaceView &view) const
{
    if (failedOf(view) > 0 && view.row.stage < SpaceRow::Stage::Completed)
        return {.text = tr("Needs %1").arg(countText(failedOf(view))), .icon = u"circle-alert"_s, .tone = Tone::Warn};
    if (view.row.different > 0 && view.row.stage < SpaceRow::Stage::Completed)
        return {.text = tr("Differs"), .icon = u"circle-alert"_s, .tone = Tone::Warn};
    const bool moving = view.now && m_bench.activity() != Activity::None && !m_bench.snapshot().paused &&
                        m_bench.activity() == m_bench.snapshot().activity;
    if (moving && m_bench.activity() == Activity::Import && view.row.stage == SpaceRow::Stage::Created)
        return {.text = tr("Importing"), .icon = u"circle-play"_s, .tone = Tone::Info};
    const StageWord word = stageWord(view.row.stage);
    return {.text = word.text,
            .sort = static_cast<int>(view.row.stage),
            .icon = word.icon,
            .tone = word.tone,
            .tooltip = view.row.failure};
}

TableCell SpacesTable::limit(const SpaceView &view) const
{
    if (!view.row.limit || view.row.stage >= SpaceRow::Stage::Completed)
        return {.text = u"-"_s, .sort = 0};
    const SpaceClock clock{.space = view.row.id,
                           .name = view.row.displayName,
                           .stage = view.row.stage,
                           .firstAttempt = view.row.firstAttempt,
                           .limit = view.row.limit,
                           .expiry = view.row.expiry};
    const UtcTime now = m_bench.serverNow();
    return {.text = dayText(*view.row.limit) + u", "_s + clockStateWord(clock, now),
            .sort = toMicros(*view.row.limit),
            .tone = clockStateTone(clockState(clock, now)),
            .tooltip = momentWithUtcText(*view.row.limit)};
}

TableCell SpacesTable::cell(int row, int column) const
{
    const SpaceView &view = at(row);
    switch (m_columns.at(column)) {
    case Column::Tick:
        if (m_tickable && !m_tickable(view))
            return {.text = u"-"_s};
        return {.text = {}, .ticked = m_ticked.contains(view.row.id)};
    case Column::Conversation:
        return {.text = view.conversation};
    case Column::State:
        return state(view);
    case Column::Name:
        return {.text = view.row.displayName, .tooltip = view.row.webAddress};
    case Column::Created:
        return moment(view.row.firstAttempt);
    case Column::Limit:
        return limit(view);
    case Column::Plan:
        return view.row.revision > 0 ? number(view.row.revision) : TableCell{.text = u"-"_s, .sort = 0};
    case Column::Messages:
        return share(view.messages);
    case Column::Reactions:
        return share(view.reactions);
    case Column::Files:
        return share(view.attachments);
    case Column::Ends:
        return view.now && view.now->ends
                   ? TableCell{.text = clockText(*view.now->ends), .sort = toMicros(*view.now->ends)}
                   : TableCell{.text = u"-"_s, .sort = 0};
    case Column::Now:
        if (!view.now || m_bench.activity() == Activity::None)
            return {.text = u"-"_s};
        if (!view.now->waitingFor.isEmpty())
            return {.text = view.now->waitingFor};
        return {.text = view.now->messagesPerSecond > 0
                            ? tr("%1 a second").arg(QLocale().toString(view.now->messagesPerSecond, 'f', 0))
                            : u"-"_s};
    case Column::Compared:
        return number(view.row.checked);
    case Column::Different: {
        TableCell out = number(view.row.different);
        if (view.row.different > 0)
            out.door = u"differences-%1"_s.arg(view.row.id);
        return out;
    }
    case Column::Proven:
        return {
            .text =
                view.row.checked > 0
                    ? tr("%1 of %2").arg(countText(view.row.checked - view.row.different), countText(view.row.checked))
                    : tr("not read back yet"),
            .sort = view.row.checked};
    case Column::OpenPoints: {
        QStringList points;
        if (view.row.different > 0)
            points << tr("%1 differ").arg(countText(view.row.different));
        if (failedOf(view) > 0)
            points << tr("%1 failed").arg(countText(failedOf(view)));
        if (view.row.completedAt)
            points << tr("completed %1").arg(momentText(*view.row.completedAt));
        return {.text = points.isEmpty() ? u"-"_s : points.join(u", "_s)};
    }
    case Column::ToAdd:
        return number(view.members.planned);
    case Column::Added:
        return number(view.members.done);
    case Column::Failed: {
        TableCell out = number(failedOf(view));
        if (failedOf(view) > 0)
            out.door = u"failed"_s;
        return out;
    }
    }
    return {};
}

QString SpacesTable::rowSentence(int row) const
{
    const SpaceView &view = at(row);
    QStringList parts{view.conversation, state(view).text, messagesText(view.messages.planned)};
    if (view.row.limit && view.row.stage < SpaceRow::Stage::Completed)
        parts << tr("limit %1").arg(limit(view).text);
    return parts.join(u", "_s);
}

QList<TableChip> SpacesTable::chips() const
{
    qint64 needs = 0;
    for (const SpaceView &view : m_rows)
        needs += failedOf(view) > 0 || view.row.different > 0 ? 1 : 0;
    return {{{}, tr("All"), rowCount()}, {u"needs"_s, tr("Needs you"), needs, Tone::Warn}};
}

bool SpacesTable::isUnderChip(int row, const QString &chip) const
{
    return chip.isEmpty() || failedOf(at(row)) > 0 || at(row).row.different > 0;
}

void SpacesTable::setTicked(const QList<qint64> &rows, bool ticked)
{
    for (const qint64 id : rows) {
        const SpaceView *view = find(id);
        if (!view || (m_tickable && !m_tickable(*view)))
            continue;
        if (ticked)
            m_ticked.insert(id);
        else
            m_ticked.remove(id);
    }
    if (rowCount() > 0)
        Q_EMIT rowsChanged(0, rowCount() - 1);
    Q_EMIT ticksChanged();
}

void SpacesTable::clearTicks()
{
    m_ticked.clear();
    Q_EMIT ticksChanged();
}

void SpacesTable::edit(qint64 row, int column, const QString &text)
{
    if (m_columns.value(column) == Column::Name && !text.trimmed().isEmpty())
        m_bench.session().renameSpace(row, oneLine(text).trimmed());
}

} // namespace chatferry
