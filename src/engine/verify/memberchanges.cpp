// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/memberchanges.h"

#include <QSet>

#include <algorithm>
#include <map>

namespace chatferry {

namespace {

using Evidence = MembershipInterval::Evidence;

std::map<PersonId, MembershipInterval> pastOnes(const std::vector<MembershipInterval> &intervals)
{
    std::map<PersonId, MembershipInterval> past;
    for (const MembershipInterval &interval : intervals) {
        // What is only inferred moves with every message and is no news.
        if (interval.evidence == Evidence::Event)
            past.emplace(interval.person, interval);
    }
    return past;
}

} // namespace

MergedMembers mergeMembers(const std::vector<MembershipInterval> &known, const Conversation &newer,
                           const std::vector<MembershipEvent> &events, const std::vector<OwnActivity> &authors)
{
    using What = MembershipEvent::What;
    std::vector<MembershipEvent> all;
    for (const MembershipInterval &interval : known) {
        // What was only inferred begins with a first message where no join is known.
        const bool isFirstMessage = interval.evidence == Evidence::Inferred && interval.from &&
                                    std::any_of(authors.begin(), authors.end(), [&](const OwnActivity &author) {
                                        return author.person == interval.person && author.first == *interval.from;
                                    });
        if (interval.from && !isFirstMessage)
            all.push_back({interval.person, What::Joined, *interval.from});
        if (interval.to && interval.evidence == Evidence::Event)
            all.push_back({interval.person, What::Left, *interval.to});
    }
    all.insert(all.end(), events.begin(), events.end());
    MergedMembers merged;
    merged.today = todaysMembers(newer, all);
    merged.intervals = membershipIntervals(newer, merged.today, all, authors);
    return merged;
}

std::vector<MemberChange> memberChanges(const std::vector<PersonId> &todayBefore,
                                        const std::vector<MembershipInterval> &before, const MergedMembers &after)
{
    using What = MemberChange::What;
    const auto pastBefore = pastOnes(before);
    const auto pastAfter = pastOnes(after.intervals);
    std::vector<MemberChange> changes;
    QSet<PersonId> told;
    for (const auto &[person, interval] : pastAfter) {
        const auto old = pastBefore.find(person);
        if (old == pastBefore.end())
            changes.push_back({person, What::NewPast});
        else if (old->second.from != interval.from || old->second.to != interval.to)
            changes.push_back({person, What::OtherPast});
        else
            continue;
        told.insert(person);
    }
    for (const auto &[person, interval] : pastBefore) {
        if (!pastAfter.contains(person)) {
            changes.push_back({person, What::NoPast});
            told.insert(person);
        }
    }
    const QSet<PersonId> then(todayBefore.begin(), todayBefore.end());
    const QSet<PersonId> now(after.today.begin(), after.today.end());
    for (const PersonId &person : after.today) {
        if (!then.contains(person) && !told.contains(person))
            changes.push_back({person, What::Today});
    }
    for (const PersonId &person : todayBefore) {
        if (!now.contains(person) && !told.contains(person))
            changes.push_back({person, What::Today});
    }
    return changes;
}

} // namespace chatferry
