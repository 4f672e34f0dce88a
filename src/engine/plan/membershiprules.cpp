// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/membershiprules.h"

#include <QSet>

#include <algorithm>

namespace chatferry {

namespace {

struct Evidence
{
    std::optional<UtcTime> firstJoin;
    std::optional<UtcTime> lastJoin;
    std::optional<UtcTime> lastLeave;
    std::optional<UtcTime> lastSeen; ///< Any event, or the last own message.
    std::optional<UtcTime> firstMessage;
};

void widen(std::optional<UtcTime> &least, UtcTime time)
{
    least = least ? std::min(*least, time) : time;
}

void extend(std::optional<UtcTime> &most, UtcTime time)
{
    most = most ? std::max(*most, time) : time;
}

} // namespace

std::vector<PersonId> todaysMembers(const Conversation &conversation, const std::vector<MembershipEvent> &events)
{
    if (!conversation.members.empty() || !conversation.archived)
        return conversation.members;
    std::optional<UtcTime> last;
    for (const MembershipEvent &event : events) {
        if (event.what == MembershipEvent::What::ListedWhenArchived)
            extend(last, event.time);
    }
    std::vector<PersonId> members;
    for (const MembershipEvent &event : events) {
        if (event.what == MembershipEvent::What::ListedWhenArchived && event.time == last &&
            std::find(members.begin(), members.end(), event.person) == members.end())
            members.push_back(event.person);
    }
    return members;
}

std::vector<MembershipInterval> membershipIntervals(const Conversation &conversation,
                                                    const std::vector<PersonId> &members,
                                                    const std::vector<MembershipEvent> &events,
                                                    const std::vector<OwnActivity> &authors)
{
    std::vector<PersonId> order;
    QHash<PersonId, Evidence> evidence;
    const auto of = [&](const PersonId &person) -> Evidence & {
        if (!evidence.contains(person))
            order.push_back(person);
        return evidence[person];
    };
    for (const MembershipEvent &event : events) {
        Evidence &one = of(event.person);
        extend(one.lastSeen, event.time);
        if (event.what == MembershipEvent::What::Joined) {
            widen(one.firstJoin, event.time);
            extend(one.lastJoin, event.time);
        } else if (event.what == MembershipEvent::What::Left) {
            extend(one.lastLeave, event.time);
        }
    }
    for (const PersonId &member : members)
        of(member);
    for (const OwnActivity &author : authors) {
        Evidence &one = of(author.person);
        extend(one.lastSeen, author.last);
        widen(one.firstMessage, author.first);
    }

    const QSet<PersonId> today(members.begin(), members.end());
    const bool talk =
        conversation.kind == Conversation::Kind::Direct || conversation.kind == Conversation::Kind::GroupDirect;
    std::vector<MembershipInterval> intervals;
    for (const PersonId &person : order) {
        const Evidence &one = evidence[person];
        using Kind = MembershipInterval::Evidence;
        if (today.contains(person))
            intervals.push_back({person, one.firstJoin, std::nullopt, Kind::Listed});
        else if (one.lastLeave && (!one.lastJoin || *one.lastJoin <= *one.lastLeave))
            intervals.push_back({person, one.firstJoin, one.lastLeave, Kind::Event});
        else if (!talk)
            intervals.push_back(
                {person, one.firstJoin ? one.firstJoin : one.firstMessage, one.lastSeen, Kind::Inferred});
    }
    return intervals;
}

} // namespace chatferry
