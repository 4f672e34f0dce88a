// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/world.h"

namespace chatferry::sim {

Space *World::space(const QString &id)
{
    return m_byId.value(id);
}

Space &World::addSpace(Space space)
{
    m_spaces.push_back(std::make_unique<Space>(std::move(space)));
    Space &added = *m_spaces.back();
    m_byId.insert(added.id, &added);
    return added;
}

bool World::isNameTaken(const QString &displayName, UtcTime now, const Space *except) const
{
    return std::any_of(m_spaces.begin(), m_spaces.end(), [&](const auto &space) {
        return space.get() != except && space->isAlive(now) &&
               space->displayName.compare(displayName, Qt::CaseInsensitive) == 0;
    });
}

/// The finaliser of splitmix64: one to one on 64 bits, so that counting up never repeats.
quint64 World::next()
{
    quint64 z = ++m_idCounter + (quint64(m_seed) << 40);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

QString World::newId()
{
    static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    quint64 number = next();
    QString id(11, Qt::Uninitialized);
    for (QChar &c : id) {
        c = QLatin1Char(kDigits[number & 63]);
        number >>= 6;
    }
    return id;
}

QString World::newNumericId()
{
    return QString::number(next() >> 1);
}

} // namespace chatferry::sim
