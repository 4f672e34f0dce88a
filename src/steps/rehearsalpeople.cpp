// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/rehearsalpeople.h"

#include "base/csv.h"

#include <QCoreApplication>
#include <QSet>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("RehearsalPeople", text);
}

bool isYes(const QString &cell)
{
    const QString lower = cell.trimmed().toLower();
    return lower == u"true" || lower == u"yes" || lower == u"1";
}

} // namespace

Result<std::vector<SimulatorAccount>> accountsFromCsv(const QByteArray &csv)
{
    const auto rows = readCsv(csv);
    if (!rows)
        return rows.error();
    if (rows->empty())
        return Error{.kind = Error::Kind::Input, .what = words("The table of people is empty.")};
    QHash<QString, int> columns;
    for (const QString &cell : rows->front().cells)
        columns.insert(cell.trimmed().toLower(), static_cast<int>(columns.size()));
    const int address = columns.value(u"email"_s, columns.value(u"target_email"_s, -1));
    if (address < 0)
        return Error{.kind = Error::Kind::Input,
                     .what = words("The table of people has neither a column email nor a column target_email."),
                     .remedy = words("Give a people map, or a table with at least the column email.")};

    std::vector<SimulatorAccount> out;
    QSet<QString> seen;
    for (std::size_t i = 1; i < rows->size(); ++i) {
        const CsvRow &row = rows->at(i);
        const auto cell = [&](const QString &name) {
            const int column = columns.value(name, -1);
            return column < 0 ? QString() : row.cells.value(column).trimmed();
        };
        const QString email = row.cells.value(address).trimmed().toLower();
        if (email.isEmpty() || seen.contains(email))
            continue;
        if (!email.contains(u'@'))
            return Error{.kind = Error::Kind::Input,
                         .what = words("Line %1 of the table of people holds no mail address.").arg(row.line)};
        seen.insert(email);
        SimulatorAccount account{.email = email};
        account.id = cell(u"id"_s);
        account.aliases = cell(u"aliases"_s).toLower().split(u' ', Qt::SkipEmptyParts);
        account.name = cell(u"name"_s);
        account.suspended = isYes(cell(u"suspended"_s));
        account.archived = isYes(cell(u"archived"_s));
        account.guest = isYes(cell(u"guest"_s));
        account.admin = isYes(cell(u"admin"_s));
        out.push_back(account);
    }
    return out;
}

std::vector<SimulatorAccount> accountsFromPeople(const std::vector<Person> &people)
{
    std::vector<SimulatorAccount> out;
    QSet<QString> seen;
    for (const Person &person : people) {
        const QString email = person.email.trimmed().toLower();
        if (person.kind != Person::Kind::Human || !person.active || !email.contains(u'@') || seen.contains(email))
            continue;
        seen.insert(email);
        out.push_back({.email = email, .name = person.name});
    }
    return out;
}

std::vector<SimulatorAccount> accountsFromPeople(const std::vector<Person> &people,
                                                 std::vector<SimulatorAccount> wanted)
{
    QSet<QString> known;
    for (const SimulatorAccount &account : wanted) {
        known.insert(account.email);
        known.unite({account.aliases.begin(), account.aliases.end()});
    }
    for (SimulatorAccount &account : accountsFromPeople(people)) {
        if (!known.contains(account.email))
            wanted.push_back(std::move(account));
    }
    return wanted;
}

QString ensureAdmin(std::vector<SimulatorAccount> &accounts)
{
    QHash<QString, int> domains;
    for (const SimulatorAccount &account : accounts) {
        if (account.admin)
            return account.email;
        ++domains[account.email.section(u'@', 1)];
    }
    QString domain = u"rehearsal.example"_s;
    int most = 0;
    for (auto it = domains.cbegin(); it != domains.cend(); ++it) {
        if (it.value() > most || (it.value() == most && it.key() < domain)) {
            domain = it.key();
            most = it.value();
        }
    }
    const QString email = u"chat-admin@"_s + domain;
    for (SimulatorAccount &account : accounts) {
        if (account.email == email) {
            account.admin = true;
            return email;
        }
    }
    accounts.push_back({.email = email, .name = words("Chat administrator"), .admin = true});
    return email;
}

} // namespace chatferry
