// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/pastmembercheck.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

DifferenceRow difference(const QString &what, const QString &proposal)
{
    DifferenceRow row;
    row.origin = u"validate"_s;
    row.what = what;
    row.proposal = proposal;
    return row;
}

QString span(const std::optional<UtcTime> &from, const std::optional<UtcTime> &to)
{
    return u"%1 to %2"_s.arg(from ? toRfc3339(*from) : u"unknown"_s, to ? toRfc3339(*to) : u"today"_s);
}

} // namespace

std::vector<DifferenceRow> comparePastMembers(const std::vector<ExpectedPastMember> &expected,
                                              const std::vector<ListedMember> &listed)
{
    std::vector<DifferenceRow> found;
    std::vector<bool> isKnown(listed.size(), false);
    for (const ExpectedPastMember &wanted : expected) {
        const auto isIt = [&](const ListedMember &member) {
            return (!wanted.accountId.isEmpty() && member.member == wanted.accountId) ||
                   (!wanted.remote.isEmpty() && member.name == wanted.remote);
        };
        const auto there = std::find_if(listed.begin(), listed.end(), isIt);
        if (there == listed.end()) {
            DifferenceRow row = difference(u"member-missing"_s, u"send"_s);
            row.detail = span(wanted.from, wanted.to);
            row.item = wanted.item;
            row.written = wanted.written;
            found.push_back(std::move(row));
            continue;
        }
        isKnown[static_cast<std::size_t>(there - listed.begin())] = true;
        const bool sameFrom = !wanted.from || there->from == wanted.from;
        if (sameFrom && there->to == wanted.to)
            continue;
        DifferenceRow row = difference(u"member-differs"_s, u"none"_s);
        row.detail = u"%1, not %2"_s.arg(span(there->from, there->to), span(wanted.from, wanted.to));
        row.item = wanted.item;
        row.remote = there->name;
        row.written = wanted.written;
        found.push_back(std::move(row));
    }
    for (std::size_t i = 0; i < listed.size(); ++i) {
        // Who is in the space while it is filled (the administrator) is no part of its history.
        if (isKnown[i] || !listed[i].to)
            continue;
        DifferenceRow row = difference(u"extra-member"_s, u"none"_s);
        row.detail = span(listed[i].from, listed[i].to);
        row.remote = listed[i].name;
        found.push_back(std::move(row));
    }
    return found;
}

} // namespace chatferry
