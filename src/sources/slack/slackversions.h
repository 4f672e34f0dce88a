// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sources/slack/slackmessage.h"

#include <string>
#include <vector>

namespace chatferry::slack {

/// What tells records of one `ts` apart: versions of one message, or different messages.
struct Version
{
    qint64 micros = 0;
    std::string author;
    std::string subtype; ///< Broadcasts count as none.
    std::string clientId;
    qint64 content = 0;
    qint64 edited = 0; ///< 0: never.
    std::size_t textBytes = 0;
    std::size_t reactions = 0;
    bool isMessage = false;
    bool isBroadcast = false;
    bool isRemains = false; ///< Of a deleted message.

    static Version of(const SlackRecord &record, qint64 micros, const SlackMessageReader &reader);

    /// Whether both stand for one message (or one event); see src/sources/README.md.
    bool isSameAs(const Version &other) const;
    /// Whether this is the one to keep of two that are the same. Never for both ways.
    bool isBetterThan(const Version &other) const;
};

/// What becomes of each of some records of one `ts`.
struct Verdict
{
    bool isDuplicate = false;
    int twin = 1;
};

/// @p records in the order of the export; @p before those of the same `ts` that were dealt with already. As @p records.
std::vector<Verdict> judge(const std::vector<Version> &records, const std::vector<Version> &before);

} // namespace chatferry::slack
