// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/gate.h"

#include "simulator/schemas.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

/// Parameters that every method of the real services takes.
const QStringList kCommonQuery = {u"fields"_s, u"prettyPrint"_s, u"alt"_s, u"quotaUser"_s, u"$.xgafv"_s, u"$alt"_s};

} // namespace

Gate::Gate(const Context &context, Quotas &quotas)
    : m_context(context)
    , m_quotas(quotas)
{
}

Answer Gate::rateLimited(const QString &quota, int limit)
{
    Answer answer = Answer::error(429, u"RESOURCE_EXHAUSTED"_s,
                                  u"Quota exceeded for quota metric '%1' and limit '%1 per minute'."_s.arg(quota),
                                  u"RATE_LIMIT_EXCEEDED"_s);
    answer.metadata = {{u"quota_metric"_s, u"chat.googleapis.com/"_s + quota},
                       {u"quota_limit"_s, quota},
                       {u"quota_limit_value"_s, QString::number(limit)},
                       {u"service"_s, u"chat.googleapis.com"_s}};
    return answer;
}

Answer Gate::unauthenticated()
{
    return Answer::error(
        401, u"UNAUTHENTICATED"_s,
        u"Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
        "valid authentication credential."_s);
}

Answer Gate::admit(const Call &call, const Route &route)
{
    if (!route.needsToken)
        return {};
    if (call.who.kind == Identity::Kind::Nobody)
        return unauthenticated();
    if (Answer off = serviceOff(route.api); off.isError())
        return off;
    const ScopeSet accepted = call.who.isApp() ? route.appScopes : route.userScopes;
    if (!(call.who.scopes & accepted)) {
        // a method that this kind of identity can never call is refused as such, not for its scopes
        if (!accepted)
            return Answer::error(403, u"PERMISSION_DENIED"_s, u"The caller does not have permission"_s,
                                 route.api == Api::Chat ? QString() : u"forbidden"_s);
        Answer refused =
            Answer::error(403, u"PERMISSION_DENIED"_s, u"Request had insufficient authentication scopes."_s,
                          route.api == Api::Chat ? u"ACCESS_TOKEN_SCOPE_INSUFFICIENT"_s : u"insufficientPermissions"_s);
        return refused;
    }
    if (Answer refused = accountRefused(call, route.api); refused.isError())
        return refused;
    const QString spaceQuota = route.spaceQuota ? route.spaceQuota(call) : QString();
    if (const auto full = m_quotas.take(route.quota, spaceQuota, call.vars.value(0), call.now))
        return rateLimited(*full, m_quotas.limit(*full));
    return {};
}

Answer Gate::serviceOff(Api api) const
{
    const bool on = api == Api::Chat    ? m_context.options.chatApiEnabled
                    : api == Api::Drive ? m_context.options.driveApiEnabled
                                        : m_context.options.directoryApiEnabled;
    if (on)
        return {};
    const QString name = api == Api::Chat    ? u"Google Chat API"_s
                         : api == Api::Drive ? u"Google Drive API"_s
                                             : u"Admin SDK API"_s;
    const QString project = m_context.options.serviceAccount.projectId;
    return Answer::error(
        403, u"PERMISSION_DENIED"_s,
        u"%1 has not been used in project %2 before or it is disabled. Enable it and then retry."_s.arg(name, project),
        api == Api::Chat ? u"SERVICE_DISABLED"_s : u"accessNotConfigured"_s);
}

Answer Gate::accountRefused(const Call &call, Api api) const
{
    if (!call.who.isUser())
        return {};
    const SimulatorAccount *account = m_context.accounts.find(call.who.user);
    if (!account || account->deleted || account->suspended)
        return unauthenticated();
    if (api == Api::Directory)
        return {};
    if (account->archived || account->guest || (api == Api::Chat && !account->chatOn))
        return Answer::error(403, u"PERMISSION_DENIED"_s, u"The caller does not have permission"_s,
                             api == Api::Chat ? QString() : u"forbidden"_s);
    return {};
}

Answer Gate::checkQuery(const Call &call, const Route &route) const
{
    if (!route.needsToken)
        return {};
    for (auto it = call.query.begin(); it != call.query.end(); ++it) {
        const bool known = kCommonQuery.contains(it.key()) || route.query.contains(it.key());
        if (!known)
            return Answer::error(
                400, u"INVALID_ARGUMENT"_s,
                u"Invalid JSON payload received. Unknown name \"%1\": Cannot bind query parameter. Field '%1' "
                "could not be found in request message."_s.arg(it.key()),
                route.api == Api::Chat ? QString() : u"invalidParameter"_s);
    }
    if (call.query.value(u"alt"_s, u"json"_s) != "json"_L1)
        return Answer::error(400, u"INVALID_ARGUMENT"_s, u"This simulator answers JSON only."_s,
                             route.api == Api::Chat ? QString() : u"invalidParameter"_s);
    return {};
}

Answer Gate::readBody(Call &call, const Route &route) const
{
    if (route.bodySchema.isEmpty() || call.http.body.isEmpty())
        return {};
    const QString reason = route.api == Api::Chat ? QString() : u"parseError"_s;
    if (!call.http.header("content-type").startsWith("application/json"))
        return Answer::error(400, u"INVALID_ARGUMENT"_s,
                             u"Invalid JSON payload received. The content type must be application/json."_s, reason);
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(call.http.body, &parsed);
    if (parsed.error != QJsonParseError::NoError || !document.isObject()) {
        return Answer::error(400, u"INVALID_ARGUMENT"_s,
                             u"Invalid JSON payload received. %1"_s.arg(parsed.error == QJsonParseError::NoError
                                                                            ? u"Root element must be a message."_s
                                                                            : parsed.errorString()),
                             reason);
    }
    call.body = document.object();
    if (const auto problem = Schemas::problem(route.bodySchema, call.body, m_context.options.markupSyntaxKnown))
        return Answer::error(400, u"INVALID_ARGUMENT"_s, *problem, reason);
    return {};
}

} // namespace chatferry::sim
