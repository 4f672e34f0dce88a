// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/peoplemap.h"

#include "base/csv.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QSet>

#include <array>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

using Policy = PersonRow::Policy;
using AccountState = PersonRow::AccountState;

constexpr std::array<QLatin1StringView, 5> kColumns{"source_id"_L1, "source_name"_L1, "source_email"_L1,
                                                    "target_email"_L1, "policy"_L1};

QString say(const char *text)
{
    return QCoreApplication::translate("PeopleMap", text);
}

Error wrong(int line, QLatin1StringView column, const QString &what)
{
    return {.kind = Error::Kind::Input,
            .what = say(QT_TRANSLATE_NOOP("PeopleMap", "The people map is wrong in line %1, column %2: %3."))
                        .arg(QString::number(line), column, what),
            .remedy = say(QT_TRANSLATE_NOOP("PeopleMap", "Correct the file and read it again."))};
}

bool isAddress(const QString &text)
{
    const qsizetype at = text.indexOf(u'@');
    return at > 0 && at == text.lastIndexOf(u'@') && at + 1 < text.size() && !text.contains(u' ') &&
           !text.contains(u',');
}

bool mayHaveAccount(Person::Kind kind)
{
    return kind == Person::Kind::Human || kind == Person::Kind::Guest || kind == Person::Kind::External;
}

std::optional<Policy> policyFrom(const QString &name)
{
    for (const Policy policy : {Policy::Map, Policy::App, Policy::Placeholder, Policy::Skip}) {
        if (policyName(policy) == name)
            return policy;
    }
    return std::nullopt;
}

/// What one line of the map says, before it is put into a row.
struct Wish
{
    bool byHand = false;
    Policy policy = Policy::Undecided;
    QString email;
};

/// Whether the row already is what the line says, so that a map written and read again changes nothing.
bool isSame(const PersonRow &row, const Wish &wish)
{
    if (!wish.byHand)
        return !row.policyByHand;
    if (wish.policy == Policy::Map)
        return row.targetEmail == wish.email && (row.policyByHand || row.policy == Policy::Map);
    return row.policyByHand && row.policy == wish.policy && row.targetEmail.isEmpty();
}

} // namespace

PeopleMatcher::PeopleMatcher(const PlanSettings &settings)
    : m_settings(settings)
{
}

PeopleMatcher::PeopleMatcher(const PlanSettings &settings, const std::vector<Account> &accounts)
    : m_settings(settings)
    , m_known(true)
    , m_accounts(accounts)
{
    // Primary addresses first: an alias never hides somebody's own address.
    for (size_t i = 0; i < m_accounts.size(); ++i)
        m_byAddress.insert(m_accounts[i].email.toLower(), i);
    for (size_t i = 0; i < m_accounts.size(); ++i) {
        for (const QString &alias : m_accounts[i].aliases) {
            if (!m_byAddress.contains(alias.toLower()))
                m_byAddress.insert(alias.toLower(), i);
        }
    }
}

const Account *PeopleMatcher::activeAccount(const QString &email) const
{
    const auto found = m_byAddress.constFind(email.trimmed().toLower());
    if (found == m_byAddress.constEnd())
        return nullptr;
    const Account &account = m_accounts[*found];
    return account.active && !account.guest ? &account : nullptr;
}

Policy PeopleMatcher::policyOfKind(Person::Kind kind) const
{
    Policy policy = Policy::App;
    switch (kind) {
    case Person::Kind::Human:
        policy = m_settings.departed;
        break;
    case Person::Kind::Guest:
    case Person::Kind::External:
        policy = m_settings.guests;
        break;
    case Person::Kind::Bot:
    case Person::Kind::System:
        policy = m_settings.bots;
        break;
    case Person::Kind::Unknown:
        policy = m_settings.unknown;
        break;
    }
    // Nobody can be mapped without an account: whom the settings want mapped has to be mapped by hand.
    return policy == Policy::Map ? Policy::Undecided : policy;
}

void PeopleMatcher::decide(PersonRow &row) const
{
    const bool wished = row.policyByHand && !row.targetEmail.isEmpty();
    const QString address = wished                            ? row.targetEmail.trimmed().toLower()
                            : mayHaveAccount(row.source.kind) ? row.source.email.trimmed().toLower()
                                                              : QString();
    row.accountId.clear();
    if (!m_known) {
        row.account = AccountState::Unknown;
        row.targetEmail = address;
    } else if (const auto found = m_byAddress.constFind(address);
               address.isEmpty() || found == m_byAddress.constEnd()) {
        row.account = AccountState::Missing;
        row.targetEmail = wished ? address : QString();
    } else {
        const Account &account = m_accounts[*found];
        const bool active = account.active && !account.guest;
        row.account = active ? AccountState::Active : AccountState::Suspended;
        row.accountId = account.id;
        row.targetEmail = wished || active ? account.email.toLower() : QString();
    }
    if (row.policyByHand && !wished)
        row.targetEmail.clear(); // The account is known, but somebody decided against it.
    decidePolicy(row);
}

void PeopleMatcher::decidePolicy(PersonRow &row) const
{
    const bool usable = row.account == AccountState::Active || row.account == AccountState::Unknown;
    if (row.policyByHand && row.targetEmail.isEmpty())
        return; // App, placeholder or skip, chosen for this very person.
    if (!row.targetEmail.isEmpty() && usable)
        row.policy = Policy::Map;
    else
        row.policy = policyOfKind(row.source.kind);
}

void takeEdit(PersonRow &row)
{
    row.targetEmail = row.targetEmail.trimmed().toLower();
    if (row.policyByHand && row.policy == Policy::Map && row.targetEmail.isEmpty())
        row.targetEmail = row.source.email.trimmed().toLower();
    if (row.policyByHand && row.policy != Policy::Map)
        row.targetEmail.clear();
}

Result<PeopleMapOutcome> readPeopleMap(const QByteArray &csv, std::vector<PersonRow> &people)
{
    const auto rows = readCsv(csv);
    if (!rows)
        return rows.error();
    if (rows->empty())
        return wrong(1, kColumns[0], say(QT_TRANSLATE_NOOP("PeopleMap", "the file is empty")));
    QHash<QString, qsizetype> columns;
    const QStringList &header = rows->front().cells;
    for (qsizetype i = 0; i < header.size(); ++i)
        columns.insert(header[i].trimmed().toLower(), i);
    for (const QLatin1StringView needed : {"source_id"_L1, "target_email"_L1, "policy"_L1}) {
        if (!columns.contains(needed))
            return wrong(rows->front().line, needed, say(QT_TRANSLATE_NOOP("PeopleMap", "this column is missing")));
    }

    QHash<QString, size_t> byId;
    QHash<QString, size_t> byEmail;
    for (size_t i = 0; i < people.size(); ++i) {
        byId.insert(people[i].source.id.value, i);
        if (!people[i].source.email.isEmpty())
            byEmail.insert(people[i].source.email.toLower(), i);
    }

    PeopleMapOutcome outcome;
    QHash<size_t, int> seen;
    std::vector<std::pair<size_t, Wish>> wishes;
    for (size_t number = 1; number < rows->size(); ++number) {
        const CsvRow &row = (*rows)[number];
        const auto cell = [&](QLatin1StringView column) {
            return row.cells.value(columns.value(column, row.cells.size())).trimmed();
        };
        const QString id = cell("source_id"_L1);
        const QString sourceEmail = cell("source_email"_L1).toLower();
        Wish wish{.email = cell("target_email"_L1).toLower()};
        const QString policy = cell("policy"_L1).toLower();
        if (id.isEmpty() && sourceEmail.isEmpty())
            return wrong(row.line, "source_id"_L1, say(QT_TRANSLATE_NOOP("PeopleMap", "the id is missing")));
        if (!wish.email.isEmpty() && !isAddress(wish.email))
            return wrong(row.line, "target_email"_L1,
                         say(QT_TRANSLATE_NOOP("PeopleMap", "this is not a mail address")));
        if (!policy.isEmpty()) {
            const auto known = policyFrom(policy);
            if (!known)
                return wrong(row.line, "policy"_L1,
                             say(QT_TRANSLATE_NOOP("PeopleMap", "it must be map, app, placeholder, skip or empty")));
            wish.policy = *known;
            wish.byHand = true;
        } else if (!wish.email.isEmpty()) {
            wish.policy = Policy::Map;
            wish.byHand = true;
        }
        const auto found = id.isEmpty() ? byEmail.constFind(sourceEmail) : byId.constFind(id);
        if (found == (id.isEmpty() ? byEmail.constEnd() : byId.constEnd())) {
            ++outcome.unknown;
            continue;
        }
        if (seen.contains(*found))
            return wrong(row.line, "source_id"_L1,
                         say(QT_TRANSLATE_NOOP("PeopleMap", "line %1 names the same person")).arg(seen.value(*found)));
        seen.insert(*found, row.line);
        const PersonRow &person = people[*found];
        if (wish.policy == Policy::Map && wish.email.isEmpty())
            wish.email = sourceEmail.isEmpty() ? person.source.email.toLower() : sourceEmail;
        if (wish.policy == Policy::Map && !isAddress(wish.email))
            return wrong(row.line, "target_email"_L1,
                         say(QT_TRANSLATE_NOOP("PeopleMap", "whoever is mapped needs an address")));
        if (wish.policy != Policy::Map)
            wish.email.clear();
        if (!isSame(person, wish))
            wishes.emplace_back(*found, std::move(wish));
    }
    for (const auto &[index, wish] : wishes) {
        PersonRow &person = people[index];
        person.policyByHand = wish.byHand;
        person.policy = wish.policy;
        person.targetEmail = wish.email;
        person.account = AccountState::Unknown;
        person.accountId.clear();
        ++outcome.changed;
    }
    return outcome;
}

Result<QByteArray> writePeopleMap(const std::vector<PersonRow> &people)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    CsvWriter writer(buffer);
    QStringList header;
    for (const QLatin1StringView column : kColumns)
        header << column;
    writer.row(header);
    for (const PersonRow &person : people) {
        // What was decided by itself stays open in the file, so that reading it again changes nothing.
        const bool wished = person.policyByHand && !person.targetEmail.isEmpty();
        const QString policy = !person.policyByHand ? QString()
                               : wished             ? policyName(Policy::Map)
                                                    : policyName(person.policy);
        writer.row({person.source.id.value, person.source.name, person.source.email, person.targetEmail, policy});
    }
    if (const auto written = writer.finish(); !written)
        return written.error();
    return bytes;
}

} // namespace chatferry
