// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/router.h"

#include <QUrl>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

QByteArray keyOf(const QByteArray &method, qsizetype parts)
{
    return method + char('0' + parts);
}

bool matches(const QString &pattern, const QString &part, QStringList &vars)
{
    if (!pattern.startsWith("{}"_L1))
        return pattern == part;
    const QStringView verb = QStringView(pattern).mid(2);
    if (!part.endsWith(verb) || part.size() == verb.size())
        return false;
    vars.append(part.chopped(verb.size()));
    return true;
}

QHash<QString, QString> queryOf(const QByteArray &text)
{
    QHash<QString, QString> query;
    for (QByteArray pair : text.split('&')) {
        if (pair.isEmpty())
            continue;
        pair.replace('+', ' ');
        const auto equals = pair.indexOf('=');
        const QByteArray name = equals < 0 ? pair : pair.left(equals);
        query.insert(QUrl::fromPercentEncoding(name),
                     equals < 0 ? QString() : QUrl::fromPercentEncoding(pair.mid(equals + 1)));
    }
    return query;
}

} // namespace

void Router::add(Route route)
{
    const QStringList parts = route.pattern.split(u'/', Qt::SkipEmptyParts);
    m_routes[keyOf(route.method, parts.size())].push_back({parts, std::move(route)});
}

const Route *Router::find(Call &call) const
{
    const QByteArray &target = call.http.target;
    const auto question = target.indexOf('?');
    const QByteArray path = question < 0 ? target : target.left(question);
    if (question >= 0)
        call.query = queryOf(target.mid(question + 1));
    QStringList parts;
    for (const QByteArray &part : path.split('/')) {
        if (!part.isEmpty())
            parts.append(QUrl::fromPercentEncoding(part));
    }
    call.path = u'/' + parts.join(u'/');
    const auto candidates = m_routes.constFind(keyOf(call.http.method, parts.size()));
    if (candidates == m_routes.cend())
        return nullptr;
    for (const Known &known : *candidates) {
        call.vars.clear();
        bool all = true;
        for (qsizetype i = 0; all && i < parts.size(); ++i)
            all = matches(known.parts[i], parts[i], call.vars);
        if (all)
            return &known.route;
    }
    return nullptr;
}

} // namespace chatferry::sim
