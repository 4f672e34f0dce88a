// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/ledgerwords.h"
#include "report/report.h"
#include "report/reportfacts.h"
#include "report/reportwords.h"

#include "base/csv.h"
#include "base/redact.h"
#include "model/names.h"
#include "store/audittable.h"
#include "store/persontable.h"
#include "store/project.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

Result<void> finished(Project &project, CsvWriter &csv)
{
    if (project.readFailure())
        return *project.readFailure();
    return csv.finish();
}

QString yesNo(bool value)
{
    return value ? u"yes"_s : u"no"_s;
}

} // namespace

Result<void> writePeopleCsv(Project &project, QIODevice &device)
{
    CsvWriter csv(device);
    csv.row({u"source_id"_s, u"source_name"_s, u"source_email"_s, u"target_email"_s, u"policy"_s, u"kind"_s,
             u"active"_s, u"account_id"_s, u"account_state"_s, u"messages"_s, u"reactions"_s});
    for (const PersonRow &row : PersonTable(project).all()) {
        csv.row({row.source.id.value, row.source.name, row.source.email, row.targetEmail, policyName(row.policy),
                 kindName(row.source.kind), yesNo(row.source.active), row.accountId, accountStateName(row.account),
                 QString::number(row.messages), QString::number(row.reactions)});
    }
    return finished(project, csv);
}

Result<void> writeLedgerCsv(Project &project, QIODevice &device)
{
    const ReportFacts facts = ReportFacts::read(project);
    CsvWriter csv(device);
    csv.row({u"conversation_id"_s, u"conversation"_s, u"fate"_s, u"code"_s, u"meaning"_s, u"count"_s,
             u"counts_messages"_s, u"example"_s});
    for (const LedgerRow &row : facts.ledger) {
        const auto at = facts.indexOf.constFind(row.conversation);
        const QString sourceId = at == facts.indexOf.constEnd()
                                     ? QString()
                                     : facts.conversations[static_cast<std::size_t>(*at)].row.source.id.value;
        csv.row({sourceId, facts.conversationName(row.conversation), fateName(row.fate), row.code,
                 ledgerSentence(row.code), QString::number(row.count), yesNo(row.messages), redacted(row.example)});
    }
    return finished(project, csv);
}

Result<void> writeAuditCsv(Project &project, QIODevice &device)
{
    const ReportFacts facts = ReportFacts::read(project);
    CsvWriter csv(device);
    csv.row({u"time"_s, u"who"_s, u"what"_s, u"space"_s, u"detail"_s});
    for (const AuditRow &row : AuditTable(project).all())
        csv.row({toRfc3339(row.time), row.who, row.what, facts.spaceNames.value(row.space), redacted(row.detail)});
    return finished(project, csv);
}

} // namespace chatferry
