// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace chatferry::sim {

/// Which fields the services' messages have, from their discovery documents; what is not in the table is an unknown
/// name.
class Schemas
{
public:
    /// Why @p body is no @p schema, in the words of the real service ("Unknown name ..."); empty when it is one.
    /// @p markupSyntaxKnown: whether Message has that field.
    static std::optional<QString> problem(const QString &schema, const QJsonObject &body, bool markupSyntaxKnown);
    static bool exists(const QString &schema);
    /// The schema of a field; empty when it is a plain value, nothing at all when there is no such field.
    static std::optional<QString> fieldSchema(const QString &schema, const QString &field);
};

} // namespace chatferry::sim
