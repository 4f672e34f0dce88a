// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/faults.h"

namespace chatferry::sim {

void Faults::set(std::vector<FaultRule> rules)
{
    m_rules.clear();
    for (FaultRule &rule : rules)
        add(std::move(rule));
}

void Faults::add(FaultRule rule)
{
    // wildcardToRegularExpression() lets * stop at a slash
    QString pattern = QRegularExpression::escape(rule.path);
    pattern.replace(QLatin1String("\\*"), QLatin1String(".*"));
    QRegularExpression path(QRegularExpression::anchoredPattern(pattern));
    path.optimize();
    const quint32 seed = rule.seed;
    m_rules.push_back({.rule = std::move(rule), .path = std::move(path), .random = std::mt19937(seed)});
}

bool Faults::Armed::hits()
{
    ++matched;
    // the generator moves with every match, so that a run can be repeated exactly
    const double drawn = double(random()) / 4294967296.0;
    if (rule.times > 0 && hit >= rule.times)
        return false;
    if (rule.nth > 0 && matched != rule.nth)
        return false;
    if (rule.every > 0 && matched % rule.every != 0)
        return false;
    if (rule.probability && drawn >= *rule.probability)
        return false;
    ++hit;
    return true;
}

std::optional<FaultRule> Faults::pick(const QString &method, const QString &path)
{
    std::optional<FaultRule> picked;
    for (Armed &armed : m_rules) {
        const FaultRule &rule = armed.rule;
        if (!rule.method.isEmpty() && rule.method.compare(method, Qt::CaseInsensitive) != 0)
            continue;
        if (rule.path != QLatin1String("*") && !armed.path.match(path).hasMatch())
            continue;
        if (armed.hits() && !picked)
            picked = rule;
    }
    return picked;
}

} // namespace chatferry::sim
