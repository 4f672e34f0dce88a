// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace chatferry::sim {

/// The filter of members.list: role = "...", member.type = or != "...", joined with AND, or OR between equal fields.
class MemberFilter
{
public:
    static std::optional<MemberFilter> parse(const QString &text);
    bool fits(const QString &role, const QString &type) const;

private:
    struct Term
    {
        bool isRole = false;
        bool equal = true;
        QString value;
    };
    std::vector<std::vector<Term>> m_groups; ///< All groups, any term of each.
};

} // namespace chatferry::sim
