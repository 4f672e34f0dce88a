// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/memberfilter.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

std::optional<MemberFilter> MemberFilter::parse(const QString &text)
{
    static const QRegularExpression joint(u"\\s+AND\\s+"_s);
    static const QRegularExpression choice(u"\\s+OR\\s+"_s);
    static const QRegularExpression form(u"^(role|member\\.type)\\s*(=|!=)\\s*\"([A-Z_]+)\"$"_s);
    static const QStringList values{u"ROLE_MEMBER"_s, u"ROLE_MANAGER"_s, u"ROLE_ASSISTANT_MANAGER"_s, u"HUMAN"_s,
                                    u"BOT"_s};
    MemberFilter filter;
    if (text.trimmed().isEmpty())
        return filter;
    for (QString group : text.trimmed().split(joint)) {
        if (group.startsWith(u'(') && group.endsWith(u')'))
            group = group.mid(1, group.size() - 2);
        std::vector<Term> terms;
        for (const QString &one : group.trimmed().split(choice)) {
            const auto match = form.match(one.trimmed());
            const Term term{match.captured(1) == "role"_L1, match.captured(2) == "="_L1, match.captured(3)};
            const bool fitting = term.isRole == term.value.startsWith("ROLE_"_L1) && !(term.isRole && !term.equal);
            if (!match.hasMatch() || !values.contains(term.value) || !fitting ||
                (!terms.empty() && terms.front().isRole != term.isRole))
                return std::nullopt;
            terms.push_back(term);
        }
        filter.m_groups.push_back(terms);
    }
    return filter;
}

bool MemberFilter::fits(const QString &role, const QString &type) const
{
    return std::all_of(m_groups.begin(), m_groups.end(), [&](const std::vector<Term> &terms) {
        return std::any_of(terms.begin(), terms.end(),
                           [&](const Term &term) { return ((term.isRole ? role : type) == term.value) == term.equal; });
    });
}

} // namespace chatferry::sim
