// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/rows.h"

#include <QByteArray>
#include <QJsonObject>
#include <QTime>

#include <vector>

namespace chatferry {

/// What a person decides about the whole move. Kept as JSON in the project ("plan.settings") and read from
/// `chatferry-cli new --settings FILE.json`; the table of keys is in src/engine/README.md.
struct PlanSettings
{
    enum class DirectTalks { Ask, Move, Leave };
    enum class FilesWay { Drive, Link, None };
    using Policy = PersonRow::Policy;

    Policy departed = Policy::App;
    Policy guests = Policy::App; ///< Only without an account of their own.
    Policy bots = Policy::App;
    Policy unknown = Policy::App; ///< Undecided: ask.
    QString placeholderEmail;
    DirectTalks directTalks = DirectTalks::Move;
    FilesWay files = FilesWay::Drive;
    bool addInferredPastMembers = false;
    bool removeHelper = true; ///< The admin who completed leaves at the end where he was no member.
    int windowDays = 30;
    int reviewDays = 2;
    QTime runFrom = {}; ///< Local hours in which the machine may run; both null: always.
    QTime runTo = {};
    double bytesPerSecond = 10e6; ///< Measured or guessed upload bandwidth.
    qint64 pilotConversation = 0;
    QString pilotName; ///< Instead of the row: source id or name; storeSettings() looks it up.

    /// What one conversation gets beyond the defaults; keyed by source id or name.
    struct ConversationChoice
    {
        QString conversation;
        std::optional<ConversationRow::Choice> choice;
        QString name;
        std::optional<bool> groupChat;
        std::optional<bool> externalAllowed;
        std::optional<UtcTime> from;
        std::optional<UtcTime> to;
        bool splitByYear = false; ///< One space for each calendar year (UTC).

        friend bool operator==(const ConversationChoice &, const ConversationChoice &) = default;
    };
    std::vector<ConversationChoice> conversations;

    QJsonObject toJson() const;
    /// Errors: Input naming the key and what is wrong with it; unknown keys are errors.
    static Result<PlanSettings> fromJson(const QByteArray &json);
};

} // namespace chatferry
