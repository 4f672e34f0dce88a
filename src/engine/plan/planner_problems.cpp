// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/planner.h"

#include "engine/plan/spacenames.h"

#include <QCoreApplication>

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

bool followsPlan(const SpaceRow &space)
{
    return space.stage == Stage::Planned || space.stage == Stage::Skipped;
}

QString whereOf(const ConversationRow &row)
{
    if (!row.source.name.isEmpty())
        return row.source.name;
    return row.targetName.isEmpty() ? row.source.id.value : row.targetName;
}

} // namespace

void Planner::addProblems(const std::vector<ConversationRow> &rows, PlanResult &result) const
{
    const auto add = [&](Severity severity, const QString &code, const QString &where, const QString &text) {
        result.problems.push_back({severity, code, where, text});
    };
    const bool askTalks = m_given.settings.directTalks == PlanSettings::DirectTalks::Ask &&
                          std::any_of(rows.begin(), rows.end(), [](const ConversationRow &row) {
                              return isTalk(row) && row.choice == Choice::Undecided;
                          });
    if (askTalks)
        add(Severity::Stop, u"direct-talks-undecided"_s, {},
            say(QT_TRANSLATE_NOOP("Planner", "Decide whether direct and group talks move or stay behind.")));
    if (result.spaces.empty())
        add(Severity::Stop, u"nothing-chosen"_s, {},
            say(QT_TRANSLATE_NOOP("Planner", "Nothing is chosen to move. Choose at least one conversation.")));

    qint64 undecided = 0;
    qint64 missing = 0;
    bool placeholder = false;
    for (const PersonRow &person : m_people) {
        const bool counts = person.messages > 0 || person.reactions > 0;
        undecided += counts && person.policy == Policy::Undecided ? 1 : 0;
        placeholder = placeholder || (person.policy == Policy::Placeholder && person.messages > 0);
        missing += person.policyByHand && !person.targetEmail.isEmpty() && person.policy != Policy::Map ? 1 : 0;
    }
    if (undecided > 0)
        add(Severity::Stop, u"people-undecided"_s, {},
            say(QT_TRANSLATE_NOOP("Planner",
                                  "For %1 people nobody has decided yet who writes their messages. Map them, or "
                                  "set the policy for their kind."))
                .arg(undecided));
    if (missing > 0)
        add(Severity::Warning, u"mapped-without-account"_s, {},
            say(QT_TRANSLATE_NOOP("Planner",
                                  "%1 people are mapped to addresses that are no active accounts; the policy for "
                                  "their kind counts for them."))
                .arg(missing));
    if (placeholder && m_given.settings.placeholderEmail.isEmpty())
        add(Severity::Stop, u"placeholder-missing"_s, {},
            say(QT_TRANSLATE_NOOP("Planner",
                                  "Some people are to be written by a placeholder account, but none is named.")));
    else if (placeholder && m_given.accountsKnown && !m_given.placeholderActive)
        add(Severity::Stop, u"placeholder-missing"_s, {},
            say(QT_TRANSLATE_NOOP("Planner", "The placeholder account is not an active account of the destination.")));
    if (!m_given.accountsKnown)
        add(Severity::Note, u"accounts-unknown"_s, {},
            say(QT_TRANSLATE_NOOP("Planner",
                                  "The destination's accounts are not read yet; everybody with an address is taken "
                                  "to have one.")));

    for (const ConversationRow &row : rows) {
        if (choiceOf(row) == Choice::Leave)
            continue;
        if (row.from && row.to && *row.from >= *row.to)
            add(Severity::Stop, u"dates-empty"_s, whereOf(row),
                say(QT_TRANSLATE_NOOP("Planner",
                                      "The chosen dates leave nothing: the end is not later than the start.")));
        if (row.targetName.size() > m_given.limits.nameCharacters)
            add(Severity::Note, u"name-cut"_s, whereOf(row),
                say(QT_TRANSLATE_NOOP("Planner", "The name is longer than %1 characters and is cut."))
                    .arg(m_given.limits.nameCharacters));
    }
    for (const Piece &piece : m_pieces) {
        const auto row = std::find_if(rows.begin(), rows.end(),
                                      [&](const ConversationRow &one) { return one.id == piece.space.conversation; });
        if (row == rows.end() || !followsPlan(piece.space) || !piece.space.slice.isEmpty())
            continue;
        const QString plain = cutText(row->targetName.trimmed(), m_given.limits.nameCharacters);
        if (!plain.isEmpty() && piece.space.displayName != plain)
            add(Severity::Note, u"name-changed"_s, whereOf(*row),
                say(QT_TRANSLATE_NOOP("Planner", "Another space has this name; it becomes \"%1\"."))
                    .arg(piece.space.displayName));
    }
    qint64 unfetched = 0;
    for (const LedgerRow &row : result.ledger)
        unfetched += row.code == "file-not-fetched"_L1 ? row.count : 0;
    if (unfetched > 0)
        add(Severity::Warning, u"files-not-fetched"_s, {},
            say(QT_TRANSLATE_NOOP("Planner",
                                  "%1 files are still on the old chat's servers. Fetch them before it closes."))
                .arg(unfetched));
    if (!result.sum.closes())
        add(Severity::Warning, u"sum-open"_s, {},
            say(QT_TRANSLATE_NOOP("Planner", "The records of the export do not add up. Scan it again.")));
}

} // namespace chatferry
