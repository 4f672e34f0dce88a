// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/simulatoroptions.h"

#include <QHash>
#include <QSet>

namespace chatferry::sim {

/// The people of the organisation, found by id, address or alias.
class Accounts
{
public:
    void set(const SimulatorOptions &options);

    const std::vector<SimulatorAccount> &all() const { return m_all; } ///< With every field filled in, by address.
    const QStringList &domains() const { return m_domains; }
    /// @p key: an id, an address or an alias, in any case.
    const SimulatorAccount *find(const QString &key) const;
    /// Whether the address belongs to one of the organisation's domains.
    bool isInternal(const QString &email) const;

    static QString domainOf(const QString &email);
    /// The id an address gets when none is given; also for people outside.
    static QString madeUpId(const QString &email);

private:
    std::vector<SimulatorAccount> m_all;
    QHash<QString, qsizetype> m_index;
    QStringList m_domains;
};

} // namespace chatferry::sim
