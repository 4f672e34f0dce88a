// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/accounts.h"

#include "base/digest.h"

using namespace Qt::StringLiterals;

namespace chatferry::sim {

void Accounts::set(const SimulatorOptions &options)
{
    m_all = options.people;
    m_index.clear();
    m_domains.clear();
    for (const QString &domain : options.domains)
        m_domains.append(domain.toLower());
    for (SimulatorAccount &account : m_all) {
        if (account.id.isEmpty())
            account.id = madeUpId(account.email);
        if (account.name.isEmpty())
            account.name = account.email.section(u'@', 0, 0);
        if (options.adminEmails.contains(account.email, Qt::CaseInsensitive))
            account.admin = true;
        const QString domain = domainOf(account.email);
        if (options.domains.isEmpty() && !m_domains.contains(domain))
            m_domains.append(domain);
    }
    std::sort(m_all.begin(), m_all.end(),
              [](const auto &a, const auto &b) { return a.email.toLower() < b.email.toLower(); });
    for (qsizetype i = 0; i < qsizetype(m_all.size()); ++i) {
        const SimulatorAccount &account = m_all[std::size_t(i)];
        m_index.insert(account.id, i);
        m_index.insert(account.email.toLower(), i);
        for (const QString &alias : account.aliases)
            m_index.insert(alias.toLower(), i);
    }
}

const SimulatorAccount *Accounts::find(const QString &key) const
{
    auto found = m_index.constFind(key);
    if (found == m_index.cend())
        found = m_index.constFind(key.toLower());
    return found == m_index.cend() ? nullptr : &m_all[std::size_t(*found)];
}

bool Accounts::isInternal(const QString &email) const
{
    return m_domains.contains(domainOf(email));
}

QString Accounts::domainOf(const QString &email)
{
    return email.section(u'@', 1).toLower();
}

QString Accounts::madeUpId(const QString &email)
{
    const qint64 key = digestKey({email.toLower().toUtf8()});
    return u"10"_s + QString::number(key).rightJustified(19, u'0');
}

} // namespace chatferry::sim
