// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/reportstep.h"

#include "steps/humanwords.h"
#include "store/audittable.h"

using namespace Qt::StringLiterals;

namespace chatferry {

/// Who did what, when.
class AuditRowsTable : public RowsTable<AuditRow>
{
public:
    AuditRowsTable(Workbench &bench, ReportStep *parent)
        : RowsTable(parent)
        , m_bench(bench)
    {
        const auto reload = [this] {
            setRows(m_bench.isOpen() ? AuditTable(m_bench.reader()).all() : std::vector<AuditRow>());
        };
        connect(&bench, &Workbench::rowsChanged, this, reload);
        connect(&bench, &Workbench::closed, this, reload);
    }
    QString key() const override { return u"audit"_s; }
    QString name() const override { return ReportStep::tr("Audit trail"); }
    QList<TableColumn> columns() const override
    {
        return {{u"time"_s, ReportStep::tr("When"), false, 10},
                {u"who"_s, ReportStep::tr("Who"), false, 12},
                {u"what"_s, ReportStep::tr("What"), false, 10},
                {u"space"_s, ReportStep::tr("Space"), false, 10},
                {u"detail"_s, ReportStep::tr("Details"), false, 20}};
    }
    qint64 rowId(int row) const override { return row; }
    TableCell cell(int row, int column) const override
    {
        const AuditRow &one = at(row);
        switch (column) {
        case 0:
            return {.text = momentText(one.time), .sort = toMicros(one.time), .tooltip = momentWithUtcText(one.time)};
        case 1:
            return {.text = one.who == u"app" ? ReportStep::tr("the app") : one.who};
        case 2:
            return {.text = QString(one.what).replace(u'-', u' ')};
        case 3:
            for (const SpaceRow &space : m_bench.spaces()) {
                if (space.id == one.space)
                    return {.text = space.displayName};
            }
            return {.text = u"-"_s};
        case 4:
            return {.text = oneLine(one.detail), .tooltip = one.detail};
        default:
            return {};
        }
    }
    QString rowSentence(int row) const override
    {
        return cell(row, 0).text + u", "_s + cell(row, 2).text + u", "_s + cell(row, 3).text;
    }
    QString emptyText() const override { return ReportStep::tr("Nothing was done outside this computer yet."); }

private:
    Workbench &m_bench;
};

ReportStep::ReportStep(Workbench &bench, QObject *parent)
    : WorkbenchStep(bench, parent)
    , m_ledger(new PlanLedgerTable(bench, this))
    , m_audit(new AuditRowsTable(bench, this))
{
    connect(&bench, &Workbench::opened, this, [this] {
        connect(&this->bench().session(), &Session::reportWritten, this,
                [this](const QString &folder, const QString &error) {
                    m_saving = false;
                    m_failure = error;
                    m_saved =
                        error.isEmpty() ? tr("Saved: report, 4 tables and calendar, in %1").arg(folder) : QString();
                    Q_EMIT changed();
                });
    });
    connect(&bench, &Workbench::closed, this, [this] {
        m_saved.clear();
        m_failure.clear();
        m_saving = false;
    });
}

QString ReportStep::purpose() const
{
    return tr("Keeps the proof: what was read, what arrived, what did not, who did what and when.");
}

StepTable &ReportStep::audit()
{
    return *m_audit;
}

StepStatus ReportStep::state() const
{
    return {.state = bench().isScanned() ? StepState::Ready : StepState::Locked};
}

Action ReportStep::mainAction() const
{
    Action action;
    action.text = tr("&Save report");
    action.icon = u"save"_s;
    if (!bench().isScanned())
        action.reasonOff = tr("There is nothing to report yet.");
    else if (m_saving)
        action.reasonOff = tr("Saving.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

void ReportStep::runMain(const Consent &)
{
    if (mainAction().enabled)
        Q_EMIT folderWanted();
}

QList<Trouble> ReportStep::troubles() const
{
    if (m_failure.isEmpty())
        return {};
    Trouble trouble;
    trouble.id = u"report"_s;
    trouble.error = {.kind = Error::Kind::File, .what = m_failure, .remedy = tr("Choose another place.")};
    return {trouble};
}

QString ReportStep::heading() const
{
    const bool finished = !bench().spaces().empty() &&
                          std::all_of(bench().spaces().begin(), bench().spaces().end(),
                                      [](const SpaceRow &space) { return space.stage >= SpaceRow::Stage::Opened; });
    return finished ? QString() : tr("As of %1, not finished").arg(clockText(bench().serverNow()));
}

QString ReportStep::sum() const
{
    if (!bench().plan())
        return {};
    const CarriedSum &sum = bench().plan()->sum;
    return tr("%1 read = %2 carried + %3 adapted + %4 left behind + %5 set aside")
        .arg(countText(sum.records), countText(sum.carried), countText(sum.adapted), countText(sum.left),
             countText(sum.setAside));
}

bool ReportStep::sumCloses() const
{
    return bench().plan() && bench().plan()->sum.closes();
}

void ReportStep::save(const QString &folder)
{
    if (!mainAction().enabled || folder.isEmpty())
        return;
    m_saving = true;
    m_saved.clear();
    m_failure.clear();
    bench().session().writeReport(folder);
    Q_EMIT changed();
}

} // namespace chatferry
