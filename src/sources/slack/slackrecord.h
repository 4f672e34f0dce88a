// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sources/slack/slackjson.h"
#include "sources/slack/slackrules.h"

#include <array>

namespace chatferry::slack {

/// One record of a day file with its fields at hand. A view: valid as long as the parsed file.
class SlackRecord
{
public:
    enum Field {
        Type,
        Subtype,
        Ts,
        User,
        Text,
        ClientMsgId,
        Team,
        UserTeam,
        SourceTeam,
        UserProfile,
        Blocks,
        Attachments,
        Files,
        File,
        Edited,
        Reactions,
        ThreadTs,
        BotId,
        BotProfile,
        Username,
        Members,
        Room,
        Comment,
        MimeType,
        FieldCount,
    };

    /// Empty when @p element is no object.
    static std::optional<SlackRecord> from(const Element &element);

    bool has(Field field) const { return (m_given & (1U << field)) != 0; }   ///< There and not null.
    const Element &operator[](Field field) const { return m_values[field]; } ///< Only where has() says so.
    std::string_view text(Field field) const { return has(field) ? textOf(m_values[field]) : std::string_view(); }

    bool isMessage() const; ///< See the table: neither of another type nor a file.
    std::optional<qint64> micros() const { return has(Ts) ? microsOf(m_values[Ts]) : std::nullopt; }
    Fate fate() const { return m_fate; }
    bool saysSomething() const; ///< Text, blocks, files or attachments.
    std::optional<qint64> editedMicros() const;
    /// Of a reply its root's time; empty for others.
    std::optional<qint64> rootMicros(qint64 own) const;

private:
    std::array<Element, FieldCount> m_values;
    quint32 m_given = 0;
    Fate m_fate = Fate::Message;
};

} // namespace chatferry::slack
