// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/directory.h"

#include "simulator/paging.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

Answer invalid(const QString &message)
{
    return Answer::error(400, u"INVALID_ARGUMENT"_s, message, u"invalid"_s);
}

} // namespace

Directory::Directory(Context &context)
    : m_context(context)
{
}

void Directory::addRoutes(Router &router)
{
    const ScopeSet reading = scopes({"admin.directory.user"_L1, "admin.directory.user.readonly"_L1});
    router.add({.method = "GET",
                .pattern = u"/admin/directory/v1/users"_s,
                .api = Api::Directory,
                .userScopes = reading,
                .quota = u"directoryQueries"_s,
                .query = {u"customer"_s, u"domain"_s, u"maxResults"_s, u"pageToken"_s, u"projection"_s, u"viewType"_s,
                          u"query"_s, u"showDeleted"_s, u"orderBy"_s, u"sortOrder"_s},
                .answerSchema = u"DirectoryUsers"_s,
                .handler = [this](Call &call) { return list(call); }});
    router.add({.method = "GET",
                .pattern = u"/admin/directory/v1/users/{}"_s,
                .api = Api::Directory,
                .userScopes = reading,
                .quota = u"directoryQueries"_s,
                .query = {u"projection"_s, u"viewType"_s},
                .answerSchema = u"DirectoryUser"_s,
                .handler = [this](Call &call) { return get(call); }});
}

Answer Directory::refused(const Call &call) const
{
    const SimulatorAccount *account = m_context.accounts.find(call.who.user);
    const bool publicView = call.query.value(u"viewType"_s) == "domain_public"_L1;
    if (account && (account->admin || publicView))
        return {};
    return Answer::error(403, u"PERMISSION_DENIED"_s, u"Not Authorized to access this resource/api"_s, u"forbidden"_s);
}

QJsonObject Directory::json(const SimulatorAccount &account) const
{
    QJsonArray emails{QJsonObject{{u"address"_s, account.email}, {u"primary"_s, true}}};
    for (const QString &alias : account.aliases)
        emails.append(QJsonObject{{u"address"_s, alias}});
    QJsonObject json{{u"kind"_s, u"admin#directory#user"_s},
                     {u"id"_s, account.id},
                     {u"primaryEmail"_s, account.email},
                     {u"name"_s, QJsonObject{{u"fullName"_s, account.name},
                                             {u"givenName"_s, account.name.section(u' ', 0, 0)},
                                             {u"familyName"_s, account.name.section(u' ', 1)}}},
                     {u"emails"_s, emails},
                     {u"isAdmin"_s, account.admin},
                     {u"suspended"_s, account.suspended},
                     {u"archived"_s, account.archived},
                     {u"isGuestUser"_s, account.guest},
                     {u"isMailboxSetup"_s, true},
                     {u"orgUnitPath"_s, account.orgUnit}};
    if (!account.aliases.isEmpty())
        json.insert(u"aliases"_s, QJsonArray::fromStringList(account.aliases));
    if (account.deleted)
        json.insert(u"deletionTime"_s, protoTime(m_context.clock.now()));
    return json;
}

/// "email:a*", "email=a@x", "isSuspended=true", several with blanks between; a bare word is looked for in name and
/// address.
bool Directory::matches(const SimulatorAccount &account, const QString &query, bool &understood) const
{
    static const QRegularExpression email(u"^email([:=])'?([^'*]+)(\\*?)'?$"_s);
    static const QRegularExpression suspended(u"^isSuspended=(true|false)$"_s);
    QStringList addresses = account.aliases;
    addresses.append(account.email);
    for (const QString &term : query.split(u' ', Qt::SkipEmptyParts)) {
        if (const auto match = email.match(term); match.hasMatch()) {
            const bool prefix = !match.captured(3).isEmpty();
            const bool any = std::any_of(addresses.begin(), addresses.end(), [&](const QString &address) {
                return prefix ? address.startsWith(match.captured(2), Qt::CaseInsensitive)
                              : address.compare(match.captured(2), Qt::CaseInsensitive) == 0;
            });
            if (!any)
                return false;
        } else if (const auto flag = suspended.match(term); flag.hasMatch()) {
            if (account.suspended != (flag.captured(1) == "true"_L1))
                return false;
        } else if (term.contains(u'=') || term.contains(u':')) {
            understood = false;
            return false;
        } else if (!account.name.contains(term, Qt::CaseInsensitive) &&
                   !account.email.contains(term, Qt::CaseInsensitive)) {
            return false;
        }
    }
    return true;
}

Answer Directory::list(Call &call)
{
    if (Answer bad = refused(call); bad.isError())
        return bad;
    const QString customer = call.query.value(u"customer"_s);
    const QString domain = call.query.value(u"domain"_s);
    if (customer.isEmpty() == domain.isEmpty())
        return invalid(u"Bad Request: either customer or domain must be given."_s);
    if (!customer.isEmpty() && customer != "my_customer"_L1)
        return Answer::error(404, u"NOT_FOUND"_s, u"Resource Not Found: customer"_s, u"notFound"_s);
    if (!domain.isEmpty() && !m_context.accounts.domains().contains(domain, Qt::CaseInsensitive))
        return Answer::error(404, u"NOT_FOUND"_s, u"Domain not found."_s, u"notFound"_s);
    bool ok = true;
    const int wanted = call.query.contains(u"maxResults"_s) ? call.query.value(u"maxResults"_s).toInt(&ok) : 100;
    const auto page =
        PageRequest::read(call, 100, 500, {u"customer"_s, u"domain"_s, u"query"_s, u"showDeleted"_s}, u"maxResults"_s);
    if (!ok || wanted < 1 || wanted > 500 || !page)
        return invalid(u"Invalid Input: maxResults or pageToken"_s);
    QJsonArray users;
    QJsonObject answer{{u"kind"_s, u"admin#directory#users"_s}};
    bool understood = true;
    QString last;
    for (const SimulatorAccount &account : m_context.accounts.all()) { // by address
        const QString key = account.email.toLower();
        const bool wrongDomain = !domain.isEmpty() && Accounts::domainOf(account.email) != domain.toLower();
        if (account.deleted != call.flag(u"showDeleted"_s) || wrongDomain ||
            (!page->after.isEmpty() && key <= page->after) ||
            !matches(account, call.query.value(u"query"_s), understood))
            continue;
        if (users.size() == page->size) {
            answer.insert(u"nextPageToken"_s, page->token(last));
            break;
        }
        last = key;
        users.append(json(account));
    }
    if (!understood)
        return invalid(u"Invalid Input: query"_s);
    if (!users.isEmpty())
        answer.insert(u"users"_s, users);
    return Answer::ok(answer);
}

Answer Directory::get(Call &call)
{
    if (Answer bad = refused(call); bad.isError())
        return bad;
    const SimulatorAccount *account = m_context.accounts.find(call.vars.value(0));
    if (!account || account->deleted)
        return Answer::error(404, u"NOT_FOUND"_s, u"Resource Not Found: userKey"_s, u"notFound"_s);
    return Answer::ok(json(*account));
}

} // namespace chatferry::sim
