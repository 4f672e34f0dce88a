// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/reportfacts.h"

#include "store/conversationtable.h"
#include "store/ledgertable.h"
#include "store/metatable.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace chatferry {

bool ReportSum::closes() const
{
    const bool nothingNegative = carried >= 0 && adapted >= 0 && left >= 0 && setAside >= 0 && waiting() >= 0;
    const bool spacesHaveAll = !hasSpaces || run.planned == carried + adapted;
    return othersClose && nothingNegative && spacesHaveAll && records == messages + setAside &&
           messages == carried + adapted + left;
}

ReportSum &ReportSum::operator+=(const ReportSum &other)
{
    othersClose = othersClose && other.closes();
    records += other.records;
    messages += other.messages;
    setAside += other.setAside;
    carried += other.carried;
    adapted += other.adapted;
    left += other.left;
    run.planned += other.run.planned;
    run.done += other.run.done;
    run.failed += other.run.failed;
    run.left += other.run.left;
    return *this;
}

QString ConversationReport::name() const
{
    if (!row.targetName.isEmpty())
        return row.targetName;
    return row.source.name.isEmpty() ? row.source.id.value : row.source.name;
}

ReportFacts ReportFacts::read(Project &project)
{
    ReportFacts facts;
    const MetaTable meta(project);
    const ConversationTable conversations(project);
    const SpaceTable spaces(project);
    facts.projectName = meta.value(u"name"_s);
    if (facts.projectName.isEmpty())
        facts.projectName = QFileInfo(project.path()).completeBaseName();
    facts.isRehearsal = !meta.value(u"rehearsal"_s).isEmpty();
    facts.ledger = LedgerTable(project).all();
    facts.setAside = conversations.skipped(0);

    for (ConversationRow &row : conversations.all()) {
        ConversationReport report;
        report.sum.records = row.counts.records;
        report.sum.messages = row.counts.messages;
        const auto reasons = conversations.skipped(row.id);
        for (const qint64 count : reasons)
            report.sum.setAside += count;
        for (const SpaceRow &space : spaces.current(row.id)) {
            const Counts counts = spaces.counts(space.id, CountClass::Messages);
            report.sum.run.planned += counts.planned;
            report.sum.run.done += counts.done;
            report.sum.run.failed += counts.failed;
            report.sum.run.left += counts.left;
            // Before it is created a space has not been given anything yet.
            report.sum.hasSpaces =
                report.sum.hasSpaces || space.stage != SpaceRow::Stage::Planned || counts.planned > 0;
        }
        report.row = std::move(row);
        facts.indexOf.insert(report.row.id, static_cast<qsizetype>(facts.conversations.size()));
        facts.conversations.push_back(std::move(report));
    }
    for (SpaceRow &space : spaces.all()) {
        facts.spaceNames.insert(space.id, space.displayName);
        const auto at = facts.indexOf.constFind(space.conversation);
        if (at != facts.indexOf.constEnd())
            facts.conversations[static_cast<std::size_t>(*at)].spaces.push_back(std::move(space));
    }
    for (const LedgerRow &row : facts.ledger) {
        const auto at = facts.indexOf.constFind(row.conversation);
        if (!row.messages || at == facts.indexOf.constEnd())
            continue;
        ReportSum &sum = facts.conversations[static_cast<std::size_t>(*at)].sum;
        (row.fate == LedgerRow::Fate::Left ? sum.left : sum.adapted) += row.count;
    }
    for (ConversationReport &report : facts.conversations) {
        report.sum.carried = report.sum.messages - report.sum.adapted - report.sum.left;
        facts.total += report.sum;
    }
    return facts;
}

QString ReportFacts::conversationName(qint64 id) const
{
    const auto at = indexOf.constFind(id);
    return at == indexOf.constEnd() ? u"-"_s : conversations[static_cast<std::size_t>(*at)].name();
}

} // namespace chatferry
