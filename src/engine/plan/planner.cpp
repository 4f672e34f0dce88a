// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/planner.h"

#include "engine/plan/scanner.h"
#include "engine/plan/settingsstore.h"
#include "engine/plan/spacenames.h"
#include "store/conversationtable.h"
#include "store/ledgertable.h"
#include "store/metatable.h"
#include "store/persontable.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

using Choice = ConversationRow::Choice;
using Stage = SpaceRow::Stage;
using Policy = PersonRow::Policy;
using Severity = Problem::Severity;

QString say(const char *text)
{
    return QCoreApplication::translate("Planner", text);
}

bool isTalk(const ConversationRow &row)
{
    return row.source.kind == Conversation::Kind::Direct || row.source.kind == Conversation::Kind::GroupDirect;
}

/// Planned or given up: its row follows the plan. Everything later is frozen.
bool followsPlan(const SpaceRow &space)
{
    return space.stage == Stage::Planned || space.stage == Stage::Skipped;
}

/// Of a space that exists, whether another attempt has to be planned.
bool isGone(const SpaceRow &space)
{
    return space.stage == Stage::RolledBack || space.stage == Stage::Expired;
}

} // namespace

Planner::Planner(Project &project, Given given)
    : m_project(&project)
    , m_given(std::move(given))
{
}

Choice Planner::choiceOf(const ConversationRow &row) const
{
    if (row.choice != Choice::Undecided)
        return row.choice;
    if (!isTalk(row))
        return Choice::Move;
    // While the question is open, the plan shows what moving would mean.
    return m_given.settings.directTalks == PlanSettings::DirectTalks::Leave ? Choice::Leave : Choice::Move;
}

UtcTime Planner::createTimeOf(const ConversationRow &row) const
{
    constexpr UtcTime kEarliestBelieved = std::chrono::sys_days(std::chrono::year(2013) / 1 / 1);
    std::optional<UtcTime> oldest = row.counts.first;
    const auto take = [&](const std::optional<UtcTime> &time) {
        if (time)
            oldest = oldest ? std::min(*oldest, *time) : *time;
    };
    for (const MembershipInterval &interval : ConversationTable(*m_project).intervals(row.id))
        take(interval.from);
    if (row.source.created && *row.source.created >= kEarliestBelieved)
        take(row.source.created);
    const UtcTime time = oldest ? *oldest - std::chrono::seconds(1) : m_given.now;
    return std::clamp(time, m_given.limits.earliest, m_given.now);
}

Result<PlanResult> Planner::plan(const CancelToken &cancel)
{
    PlanResult result;
    m_pieces.clear();
    m_people.clear();
    m_years.clear();
    for (PersonRow &person : PersonTable(*m_project).all())
        m_people.insert(person.id, std::move(person));
    const std::vector<ConversationRow> rows = ConversationTable(*m_project).all();
    SpaceTable spaces(*m_project);
    const TallyRules rules{.people = m_people,
                           .files = m_given.settings.files,
                           .addInferredPastMembers = m_given.settings.addInferredPastMembers,
                           .largestFile = m_given.limits.fileBytes,
                           .repliesPerThread = m_given.limits.repliesPerThread,
                           .earliest = m_given.limits.earliest,
                           .now = m_given.now};

    SpaceNames names(m_given.limits.nameCharacters);
    for (const SpaceRow &space : spaces.all()) {
        if (!followsPlan(space) && !isGone(space))
            names.reserve(space.displayName);
    }
    std::vector<std::pair<qint64, std::vector<LedgerRow>>> ledger;
    for (const ConversationRow &row : rows) {
        const Choice choice = choiceOf(row);
        const auto *setting = choiceFor(m_given.settings, row);
        const std::vector<SpaceRow> existing = spaces.current(row.id);
        // What was created whole stays whole, and the reverse.
        bool byYear = setting && setting->splitByYear;
        for (const SpaceRow &space : existing) {
            if (!followsPlan(space) && !isGone(space))
                byYear = !space.slice.isEmpty();
        }
        auto tally = tallyConversation(*m_project, row, choice, byYear, rules, cancel);
        if (!tally)
            return tally.error();
        for (const auto &[reason, count] : ConversationTable(*m_project).skipped(row.id).asKeyValueRange())
            result.sum.setAside += count;
        result.sum.records += row.counts.records;
        result.sum.carried += tally->carried;
        result.sum.adapted += tally->adapted;
        result.sum.left += tally->left;
        result.ledger.insert(result.ledger.end(), tally->ledger.begin(), tally->ledger.end());
        ledger.emplace_back(row.id, std::move(tally->ledger));
        m_years.insert(row.id, std::move(tally->years));

        const QString name = row.targetName.trimmed().isEmpty() ? row.source.id.value : row.targetName.trimmed();
        for (SliceTally &slice : tally->slices) {
            const auto there = std::find_if(existing.begin(), existing.end(),
                                            [&](const SpaceRow &space) { return space.slice == slice.slice; });
            Piece piece;
            piece.tally = std::move(slice);
            if (there != existing.end() && !followsPlan(*there) && !isGone(*there)) {
                piece.space = *there;
            } else {
                if (there != existing.end() && isGone(*there))
                    piece.space.attempt = there->attempt + 1;
                else if (there != existing.end())
                    piece.space = *there;
                piece.space.conversation = row.id;
                piece.space.slice = piece.tally.slice;
                piece.space.stage = Stage::Planned;
                piece.space.displayName =
                    names.give(piece.tally.slice.isEmpty() ? name : name + u" "_s + piece.tally.slice);
                piece.space.createTime = createTimeOf(row);
                piece.space.from = piece.tally.from;
                piece.space.to = piece.tally.to;
            }
            result.spaces.push_back(piece.space);
            m_pieces.push_back(std::move(piece));
        }
    }
    LedgerTable ledgerTable(*m_project);
    std::vector<LedgerRow> general;
    for (const Leftover &leftover : loadLeftovers(*m_project)) {
        const auto same = std::find_if(general.begin(), general.end(),
                                       [&](const LedgerRow &row) { return row.code == leftover.kind; });
        if (same != general.end())
            ++same->count;
        else
            general.push_back({0, leftover.kind, LedgerRow::Fate::Left, 1, false, leftover.name});
    }
    result.ledger.insert(result.ledger.begin(), general.begin(), general.end());
    ledger.emplace_back(0, std::move(general));
    const auto kept = m_project->transaction([&]() -> Result<void> {
        for (const auto &[conversation, entries] : ledger) {
            if (const auto replaced = ledgerTable.replace(conversation, entries); !replaced)
                return replaced;
        }
        return {};
    });
    if (!kept)
        return kept.error();

    addForecast(result);
    addProblems(rows, result);
    m_frozen = frozen(result);
    result.revision = lastRevision(*m_project);
    if (const auto last = loadFrozenPlan(*m_project, result.revision)) {
        const auto unchanged = [&](const SpaceRow &space) {
            if (!followsPlan(space))
                return true;
            const auto stored = space.id == 0 ? std::nullopt : spaces.byId(space.id);
            return stored && stored->stage == Stage::Planned && stored->revision == result.revision &&
                   stored->displayName == space.displayName && stored->from == space.from && stored->to == space.to;
        };
        result.upToDate = last->settings.toJson() == m_frozen.settings.toJson() && last->people == m_frozen.people &&
                          last->conversations == m_frozen.conversations &&
                          std::all_of(result.spaces.begin(), result.spaces.end(), unchanged);
    }
    return result;
}

std::vector<SpaceWork> Planner::workOf() const
{
    SpaceTable spaces(*m_project);
    std::vector<SpaceWork> all;
    for (const Piece &piece : m_pieces) {
        const SpaceRow &space = piece.space;
        SpaceWork work;
        work.space = space.id;
        work.conversation = space.conversation;
        work.slice = space.slice;
        work.stage = space.stage;
        work.firstAttempt = space.firstAttempt;
        work.limit = space.limit;
        // A space that exists keeps the counts that it was created with.
        const bool exists = !followsPlan(space) && space.id != 0;
        const auto countsOf = [&](CountClass what, const Counts &planned) {
            return exists ? spaces.counts(space.id, what) : planned;
        };
        const auto open = [&](CountClass what, const Counts &planned) {
            const Counts counts = countsOf(what, planned);
            return std::max<qint64>(0, counts.planned - counts.left - counts.done);
        };
        const Counts placeholders = countsOf(CountClass::Placeholders, {.planned = piece.tally.placeholders});
        const Counts messages = countsOf(CountClass::Messages, piece.tally.messages);
        work.messages = open(CountClass::Messages, piece.tally.messages) + placeholders.planned - placeholders.done;
        work.reactions = open(CountClass::Reactions, piece.tally.reactions);
        work.files = open(CountClass::Attachments, piece.tally.attachments);
        work.fileBytes = work.files > 0 ? piece.tally.fileBytes : 0;
        work.memberships = open(CountClass::Memberships, piece.tally.memberships);
        work.members = open(CountClass::Members, piece.tally.members);
        work.listed = messages.planned - messages.left + placeholders.planned;
        if (space.slice.isEmpty())
            work.years = m_years.value(space.conversation);
        all.push_back(std::move(work));
    }
    return all;
}

void Planner::addForecast(PlanResult &result) const
{
    const PlanSettings &settings = m_given.settings;
    const ForecastRules rules{.from = m_given.now,
                              .windowDays = settings.windowDays,
                              .reviewDays = settings.reviewDays,
                              .hours = RunningHours(settings.runFrom, settings.runTo, m_given.zone),
                              .bytesPerSecond = settings.bytesPerSecond,
                              .bandwidthIsGuess = !m_given.bandwidthMeasured};
    const Forecaster forecaster(m_given.quotas, m_given.costs.value_or(CallCosts::usual()));
    const std::vector<SpaceWork> work = workOf();
    result.forecast = forecaster.forecast(work, rules);
    for (const auto &[index, advice] : forecaster.advice(work, rules)) {
        QString text;
        switch (advice) {
        case Advice::SplitByYear:
            text = say(QT_TRANSLATE_NOOP("Planner", "It would not be open to people before its limit. Split by year it "
                                                    "would: one space for each year."));
            break;
        case Advice::CreateLater:
            text =
                say(QT_TRANSLATE_NOOP("Planner", "It would not be open to people before its limit if all spaces were "
                                                 "created at once. Create it when others are done."));
            break;
        case Advice::NarrowDates:
            text =
                say(QT_TRANSLATE_NOOP("Planner", "It would not be open to people before its limit. Narrow its dates, "
                                                 "let the machine run longer, or review it faster."));
            break;
        }
        result.problems.push_back({Severity::Warning, u"does-not-fit"_s, m_pieces[index].space.displayName, text});
    }
}

FrozenPlan Planner::frozen(const PlanResult &plan) const
{
    FrozenPlan frozen;
    frozen.settings = m_given.settings;
    for (const PersonRow &person : m_people) {
        FrozenPlan::Writer writer{.policy = person.policy};
        if (person.policy == Policy::Map) {
            writer.email = person.targetEmail;
            writer.accountId = person.accountId;
        }
        frozen.people.insert(person.id, writer);
    }
    ConversationTable table(*m_project);
    for (const SpaceRow &space : plan.spaces) {
        if (const auto row = table.byId(space.conversation))
            frozen.conversations.insert(row->id, {choiceOf(*row), row->groupChat, row->externalAllowed});
    }
    return frozen;
}

Result<int> Planner::accept(const PlanResult &plan)
{
    Q_ASSERT(m_pieces.size() == plan.spaces.size());
    for (const Problem &problem : plan.problems) {
        if (problem.severity == Severity::Stop)
            return Error{.kind = Error::Kind::Precondition,
                         .what = problem.text,
                         .remedy = say(QT_TRANSLATE_NOOP("Planner", "Settle this, then accept the plan."))};
    }
    FrozenPlan frozen = m_frozen;
    frozen.revision = lastRevision(*m_project) + 1;
    frozen.accepted = m_given.now;
    const auto accepted = m_project->transaction([&]() -> Result<void> {
        if (const auto stored = storeFrozenPlan(*m_project, frozen); !stored)
            return stored;
        SpaceTable spaces(*m_project);
        QSet<qint64> wanted;
        for (Piece &piece : m_pieces) {
            if (!followsPlan(piece.space)) {
                wanted.insert(piece.space.id);
                continue;
            }
            piece.space.revision = frozen.revision;
            if (piece.space.id == 0) {
                const auto added = spaces.add(piece.space);
                if (!added)
                    return added.error();
                piece.space.id = *added;
            } else if (const auto updated = spaces.update(piece.space); !updated) {
                return updated;
            }
            wanted.insert(piece.space.id);
            const SliceTally &tally = piece.tally;
            const std::pair<CountClass, Counts> counts[] = {{CountClass::Messages, tally.messages},
                                                            {CountClass::Reactions, tally.reactions},
                                                            {CountClass::Attachments, tally.attachments},
                                                            {CountClass::Memberships, tally.memberships},
                                                            {CountClass::Members, tally.members},
                                                            {CountClass::Placeholders, {.planned = tally.placeholders}},
                                                            {CountClass::Parts, {}}};
            for (const auto &[what, count] : counts) {
                if (const auto set = spaces.setCounts(piece.space.id, what, count); !set)
                    return set;
            }
        }
        for (SpaceRow &space : spaces.all()) {
            if (wanted.contains(space.id) || space.stage != Stage::Planned)
                continue;
            space.stage = Stage::Skipped;
            if (const auto updated = spaces.update(space); !updated)
                return updated;
        }
        return {};
    });
    if (!accepted)
        return accepted.error();
    return frozen.revision;
}

} // namespace chatferry
