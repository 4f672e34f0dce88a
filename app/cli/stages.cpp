// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stages.h"

#include "store/differencetable.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Stages", text);
}

/// The walk over the stages; each step says whether to go on.
class Walk
{
public:
    Walk(ProjectSession &project, const StageOptions &options)
        : m_project(project)
        , m_options(options)
    {
    }

    ExitCode go()
    {
        if (!plan() || !choose())
            return m_code;
        const QStringList names = stageNames();
        const qsizetype last = m_options.through.isEmpty() ? names.size() - 1 : names.indexOf(m_options.through);
        for (qsizetype at = 0; at <= last; ++at) {
            if (!step(names.at(at)))
                return m_code;
        }
        return m_failed ? ExitCode::ItemsFailed : ExitCode::AllDone;
    }

private:
    bool stop(const Error &error)
    {
        Console::complain(error);
        m_code = exitCodeFor(error);
        return false;
    }

    bool plan()
    {
        const auto plan = m_project.driver->plan();
        if (!plan)
            return stop(plan.error());
        if (sayProblems(plan->problems)) {
            m_code = ExitCode::NeedsPerson;
            return false;
        }
        if (!plan->upToDate) {
            Console::say(planInWords(*plan));
            if (const auto accepted = m_project.driver->edit([this] { m_project.session->acceptPlan(); }); !accepted)
                return stop(accepted.error());
        }
        return true;
    }

    bool choose()
    {
        if (m_options.only.isEmpty())
            return true;
        const auto spaces = spacesNamed(m_project.session->projectPath(), m_options.only);
        if (!spaces)
            return stop(spaces.error());
        m_spaces = *spaces;
        return true;
    }

    /// Runs one activity; false when it could not go on.
    bool perform(const std::function<void()> &start)
    {
        const ActivityEnd end = m_project.driver->run(start);
        m_failed = m_failed || end.failedItems > 0;
        if (end.failedItems > 0)
            Console::say(
                words("%1 items failed; chatferry-cli report lists them.").arg(QLocale().toString(end.failedItems)));
        return end.stopped ? stop(*end.stopped) : true;
    }

    bool step(const QString &name)
    {
        Session &session = *m_project.session;
        if (name == u"create")
            return perform([&] { session.createSpaces(m_spaces); });
        if (name == u"import")
            return perform([&] { session.importSpaces(m_spaces); });
        if (name == u"validate")
            return perform([&] { session.validateSpaces(m_spaces); });
        if (name == u"reconcile")
            return repair();
        if (name == u"complete")
            return complete();
        return perform([&] { session.grantAccess(m_spaces); });
    }

    /// The chosen spaces that stand before @p stage.
    std::vector<SpaceRow> before(Project &reader, SpaceRow::Stage stage) const
    {
        std::vector<SpaceRow> out;
        for (const SpaceRow &space : SpaceTable(reader).all()) {
            const bool chosen =
                m_spaces.empty() || std::find(m_spaces.begin(), m_spaces.end(), space.id) != m_spaces.end();
            if (chosen && space.stage < stage)
                out.push_back(space);
        }
        return out;
    }

    /// Repairs what validation found, except deletions, which nobody ticked.
    bool repair()
    {
        std::vector<qint64> ids;
        qint64 deletions = 0;
        {
            const auto reader = Project::openForReading(m_project.session->projectPath());
            if (!reader)
                return stop(reader.error());
            const auto open = before(**reader, SpaceRow::Stage::Completed);
            for (const SpaceRow &space : open) {
                for (const DifferenceRow &row : DifferenceTable(**reader).ofSpace(space.id)) {
                    if (row.state != DifferenceRow::State::Found && row.state != DifferenceRow::State::Ticked)
                        continue;
                    if (row.deletion && row.state != DifferenceRow::State::Ticked)
                        ++deletions;
                    else if (row.proposal != u"none")
                        ids.push_back(row.id);
                }
            }
        }
        if (deletions > 0)
            Console::say(
                words("%1 proposed deletions stay as they are; chatferry-cli reconcile --apply --with-deletions "
                      "applies them.")
                    .arg(QLocale().toString(deletions)));
        if (ids.empty())
            return true;
        Console::say(words("Repairing %1 differences.").arg(QLocale().toString(static_cast<qint64>(ids.size()))));
        return perform([&] { m_project.session->applyDifferences(ids); });
    }

    bool complete()
    {
        const auto reader = Project::openForReading(m_project.session->projectPath());
        if (!reader)
            return stop(reader.error());
        const auto open = before(**reader, SpaceRow::Stage::Completed);
        if (open.empty())
            return true;
        if (!m_options.confirmComplete) {
            Console::say(words("%1 spaces are ready to be completed, which cannot be undone. Run again with "
                               "--confirm-complete.")
                             .arg(QLocale().toString(static_cast<qint64>(open.size()))));
            m_code = ExitCode::NeedsPerson;
            return false;
        }
        if (!perform([&] { m_project.session->completeSpaces(m_spaces, m_options.overrideReason); }))
            return false;
        const auto after = Project::openForReading(m_project.session->projectPath());
        if (!after)
            return stop(after.error());
        const auto rest = before(**after, SpaceRow::Stage::Completed);
        for (const SpaceRow &space : rest)
            Console::say(words("Not completed: %1 (%2, %3 differences).")
                             .arg(space.displayName, stageName(space.stage), QLocale().toString(space.different)));
        m_failed = m_failed || !rest.empty();
        return true;
    }

    ProjectSession &m_project;
    const StageOptions &m_options;
    std::vector<qint64> m_spaces;
    ExitCode m_code = ExitCode::AllDone;
    bool m_failed = false;
};

} // namespace

QStringList stageNames()
{
    return {u"create"_s, u"import"_s, u"validate"_s, u"reconcile"_s, u"complete"_s, u"grant"_s};
}

ExitCode runStages(ProjectSession &project, const StageOptions &options)
{
    return Walk(project, options).go();
}

} // namespace chatferry
