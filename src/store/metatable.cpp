// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/metatable.h"

#include "store/statement.h"

using namespace Qt::StringLiterals;

namespace chatferry {

MetaTable::MetaTable(Project &project)
    : m_project(&project)
{
}

QString MetaTable::value(const QString &key) const
{
    Statement find(*m_project, "SELECT value FROM meta WHERE key = ?");
    find << key;
    return find.next() ? find.text() : QString();
}

Result<void> MetaTable::setValue(const QString &key, const QString &value)
{
    if (value.isEmpty()) {
        Statement remove(*m_project, "DELETE FROM meta WHERE key = ?");
        remove << key;
        return remove.run();
    }
    Statement put(*m_project,
                  "INSERT INTO meta(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value");
    put << key << value;
    return put.run();
}

QString MetaTable::projectKey() const
{
    return value(u"project.key"_s);
}

} // namespace chatferry
