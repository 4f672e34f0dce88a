// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <map>
#include <memory>
#include <optional>

namespace chatferry::sim {

/// The `fields` parameter: which parts of an answer are wanted. "a,b(c,d),e/f,g.h,*".
class FieldMask
{
public:
    /// Empty when the text is not understood or names a field that @p schema lacks.
    static std::optional<FieldMask> parse(const QString &text, const QString &schema);

    QJsonObject applied(const QJsonObject &object) const;

private:
    struct Parser;
    QJsonValue applied(const QJsonValue &value) const;

    std::map<QString, FieldMask> m_children; ///< Empty: everything below.
};

/// The paths of an `updateMask`, as lowerCamelCase whichever way they were written; "*" stays.
QStringList updatePaths(const QString &mask);

} // namespace chatferry::sim
