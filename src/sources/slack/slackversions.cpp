// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slackversions.h"

#include <algorithm>
#include <tuple>

namespace chatferry::slack {

Version Version::of(const SlackRecord &record, qint64 micros, const SlackMessageReader &reader)
{
    Version version;
    version.micros = micros;
    const Fate fate = record.fate();
    version.isMessage = canBeMessage(fate);
    version.isBroadcast = fate == Fate::Broadcast || fate == Fate::OldBroadcast;
    version.isRemains = fate == Fate::Deleted;
    if (!version.isBroadcast)
        version.subtype = record.text(SlackRecord::Subtype);
    version.author = version.isMessage ? reader.authorOf(record).id : record.text(SlackRecord::User);
    version.clientId = record.text(SlackRecord::ClientMsgId);
    version.content = SlackMessageReader::contentHash(record, false);
    version.edited = record.editedMicros().value_or(0);
    version.textBytes = record.text(SlackRecord::Text).size();
    simdjson::dom::array reactions;
    if (record.has(SlackRecord::Reactions) && record[SlackRecord::Reactions].get(reactions) == simdjson::SUCCESS)
        version.reactions = reactions.size();
    return version;
}

bool Version::isSameAs(const Version &other) const
{
    if (micros != other.micros || isMessage != other.isMessage)
        return false;
    if (isMessage && isRemains != other.isRemains)
        return true;
    if (author != other.author || subtype != other.subtype)
        return false;
    return !isMessage || content == other.content || (!clientId.empty() && clientId == other.clientId) || edited != 0 ||
           other.edited != 0;
}

bool Version::isBetterThan(const Version &other) const
{
    return std::tuple(!isRemains, edited, textBytes, isBroadcast, reactions) >
           std::tuple(!other.isRemains, other.edited, other.textBytes, other.isBroadcast, other.reactions);
}

std::vector<Verdict> judge(const std::vector<Version> &records, const std::vector<Version> &before)
{
    std::vector<Verdict> verdicts(records.size());
    std::vector<std::size_t> kept; // the best of each message, in the order of the export
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto isSame = [&](const Version &other) { return records[i].isSameAs(other); };
        if (std::any_of(before.begin(), before.end(), isSame)) {
            verdicts[i].isDuplicate = true;
            continue;
        }
        const auto same =
            std::find_if(kept.begin(), kept.end(), [&](std::size_t other) { return isSame(records[other]); });
        if (same == kept.end()) {
            kept.push_back(i);
        } else if (records[i].isBetterThan(records[*same])) {
            verdicts[*same].isDuplicate = true;
            *same = i;
        } else {
            verdicts[i].isDuplicate = true;
        }
    }
    std::vector<std::size_t> messages;
    std::copy_if(kept.begin(), kept.end(), std::back_inserter(messages),
                 [&](std::size_t i) { return records[i].isMessage; });
    std::stable_sort(messages.begin(), messages.end(), [&](std::size_t a, std::size_t b) {
        return std::tie(records[a].author, a) < std::tie(records[b].author, b);
    });
    std::vector<Version> earlier;
    for (const Version &version : before) {
        const auto isSame = [&](const Version &other) { return other.isSameAs(version); };
        if (version.isMessage && std::none_of(earlier.begin(), earlier.end(), isSame))
            earlier.push_back(version);
    }
    int twin = static_cast<int>(earlier.size());
    for (const std::size_t i : messages)
        verdicts[i].twin = ++twin;
    return verdicts;
}

} // namespace chatferry::slack
