// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/canceltoken.h"
#include "engine/plan/forecaster.h"
#include "engine/plan/frozenplan.h"
#include "engine/plan/planresult.h"
#include "engine/plan/plansettings.h"
#include "quota/quotaprofile.h"
#include "target/target.h"

namespace chatferry {

class Project;

/// Turns what was scanned and decided into spaces, problems, the loss ledger and a forecast. Runs on the thread of its
/// project; reads every item once (about a microsecond each).
class Planner
{
public:
    struct Given
    {
        PlanSettings settings;
        QuotaProfile quotas;
        Target::Limits limits;
        UtcTime now{};
        QTimeZone zone = QTimeZone::systemTimeZone(); ///< Of the running hours.
        bool accountsKnown = false; ///< The destination's accounts were read and people matched with them.
        bool placeholderActive =
            true; ///< Whether the placeholder's address is an active account; only when accountsKnown.
        bool bandwidthMeasured = false;
        std::optional<CallCosts> costs; ///< Empty: the usual ones.
    };

    Planner(Project &project, Given given);

    /// Works everything out and keeps the ledger in the project. Spaces that exist already are taken as they are, for
    /// what is left to do. Errors: Cancelled, DiskFull, File.
    Result<PlanResult> plan(const CancelToken &cancel = {});

    /// Freezes what plan() found: writes the rows of its spaces (those that were only planned before and are no longer
    /// wanted become Skipped), their planned counts, and the settings and people as the next revision. Answers that
    /// revision. Errors: Precondition (a problem has to be settled first), DiskFull, File.
    Result<int> accept(const PlanResult &plan);

private:
    struct Piece
    {
        SpaceRow space;
        SliceTally tally;
    };
    ConversationRow::Choice choiceOf(const ConversationRow &row) const;
    UtcTime createTimeOf(const ConversationRow &row) const;
    void addProblems(const std::vector<ConversationRow> &rows, PlanResult &result) const;
    void addForecast(PlanResult &result) const;
    std::vector<SpaceWork> workOf() const;
    FrozenPlan frozen(const PlanResult &plan) const;

    Project *m_project;
    Given m_given;
    QHash<qint64, PersonRow> m_people;
    std::vector<Piece> m_pieces; ///< As PlanResult::spaces.
    QHash<qint64, std::map<int, YearShare>> m_years;
    FrozenPlan m_frozen;
};

} // namespace chatferry
