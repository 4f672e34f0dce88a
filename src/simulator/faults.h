// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/faultrules.h"

#include <QRegularExpression>

#include <random>

namespace chatferry::sim {

/// Counts requests against the rules and says which one hits.
class Faults
{
public:
    void set(std::vector<FaultRule> rules);
    void add(FaultRule rule);

    /// The first rule that hits; every matching rule counts the request.
    std::optional<FaultRule> pick(const QString &method, const QString &path);

private:
    struct Armed
    {
        FaultRule rule;
        QRegularExpression path;
        std::mt19937 random;
        int matched = 0;
        int hit = 0;

        bool hits();
    };
    std::vector<Armed> m_rules;
};

} // namespace chatferry::sim
