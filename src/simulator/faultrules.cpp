// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/faultrules.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

Error notUnderstood(const QString &rule)
{
    return Error{
        .kind = Error::Kind::Input,
        .what = QCoreApplication::translate("Simulator", "The fault rule \"%1\" is not understood.").arg(rule),
        .remedy = QCoreApplication::translate(
            "Simulator", "A rule looks like \"POST *messages:drop-after:every=7\"; several are joined with \";\".")};
}

bool readAction(FaultRule &rule, const QString &action)
{
    using Action = FaultRule::Action;
    static const std::vector<std::pair<QString, Action>> words{
        {u"drop-before"_s, Action::DropBefore},
        {u"drop-after"_s, Action::DropAfter},
        {u"429"_s, Action::RateLimit},
        {u"429-bare"_s, Action::RateLimit},
        {u"401"_s, Action::Unauthorized},
        {u"html"_s, Action::HtmlPage},
        {u"slow"_s, Action::Slow},
        {u"truncate"_s, Action::Truncate},
        {u"cut-upload"_s, Action::CutUpload},
    };
    for (const auto &[word, meaning] : words) {
        if (word == action) {
            rule.action = meaning;
            rule.waitSeconds = action == "429-bare"_L1 ? -1 : 1;
            return true;
        }
    }
    static const QRegularExpression status(u"^(5[0-9][0-9])(-after)?$"_s);
    const auto match = status.match(action);
    if (!match.hasMatch())
        return false;
    rule.status = match.captured(1).toInt();
    rule.action = match.captured(2).isEmpty() ? Action::Refuse : Action::ActAndFail;
    return true;
}

bool readCondition(FaultRule &rule, const QString &condition)
{
    const QString name = condition.section(u'=', 0, 0).trimmed();
    const QString value = condition.section(u'=', 1).trimmed();
    bool ok = false;
    if (name == "p"_L1) {
        rule.probability = value.toDouble(&ok);
        return ok && *rule.probability >= 0 && *rule.probability <= 1;
    }
    const int number = value.toInt(&ok);
    if (!ok || number < 0)
        return false;
    if (name == "seed"_L1)
        rule.seed = quint32(number);
    else if (name == "ms"_L1)
        rule.ms = number;
    else if (name == "wait"_L1)
        rule.waitSeconds = number;
    else if (name == "nth"_L1 && number > 0)
        rule.nth = number;
    else if (name == "every"_L1 && number > 0)
        rule.every = number;
    else if (name == "times"_L1 && number > 0)
        rule.times = number;
    else
        return false;
    return true;
}

/// A path may hold colons ("*:completeImport"), so the longest one is taken.
std::optional<FaultRule> readRule(const QString &text)
{
    static const QRegularExpression form(u"^(?:([A-Z]+) +)?([^ ]+):([a-z0-9-]+)(?::([a-z]+=[^:]*))?$"_s);
    const auto match = form.match(text);
    FaultRule rule;
    if (!match.hasMatch() || !readAction(rule, match.captured(3)))
        return std::nullopt;
    rule.method = match.captured(1);
    rule.path = match.captured(2);
    const QStringList conditions = match.captured(4).split(u',', Qt::SkipEmptyParts);
    if (!std::all_of(conditions.begin(), conditions.end(), [&](const QString &c) { return readCondition(rule, c); }))
        return std::nullopt;
    return rule;
}

} // namespace

Result<std::vector<FaultRule>> parseFaultRules(const QString &text)
{
    std::vector<FaultRule> rules;
    for (const QString &part : text.split(u';', Qt::SkipEmptyParts)) {
        if (part.trimmed().isEmpty())
            continue;
        const auto rule = readRule(part.trimmed());
        if (!rule)
            return notUnderstood(part.trimmed());
        rules.push_back(*rule);
    }
    return rules;
}

QString faultActionName(const FaultRule &rule)
{
    using Action = FaultRule::Action;
    switch (rule.action) {
    case Action::DropBefore:
        return u"drop-before"_s;
    case Action::DropAfter:
        return u"drop-after"_s;
    case Action::Refuse:
        return QString::number(rule.status);
    case Action::ActAndFail:
        return QString::number(rule.status) + u"-after"_s;
    case Action::RateLimit:
        return rule.waitSeconds < 0 ? u"429-bare"_s : u"429"_s;
    case Action::Unauthorized:
        return u"401"_s;
    case Action::HtmlPage:
        return u"html"_s;
    case Action::Slow:
        return u"slow"_s;
    case Action::Truncate:
        return u"truncate"_s;
    case Action::CutUpload:
        return u"cut-upload"_s;
    }
    return {};
}

} // namespace chatferry
