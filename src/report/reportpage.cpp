// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/htmlwriter.h"
#include "report/ledgerwords.h"
#include "report/report.h"
#include "report/reportfacts.h"
#include "report/reportwords.h"

#include "base/redact.h"
#include "model/names.h"
#include "store/audittable.h"
#include "store/differencetable.h"
#include "store/itemtable.h"
#include "store/journal.h"
#include "store/persontable.h"
#include "store/project.h"
#include "store/spacetable.h"
#include "target/operation.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

const QString kStyle =
    u":root{color-scheme:light "
    u"dark;--ink:#1d2126;--paper:#fff;--line:#c9ced6;--soft:#f2f4f7;--bad:#a3131e;--good:#1b6b34}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e4e7eb;--paper:#16191d;--line:#454c55;--soft:#22272d;--bad:#ff9a9f;"
    "--good:#8fd6a4}}"
    "body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;max-width:75rem;"
    "padding:1.5rem}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.5rem;border-bottom:1px solid var(--line)}"
    ".wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}caption{text-align:left;"
    "padding:.5rem 0}th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere}thead th{background:var(--soft)}tbody th{font-weight:normal}.n{text-align:right;"
    "font-variant-numeric:tabular-nums;white-space:nowrap}.bad{color:var(--bad);font-weight:bold}.good{color:var(--"
    "good)}"
    ".mark{border:2px solid var(--bad);padding:.5rem 1rem;font-weight:bold}.sum{font-size:1.1rem}a{color:inherit}"
    "@media print{body{max-width:none;padding:0}thead{display:table-header-group}tr{break-inside:avoid}"
    ".wide{overflow:visible}}"_s;

QString say(const char *text)
{
    return QCoreApplication::translate("Report", text);
}

QString number(qint64 value)
{
    return reportNumber(value);
}

using Columns = std::vector<HtmlWriter::Column>;
using Cells = std::vector<HtmlWriter::Cell>;

/// Writes the page section by section.
class ReportPage
{
public:
    ReportPage(Project &project, QIODevice &device)
        : m_project(project)
        , m_html(device)
        , m_facts(ReportFacts::read(project))
        , m_audit(AuditTable(project).all())
    {
    }

    Result<void> write()
    {
        head();
        sums();
        setAside();
        spaces();
        failures();
        differences();
        ledger();
        people();
        audit();
        m_html.raw(u"</main>\n</body>\n</html>\n"_s);
        if (m_project.readFailure())
            return *m_project.readFailure();
        return m_html.finish();
    }

private:
    void head()
    {
        const QString title = say("Report: %1").arg(m_facts.projectName);
        m_html.raw(
            u"<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n<head>\n"
            "<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
            "<meta name=\"generator\" content=\"Chatferry " CHATFERRY_VERSION "\"/>\n"_s);
        m_html.element(u"title"_s, title);
        m_html.raw(u"<style>"_s + kStyle + u"</style>\n</head>\n<body>\n<header>\n"_s);
        m_html.element(u"h1"_s, title);
        if (m_facts.isRehearsal)
            m_html.element(u"p"_s, say("Rehearsal. Nothing in this report exists at the real service."),
                           u"class=\"mark\" role=\"note\""_s);
        m_html.element(u"p"_s, (isFinished() ? say("Finished. Written %1.") : say("Not finished. As of %1."))
                                   .arg(reportMoment(m_project.clock().nowUtc())));
        m_html.raw(u"</header>\n<main>\n"_s);
    }

    bool isFinished() const
    {
        bool any = false;
        for (const ConversationReport &report : m_facts.conversations) {
            for (const SpaceRow &space : report.spaces) {
                any = true;
                if (space.stage < SpaceRow::Stage::Opened)
                    return false;
            }
        }
        return any;
    }

    void sums()
    {
        const ReportSum &sum = m_facts.total;
        m_html.element(u"h2"_s, say("What became of everything"));
        m_html.element(u"p"_s,
                       say("%1 read = %2 carried + %3 adapted + %4 left behind + %5 set aside")
                           .arg(number(sum.records), number(sum.carried), number(sum.adapted), number(sum.left),
                                number(sum.setAside)),
                       u"class=\"sum\""_s);
        if (sum.closes())
            m_html.element(u"p"_s, say("The sums close: every record that was read is accounted for."),
                           u"class=\"good\""_s);
        else
            m_html.element(
                u"p"_s, say("The sums do not close. The conversations concerned are marked \"does not close\" below."),
                u"class=\"bad\" role=\"alert\""_s);
        m_html.element(u"p"_s, say("Of %1 messages given to spaces %2 arrived, %3 failed, %4 were left on the way, %5 "
                                   "wait.")
                                   .arg(number(sum.run.planned), number(sum.run.done), number(sum.run.failed),
                                        number(sum.run.left), number(sum.waiting())));

        m_html.beginTable(say("Records of each conversation"), Columns{{say("Conversation")},
                                                                       {say("Kind")},
                                                                       {say("Read"), true},
                                                                       {say("Carried"), true},
                                                                       {say("Adapted"), true},
                                                                       {say("Left behind"), true},
                                                                       {say("Set aside"), true},
                                                                       {say("Sum")},
                                                                       {say("Arrived"), true},
                                                                       {say("Failed"), true},
                                                                       {say("Left on the way"), true},
                                                                       {say("Waiting"), true}});
        for (const ConversationReport &report : m_facts.conversations)
            sumRow(report.name(), keyAsWords(kindName(report.row.source.kind)), report.sum);
        sumRow(say("In all"), {}, sum);
        m_html.endTable();
    }

    void sumRow(const QString &name, const QString &kind, const ReportSum &sum)
    {
        const bool closes = sum.closes();
        m_html.row({name,
                    kind,
                    number(sum.records),
                    number(sum.carried),
                    number(sum.adapted),
                    number(sum.left),
                    number(sum.setAside),
                    {closes ? say("closes") : say("does not close"), {}, !closes},
                    number(sum.run.done),
                    {number(sum.run.failed), {}, sum.run.failed > 0},
                    number(sum.run.left),
                    number(sum.waiting())});
    }

    void setAside()
    {
        if (m_facts.setAside.isEmpty())
            return;
        m_html.element(u"h2"_s, say("Set aside"));
        m_html.beginTable(say("Records that are no messages"), Columns{{say("What they are")}, {say("Records"), true}});
        for (auto it = m_facts.setAside.begin(); it != m_facts.setAside.end(); ++it)
            m_html.row({setAsideSentence(it.key()), number(it.value())});
        m_html.endTable();
    }

    void spaces()
    {
        const SpaceTable table(m_project);
        m_html.element(u"h2"_s, say("Spaces"));
        m_html.beginTable(say("Spaces, with the receipt of their completion"), Columns{{say("Space")},
                                                                                       {say("Conversation")},
                                                                                       {say("Stage")},
                                                                                       {say("Limit")},
                                                                                       {say("Expiry")},
                                                                                       {say("Messages"), true},
                                                                                       {say("Reactions"), true},
                                                                                       {say("Files"), true},
                                                                                       {say("Past members"), true},
                                                                                       {say("Members"), true},
                                                                                       {say("Compared"), true},
                                                                                       {say("Different"), true},
                                                                                       {say("Resource")},
                                                                                       {say("Completed")},
                                                                                       {say("Completed by")},
                                                                                       {say("Answer of the service")}});
        for (const ConversationReport &report : m_facts.conversations) {
            for (const SpaceRow &space : report.spaces)
                spaceRow(table, report, space);
        }
        m_html.endTable();
        m_html.element(u"p"_s, say("Counts read \"arrived / planned\"."));
    }

    void spaceRow(const SpaceTable &table, const ConversationReport &report, const SpaceRow &space)
    {
        const auto counts = [&](CountClass what) {
            const Counts counted = table.counts(space.id, what);
            return HtmlWriter::Cell(number(counted.done) + u" / "_s + number(counted.planned), {}, counted.failed > 0);
        };
        QString conversation = report.name();
        if (!space.slice.isEmpty())
            conversation += u", "_s + space.slice;
        if (space.attempt > 1)
            conversation += u", "_s + say("attempt %1").arg(space.attempt);
        QString stage = keyAsWords(stageName(space.stage));
        if (!space.failure.isEmpty())
            stage += u": "_s + redacted(space.failure);
        const bool isLost = space.stage == SpaceRow::Stage::Failed || space.stage == SpaceRow::Stage::Expired;

        const auto receipt = std::find_if(m_audit.rbegin(), m_audit.rend(), [&](const AuditRow &row) {
            return row.space == space.id && row.what == u"import-completed"_s;
        });
        const bool hasReceipt = receipt != m_audit.rend();
        const std::optional<UtcTime> completed = hasReceipt ? std::optional(receipt->time) : space.completedAt;
        m_html.row({HtmlWriter::Cell(space.displayName, space.webAddress),
                    conversation,
                    {stage, {}, isLost},
                    reportMoment(space.limit),
                    reportMoment(space.expiry),
                    counts(CountClass::Messages),
                    counts(CountClass::Reactions),
                    counts(CountClass::Attachments),
                    counts(CountClass::Memberships),
                    counts(CountClass::Members),
                    number(space.checked),
                    {number(space.different), {}, space.different > 0},
                    space.remote,
                    reportMoment(completed),
                    hasReceipt ? receipt->who : QString(),
                    hasReceipt ? redacted(receipt->detail) : QString()});
    }

    void failures()
    {
        const std::vector<OperationRow> failed = Journal(m_project).failed(0);
        if (failed.empty())
            return;
        const ItemTable items(m_project);
        m_html.element(u"h2"_s, say("Failed"));
        m_html.beginTable(
            say("What could not be written, and why"),
            Columns{{say("Space")}, {say("What")}, {say("Item")}, {say("Kind of error")}, {say("Reason")}});
        for (const OperationRow &row : failed) {
            const auto item = row.item > 0 ? items.byId(row.item) : std::nullopt;
            m_html.row({m_facts.spaceNames.value(row.space, u"-"_s),
                        operationKindName(static_cast<OperationKind>(row.kind)), item ? item->sourceId : u"-"_s,
                        row.errorKind, redacted(row.error)});
        }
        m_html.endTable();
    }

    void differences()
    {
        m_html.element(u"h2"_s, say("Validation"));
        const std::vector<DifferenceRow> all = DifferenceTable(m_project).ofSpace(0);
        if (all.empty()) {
            qint64 checked = 0;
            for (const ConversationReport &report : m_facts.conversations) {
                for (const SpaceRow &space : report.spaces)
                    checked += space.checked;
            }
            m_html.element(u"p"_s, checked > 0
                                       ? say("%1 items were compared; no difference was found.").arg(number(checked))
                                       : say("Nothing has been compared yet."));
            return;
        }
        const ItemTable items(m_project);
        m_html.beginTable(say("Differences between the old chat and the new one"),
                          Columns{{say("Space")}, {say("What")}, {say("Item")}, {say("Details")}, {say("State")}});
        for (const DifferenceRow &row : all) {
            const auto item = row.item > 0 ? items.byId(row.item) : std::nullopt;
            const bool isOpen = row.state != DifferenceRow::State::Repaired && row.state != DifferenceRow::State::Left;
            m_html.row({m_facts.spaceNames.value(row.space, u"-"_s),
                        keyAsWords(row.what),
                        item ? item->sourceId : row.remote,
                        redacted(row.detail),
                        {stateWord(row.state), {}, isOpen}});
        }
        m_html.endTable();
    }

    static QString stateWord(DifferenceRow::State state)
    {
        switch (state) {
        case DifferenceRow::State::Found:
            return say("open");
        case DifferenceRow::State::Ticked:
            return say("to be repaired");
        case DifferenceRow::State::Repaired:
            return say("repaired");
        case DifferenceRow::State::Failed:
            return say("repair failed");
        case DifferenceRow::State::Left:
            return say("left");
        }
        return {};
    }

    void ledger()
    {
        m_html.element(u"h2"_s, say("Changed and left behind"));
        if (m_facts.ledger.empty()) {
            m_html.element(u"p"_s, say("Nothing is changed and nothing stays behind."));
            return;
        }
        m_html.beginTable(say("The ledger"), Columns{{say("What")},
                                                     {say("Conversation")},
                                                     {say("Fate")},
                                                     {say("Count"), true},
                                                     {say("Example")},
                                                     {say("Code")}});
        for (const LedgerRow &row : m_facts.ledger)
            m_html.row({ledgerSentence(row.code), m_facts.conversationName(row.conversation),
                        row.fate == LedgerRow::Fate::Left ? say("left behind") : say("adapted"), number(row.count),
                        redacted(row.example), row.code});
        m_html.endTable();
    }

    void people()
    {
        m_html.element(u"h2"_s, say("People"));
        m_html.beginTable(say("Who writes for whom"), Columns{{say("Person")},
                                                              {say("Id")},
                                                              {say("Kind")},
                                                              {say("Old address")},
                                                              {say("Written by")},
                                                              {say("Account")},
                                                              {say("State")},
                                                              {say("Messages"), true},
                                                              {say("Reactions"), true}});
        for (const PersonRow &row : PersonTable(m_project).all())
            m_html.row({row.source.name, row.source.id.value, keyAsWords(kindName(row.source.kind)), row.source.email,
                        policyWord(row.policy), row.targetEmail, keyAsWords(accountStateName(row.account)),
                        number(row.messages), number(row.reactions)});
        m_html.endTable();
    }

    static QString policyWord(PersonRow::Policy policy)
    {
        switch (policy) {
        case PersonRow::Policy::Undecided:
            return say("not decided");
        case PersonRow::Policy::Map:
            return say("own account");
        case PersonRow::Policy::App:
            return say("the app, name in front");
        case PersonRow::Policy::Placeholder:
            return say("placeholder account, name in front");
        case PersonRow::Policy::Skip:
            return say("nobody, left out");
        }
        return {};
    }

    void audit()
    {
        m_html.element(u"h2"_s, say("Audit trail"));
        if (m_audit.empty()) {
            m_html.element(u"p"_s, say("Nothing was done outside this computer yet."));
            return;
        }
        m_html.beginTable(say("Who did what, when"),
                          Columns{{say("When")}, {say("Who")}, {say("What")}, {say("Space")}, {say("Details")}});
        for (const AuditRow &row : m_audit)
            m_html.row({reportMoment(row.time), row.who == u"app"_s ? say("the app") : row.who, keyAsWords(row.what),
                        m_facts.spaceNames.value(row.space, u"-"_s), redacted(row.detail)});
        m_html.endTable();
    }

    Project &m_project;
    HtmlWriter m_html;
    ReportFacts m_facts;
    std::vector<AuditRow> m_audit;
};

} // namespace

Result<void> writeReportPage(Project &project, QIODevice &device)
{
    return ReportPage(project, device).write();
}

} // namespace chatferry
