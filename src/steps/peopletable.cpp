// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/peopletable.h"

#include "steps/humanwords.h"
#include "steps/peoplestep.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

using Policy = PersonRow::Policy;

QString chipOf(PersonStanding standing)
{
    switch (standing) {
    case PersonStanding::Mapped:
        return u"mapped"_s;
    case PersonStanding::Departed:
        return u"departed"_s;
    case PersonStanding::Guest:
        return u"guests"_s;
    case PersonStanding::Bot:
        return u"bots"_s;
    case PersonStanding::Unknown:
        return u"unknown"_s;
    case PersonStanding::Undecided:
        return u"undecided"_s;
    }
    return {};
}

bool counts(const PersonRow &row)
{
    return row.messages > 0 || row.reactions > 0;
}

} // namespace

PersonStanding standingOf(const PersonRow &row)
{
    // Whoever wrote nothing costs nothing: no decision is asked for.
    if (row.policy == Policy::Undecided && counts(row))
        return PersonStanding::Undecided;
    if (row.policy == Policy::Map)
        return PersonStanding::Mapped;
    switch (row.source.kind) {
    case Person::Kind::Human:
        return PersonStanding::Departed;
    case Person::Kind::Guest:
    case Person::Kind::External:
        return PersonStanding::Guest;
    case Person::Kind::Bot:
    case Person::Kind::System:
        return PersonStanding::Bot;
    case Person::Kind::Unknown:
        break;
    }
    return PersonStanding::Unknown;
}

PeopleTable::PeopleTable(PeopleStep &step)
    : RowsTable(&step)
    , m_step(step)
{
}

void PeopleTable::show(std::vector<PersonRow> rows, const QString &placeholder)
{
    m_placeholder = placeholder;
    m_same.clear();
    for (const PersonRow &row : rows) {
        if (row.policy == Policy::Map && !row.targetEmail.isEmpty())
            ++m_same[row.targetEmail];
    }
    m_same.removeIf([](const auto &one) { return one.value() < 2; });
    setRows(std::move(rows));
}

QList<TableColumn> PeopleTable::columns() const
{
    return {{u"name"_s, tr("Person"), false, 9},
            {u"state"_s, tr("State"), false, 7},
            {u"source"_s, tr("E-mail in the old chat"), false, 11},
            {u"becomes"_s, tr("Becomes"), false, 13, true},
            {u"account"_s, tr("Account"), false, 7},
            {u"messages"_s, tr("Messages"), true, 5},
            {u"reactions"_s, tr("Reactions"), true, 5}};
}

TableCell PeopleTable::cell(int row, int column) const
{
    const PersonRow &one = at(row);
    switch (column) {
    case Name:
        return {.text = oneLine(one.source.name)};
    case State:
        return state(one);
    case SourceEmail:
        return {.text = one.source.email.isEmpty() ? u"-"_s : one.source.email};
    case Becomes:
        return {.text = becomes(one)};
    case AccountColumn:
        return account(one);
    case Messages:
        return {.text = countText(one.messages), .sort = one.messages};
    case Reactions:
        return {.text = countText(one.reactions), .sort = one.reactions};
    default:
        return {};
    }
}

TableCell PeopleTable::state(const PersonRow &row) const
{
    if (row.policy == Policy::Skip)
        return {.text = tr("Left out"), .icon = u"circle-minus"_s, .tone = Tone::Warn};
    switch (standingOf(row)) {
    case PersonStanding::Mapped:
        if (m_same.contains(row.targetEmail))
            return {.text = tr("Mapped twice"),
                    .icon = u"triangle-alert"_s,
                    .tone = Tone::Warn,
                    .tooltip = tr("Another person becomes this account too.")};
        return {.text = tr("Mapped"), .icon = u"circle-check"_s, .tone = Tone::Ok};
    case PersonStanding::Departed:
        return {.text = row.source.active ? tr("No account") : tr("Departed"), .icon = u"user-x"_s};
    case PersonStanding::Guest:
        return {.text = tr("Guest"), .icon = u"users"_s};
    case PersonStanding::Bot:
        return {.text = tr("Bot"), .icon = u"bot"_s};
    case PersonStanding::Unknown:
        return {.text = tr("Unknown"), .icon = u"circle-question-mark"_s};
    case PersonStanding::Undecided:
        return {.text = tr("Undecided"), .icon = u"circle-alert"_s, .tone = Tone::Warn};
    }
    return {};
}

QString PeopleTable::becomes(const PersonRow &row) const
{
    const QString name = oneLine(row.source.name);
    switch (row.policy) {
    case Policy::Map:
        return row.targetEmail;
    case Policy::App:
        return tr("the app, \"%1:\" in front").arg(name);
    case Policy::Placeholder:
        return m_placeholder.isEmpty() ? tr("the placeholder, \"%1:\" in front").arg(name)
                                       : tr("%1, \"%2:\" in front").arg(m_placeholder, name);
    case Policy::Skip:
        return row.messages == 1 ? tr("1 message stays behind")
                                 : tr("%1 messages stay behind").arg(countText(row.messages));
    case Policy::Undecided:
        break;
    }
    return counts(row) ? tr("not decided") : tr("wrote nothing");
}

TableCell PeopleTable::account(const PersonRow &row) const
{
    const bool wished = !row.targetEmail.isEmpty();
    switch (row.account) {
    case PersonRow::AccountState::Active:
        return {.text = tr("active"), .icon = u"circle-check"_s, .tone = Tone::Ok};
    case PersonRow::AccountState::Suspended:
        return {.text = tr("suspended"),
                .icon = u"circle-x"_s,
                .tone = Tone::Warn,
                .tooltip = tr("A suspended account cannot write: the person counts as departed.")};
    case PersonRow::AccountState::Missing:
        return {.text = wished ? tr("not found") : u"-"_s,
                .icon = wished ? u"circle-x"_s : QString(),
                .tone = wished ? Tone::Warn : Tone::Idle};
    case PersonRow::AccountState::Unknown:
        break;
    }
    return {.text = wished ? tr("Not checked yet") : u"-"_s};
}

QString PeopleTable::rowSentence(int row) const
{
    const PersonRow &one = at(row);
    const QString reads = one.policy == Policy::Map ? tr("%1, mapped to %2, %3") : tr("%1, %2, %3");
    return reads.arg(oneLine(one.source.name), becomes(one), messagesText(one.messages));
}

QList<TableChip> PeopleTable::chips() const
{
    const std::pair<PersonStanding, QString> words[] = {
        {PersonStanding::Mapped, tr("Mapped")},   {PersonStanding::Departed, tr("Departed")},
        {PersonStanding::Guest, tr("Guests")},    {PersonStanding::Bot, tr("Bots")},
        {PersonStanding::Unknown, tr("Unknown")}, {PersonStanding::Undecided, tr("Undecided")}};
    QHash<PersonStanding, qint64> number;
    qint64 same = 0;
    for (const PersonRow &row : m_rows) {
        ++number[standingOf(row)];
        same += row.policy == Policy::Map && m_same.contains(row.targetEmail) ? 1 : 0;
    }
    QList<TableChip> chips = {{{}, tr("All"), rowCount()}};
    for (const auto &[standing, text] : words) {
        const bool needs = standing == PersonStanding::Undecided && number.value(standing) > 0;
        if (standing == PersonStanding::Unknown && number.value(standing) == 0)
            continue;
        chips.append({chipOf(standing), text, number.value(standing), needs ? Tone::Warn : Tone::Idle});
    }
    if (same > 0)
        chips.append({u"same"_s, tr("Mapped twice"), same, Tone::Warn});
    return chips;
}

bool PeopleTable::isUnderChip(int row, const QString &chip) const
{
    const PersonRow &one = at(row);
    if (chip == u"same")
        return one.policy == Policy::Map && m_same.contains(one.targetEmail);
    return chip.isEmpty() || chipOf(standingOf(one)) == chip;
}

QString PeopleTable::emptyText() const
{
    return tr("This export names no people; authors come from the messages.");
}

void PeopleTable::edit(qint64 row, int column, const QString &text)
{
    // An editor that was left as it was changes nothing.
    const PersonRow *one = find(row);
    if (column == Becomes && one && text != becomes(*one))
        m_step.mapTo({row}, text);
}

} // namespace chatferry
