// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/scanstate.h"

#include <algorithm>

namespace chatferry {

void ScanPeople::know(qint64 id, const PersonId &person)
{
    m_ids.insert(person, id);
    m_persons.insert(id, person);
    m_next = std::max(m_next, id + 1);
}

qint64 ScanPeople::idOf(const PersonId &person)
{
    if (person.isEmpty())
        return 0;
    auto found = m_ids.constFind(person);
    if (found == m_ids.constEnd()) {
        found = m_ids.insert(person, m_next);
        m_persons.insert(m_next++, person);
    }
    m_seen.insert(*found);
    return *found;
}

std::vector<qint64> ScanPeople::ids() const
{
    std::vector<qint64> ids(m_persons.keyBegin(), m_persons.keyEnd());
    std::sort(ids.begin(), ids.end());
    return ids;
}

} // namespace chatferry
