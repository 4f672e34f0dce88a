// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slackrules.h"

#include <unordered_map>

using namespace Qt::StringLiterals;

namespace chatferry::slack {

namespace {

const std::unordered_map<std::string_view, Fate> &table()
{
    static const std::unordered_map<std::string_view, Fate> fates = {
        {"file_share", Fate::Message},
        {"file_mention", Fate::Message},
        {"file_comment", Fate::FileComment},
        {"me_message", Fate::Action},
        {"thread_broadcast", Fate::Broadcast},
        {"reply_broadcast", Fate::OldBroadcast},
        {"bot_message", Fate::BotMessage},
        {"slackbot_response", Fate::BotMessage},
        {"assistant_app_thread", Fate::BotMessage},
        {"ekm_access_denied", Fate::Withheld},
        {"tombstone", Fate::Deleted},
        {"huddle_thread", Fate::Call},
        {"sh_room_created", Fate::Call},
        {"sh_room_shared", Fate::Call},
        {"message_changed", Fate::EditLog},
        {"message_deleted", Fate::EditLog},
        {"message_replied", Fate::EditLog},
        {"channel_join", Fate::Join},
        {"group_join", Fate::Join},
        {"app_conversation_join", Fate::Join},
        {"channel_leave", Fate::Leave},
        {"group_leave", Fate::Leave},
        {"channel_archive", Fate::Archived},
        {"group_archive", Fate::Archived},
        {"channel_unarchive", Fate::ChannelState},
        {"group_unarchive", Fate::ChannelState},
        {"channel_topic", Fate::ChannelState},
        {"group_topic", Fate::ChannelState},
        {"channel_purpose", Fate::ChannelState},
        {"group_purpose", Fate::ChannelState},
        {"channel_name", Fate::ChannelState},
        {"group_name", Fate::ChannelState},
        {"channel_posting_permissions", Fate::ChannelState},
        {"group_posting_permissions", Fate::ChannelState},
        {"channel_convert_to_private", Fate::ChannelState},
        {"group_convert_to_private", Fate::ChannelState},
        {"channel_convert_to_public", Fate::ChannelState},
        {"group_convert_to_public", Fate::ChannelState},
        {"channel_canvas_updated", Fate::ChannelState},
        {"group_canvas_updated", Fate::ChannelState},
        {"channel_tab_added", Fate::ChannelState},
        {"channel_tab_removed", Fate::ChannelState},
        {"pinned_item", Fate::ChannelState},
        {"unpinned_item", Fate::ChannelState},
        {"bot_add", Fate::ChannelState},
        {"bot_remove", Fate::ChannelState},
        {"bot_enable", Fate::ChannelState},
        {"bot_disable", Fate::ChannelState},
        {"welcome_party", Fate::System},
        {"reminder_add", Fate::System},
        {"document_mention", Fate::System},
    };
    return fates;
}

} // namespace

Fate fateOf(std::string_view subtype)
{
    if (subtype.empty())
        return Fate::Message;
    const auto known = table().find(subtype);
    if (known != table().end())
        return known->second;
    if (subtype.starts_with("joiner_notification") || subtype.starts_with("list_") || subtype.starts_with("sla"))
        return Fate::System;
    return Fate::UnknownSubtype;
}

bool canBeMessage(Fate fate)
{
    return fate <= Fate::Call;
}

QString skipReason(Fate fate)
{
    switch (fate) {
    case Fate::Join:
        return u"join"_s;
    case Fate::Leave:
        return u"leave"_s;
    case Fate::Archived:
    case Fate::ChannelState:
        return u"channel-state"_s;
    case Fate::EditLog:
        return u"edit-log"_s;
    case Fate::Call:
        return u"call"_s;
    case Fate::Deleted:
        return u"deleted"_s;
    case Fate::OldBroadcast:
        return u"broadcast-shell"_s;
    case Fate::System:
    case Fate::Withheld:
        return u"system"_s;
    case Fate::UnknownSubtype:
    case Fate::Message:
    case Fate::BotMessage:
    case Fate::FileComment:
    case Fate::Action:
    case Fate::Broadcast:
        break;
    }
    return u"unknown-subtype"_s;
}

} // namespace chatferry::slack
