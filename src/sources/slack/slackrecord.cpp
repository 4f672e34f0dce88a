// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slackrecord.h"

#include <vector>

namespace chatferry::slack {

namespace {

struct Name
{
    std::string_view name;
    SlackRecord::Field field;
};

/// The names of the fields by their length, since most fields of a record are of no interest.
const std::array<std::vector<Name>, 16> &namesByLength()
{
    static const auto names = [] {
        std::array<std::vector<Name>, 16> byLength;
        for (const Name &name : {Name{"type", SlackRecord::Type},
                                 {"subtype", SlackRecord::Subtype},
                                 {"ts", SlackRecord::Ts},
                                 {"user", SlackRecord::User},
                                 {"text", SlackRecord::Text},
                                 {"client_msg_id", SlackRecord::ClientMsgId},
                                 {"team", SlackRecord::Team},
                                 {"user_team", SlackRecord::UserTeam},
                                 {"source_team", SlackRecord::SourceTeam},
                                 {"user_profile", SlackRecord::UserProfile},
                                 {"blocks", SlackRecord::Blocks},
                                 {"attachments", SlackRecord::Attachments},
                                 {"files", SlackRecord::Files},
                                 {"file", SlackRecord::File},
                                 {"edited", SlackRecord::Edited},
                                 {"reactions", SlackRecord::Reactions},
                                 {"thread_ts", SlackRecord::ThreadTs},
                                 {"bot_id", SlackRecord::BotId},
                                 {"bot_profile", SlackRecord::BotProfile},
                                 {"username", SlackRecord::Username},
                                 {"members", SlackRecord::Members},
                                 {"room", SlackRecord::Room},
                                 {"comment", SlackRecord::Comment},
                                 {"mimetype", SlackRecord::MimeType}})
            byLength.at(name.name.size()).push_back(name);
        return byLength;
    }();
    return names;
}

bool hasEntries(const Element &element)
{
    simdjson::dom::array array;
    return element.get(array) == simdjson::SUCCESS && array.begin() != array.end();
}

} // namespace

std::optional<SlackRecord> SlackRecord::from(const Element &element)
{
    simdjson::dom::object object;
    if (element.get(object) != simdjson::SUCCESS)
        return {};
    SlackRecord record;
    const auto &names = namesByLength();
    for (const auto &[key, value] : object) {
        if (key.size() >= names.size())
            continue;
        for (const Name &name : names[key.size()]) {
            if (name.name != key)
                continue;
            record.m_values[name.field] = value;
            if (value.is_null())
                record.m_given &= ~(1U << name.field);
            else
                record.m_given |= 1U << name.field;
            break;
        }
    }
    record.m_fate = fateOf(record.text(Subtype));
    return record;
}

bool SlackRecord::isMessage() const
{
    const std::string_view type = text(Type);
    if (!type.empty() && type != "message")
        return false;
    return has(Ts) || (has(Text) && !has(MimeType));
}

bool SlackRecord::saysSomething() const
{
    return !text(Text).empty() || (has(Blocks) && hasEntries(m_values[Blocks])) ||
           (has(Attachments) && hasEntries(m_values[Attachments])) || (has(Files) && hasEntries(m_values[Files])) ||
           (has(File) && m_values[File].is_object());
}

std::optional<qint64> SlackRecord::editedMicros() const
{
    const auto ts = has(Edited) ? find(m_values[Edited], "ts") : std::nullopt;
    return ts ? microsOf(*ts) : std::nullopt;
}

std::optional<qint64> SlackRecord::rootMicros(qint64 own) const
{
    const auto root = has(ThreadTs) ? microsOf(m_values[ThreadTs]) : std::nullopt;
    return root && *root != own ? root : std::nullopt;
}

} // namespace chatferry::slack
