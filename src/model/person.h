// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/ids.h"

namespace chatferry {

/// Somebody who wrote, reacted, was mentioned or was a member in the source.
struct Person
{
    enum class Kind {
        Human,
        Guest,    ///< A human with limited rights in the source.
        External, ///< A human of another organisation (shared conversation).
        Bot,      ///< An app, integration or webhook.
        System,   ///< The source's own voice (Slackbot).
        Unknown,  ///< Only an id is known.
    };

    PersonId id;
    QString name;   ///< As the source shows it; never empty: the id stands in.
    QString handle; ///< Without "@"; may be empty.
    QString email;  ///< May be empty.
    Kind kind = Kind::Unknown;
    bool active = true; ///< False when the account was closed in the source.

    friend bool operator==(const Person &, const Person &) = default;
};

} // namespace chatferry
