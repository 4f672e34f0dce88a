// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/fieldmask.h"

#include "simulator/schemas.h"

#include <QJsonArray>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

struct FieldMask::Parser
{
    QStringView text;
    qsizetype at = 0;

    bool ended() const { return at >= text.size(); }
    bool take(QChar c)
    {
        if (ended() || text[at] != c)
            return false;
        ++at;
        return true;
    }

    /// LIST = ITEM ("," ITEM)*
    bool list(FieldMask &into, const QString &schema)
    {
        do {
            if (!item(into, schema))
                return false;
        } while (take(u','));
        return true;
    }

    /// ITEM = NAME (("/" | ".") ITEM | "(" LIST ")")?
    bool item(FieldMask &into, const QString &schema)
    {
        while (take(u' ')) {
        }
        const qsizetype start = at;
        while (!ended() && !u",/.() "_s.contains(text[at]))
            ++at;
        const QString name = text.mid(start, at - start).toString();
        if (name.isEmpty())
            return false;
        const auto below = name == "*"_L1 ? std::optional(QString()) : Schemas::fieldSchema(schema, name);
        if (!below)
            return false;
        FieldMask &child = into.m_children[name];
        if (take(u'/') || take(u'.'))
            return item(child, *below);
        if (take(u'('))
            return list(child, *below) && take(u')');
        child.m_children.clear();
        return true;
    }
};

std::optional<FieldMask> FieldMask::parse(const QString &text, const QString &schema)
{
    FieldMask mask;
    Parser parser{.text = text};
    if (!parser.list(mask, schema) || !parser.ended())
        return std::nullopt;
    return mask;
}

QJsonObject FieldMask::applied(const QJsonObject &object) const
{
    if (m_children.empty())
        return object;
    const auto star = m_children.find(u"*"_s);
    QJsonObject kept;
    for (auto it = object.begin(); it != object.end(); ++it) {
        auto child = m_children.find(it.key());
        if (child == m_children.end())
            child = star;
        if (child != m_children.end())
            kept.insert(it.key(), child->second.applied(QJsonValue(it.value())));
    }
    return kept;
}

QJsonValue FieldMask::applied(const QJsonValue &value) const
{
    if (m_children.empty())
        return value;
    if (value.isObject())
        return applied(value.toObject());
    if (!value.isArray())
        return value;
    QJsonArray kept;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &element : array)
        kept.append(applied(element));
    return kept;
}

QStringList updatePaths(const QString &mask)
{
    QStringList paths;
    for (const QString &path : mask.split(u',', Qt::SkipEmptyParts)) {
        QString camel;
        bool upper = false;
        for (const QChar c : path.trimmed()) {
            if (c == u'_') {
                upper = true;
                continue;
            }
            camel += upper ? c.toUpper() : c;
            upper = false;
        }
        paths.append(camel);
    }
    return paths;
}

} // namespace chatferry::sim
