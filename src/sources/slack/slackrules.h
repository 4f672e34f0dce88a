// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace chatferry::slack {

/// What becomes of a record, by its subtype; the table stands in src/sources/README.md.
enum class Fate {
    Message,
    BotMessage,
    FileComment,
    Action,         ///< me_message
    Broadcast,      ///< A reply shown outside its thread too.
    OldBroadcast,   ///< Mostly an empty shell.
    UnknownSubtype, ///< A message when it says something.
    Withheld,       ///< A message when it says something.
    Deleted,        ///< Stands only where replies hang on it.
    Call,           ///< Stands only where replies hang on it.
    Join,
    Leave,
    Archived,
    ChannelState,
    System,
    EditLog,
};

Fate fateOf(std::string_view subtype);

/// Whether a record of this fate can become a message at all.
bool canBeMessage(Fate fate);

/// Why a record that becomes no message does not: the stable key for RecordSink::skipped().
QString skipReason(Fate fate);

} // namespace chatferry::slack
