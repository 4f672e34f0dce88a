// SPDX-License-Identifier: GPL-3.0-or-later
#include "quota/quotaprofile.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

Error wrong(const QString &entry, const QString &what)
{
    return {
        .kind = Error::Kind::Input,
        .what =
            QCoreApplication::translate("QuotaProfile", "The list of limits is wrong at \"%1\": %2.").arg(entry, what),
        .remedy = QCoreApplication::translate("QuotaProfile", "Correct the file, or use the built-in limits.")};
}

QString say(const char *text)
{
    return QCoreApplication::translate("QuotaProfile", text);
}

/// The first key of @p object that is none of @p known; empty when there is none.
QString unknownKey(const QJsonObject &object, std::initializer_list<QLatin1StringView> known)
{
    for (const QString &key : object.keys()) {
        if (std::find(known.begin(), known.end(), key) == known.end())
            return key;
    }
    return {};
}

Result<QuotaLimit> readLimit(const QJsonValue &value, int number)
{
    const QString place = u"limits[%1]"_s.arg(number);
    if (!value.isObject())
        return wrong(place, say(QT_TRANSLATE_NOOP("QuotaProfile", "this is not an object")));
    const QJsonObject object = value.toObject();
    QuotaLimit limit;
    limit.name = object.value("name"_L1).toString();
    if (limit.name.isEmpty())
        return wrong(place, say(QT_TRANSLATE_NOOP("QuotaProfile", "the name is missing")));
    const QString unknown = unknownKey(object, {"name"_L1, "scope"_L1, "calls"_L1, "windowMs"_L1, "note"_L1});
    if (!unknown.isEmpty())
        return wrong(limit.name, say(QT_TRANSLATE_NOOP("QuotaProfile", "the key \"%1\" is unknown")).arg(unknown));
    const QString scope = object.value("scope"_L1).toString();
    if (scope != "project"_L1 && scope != "space"_L1)
        return wrong(limit.name, say(QT_TRANSLATE_NOOP("QuotaProfile", "scope must be \"project\" or \"space\"")));
    limit.scope = scope == "space"_L1 ? QuotaLimit::Scope::Space : QuotaLimit::Scope::Project;
    limit.calls = object.value("calls"_L1).toDouble();
    if (!(limit.calls > 0) || limit.calls > 1e9)
        return wrong(limit.name, say(QT_TRANSLATE_NOOP("QuotaProfile", "calls must be a number above 0")));
    const double window = object.value("windowMs"_L1).toDouble();
    if (!(window >= 1) || window > 86'400'000 || window != std::floor(window))
        return wrong(limit.name, say(QT_TRANSLATE_NOOP("QuotaProfile",
                                                       "windowMs must be a whole number from 1 to 86400000 (a day)")));
    limit.window = std::chrono::milliseconds(qint64(window));
    return limit;
}

} // namespace

Result<QuotaProfile> QuotaProfile::fromJson(const QByteArray &json)
{
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsing);
    if (!document.isObject())
        return wrong(say(QT_TRANSLATE_NOOP("QuotaProfile", "character %1")).arg(parsing.offset),
                     say(QT_TRANSLATE_NOOP("QuotaProfile", "this is not a JSON object")));
    const QJsonObject object = document.object();
    const QString unknown = unknownKey(object, {"name"_L1, "source"_L1, "limits"_L1});
    if (!unknown.isEmpty())
        return wrong(unknown, say(QT_TRANSLATE_NOOP("QuotaProfile", "this key is unknown")));
    if (!object.value("limits"_L1).isArray())
        return wrong(u"limits"_s, say(QT_TRANSLATE_NOOP("QuotaProfile", "the list is missing")));
    QuotaProfile profile;
    profile.m_name = object.value("name"_L1).toString();
    int number = 0;
    for (const QJsonValue &value : object.value("limits"_L1).toArray()) {
        auto limit = readLimit(value, number++);
        if (!limit)
            return limit.error();
        if (profile.find(limit->name))
            return wrong(limit->name, say(QT_TRANSLATE_NOOP("QuotaProfile", "the name stands twice")));
        profile.m_limits.push_back(std::move(limit).value());
    }
    return profile;
}

QuotaProfile QuotaProfile::unlimited()
{
    QuotaProfile profile;
    profile.m_name = u"unlimited"_s;
    return profile;
}

const QuotaLimit *QuotaProfile::find(const QString &name) const
{
    const auto found =
        std::find_if(m_limits.begin(), m_limits.end(), [&](const QuotaLimit &limit) { return limit.name == name; });
    return found == m_limits.end() ? nullptr : &*found;
}

} // namespace chatferry
