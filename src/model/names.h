// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/conversation.h"
#include "model/person.h"

#include <optional>

namespace chatferry {

// The stable words for JSON, CSV and the project file.

QString kindName(Conversation::Kind kind); ///< "public", "private", "group-direct", "direct".
std::optional<Conversation::Kind> conversationKind(QStringView name);
QString kindName(Person::Kind kind); ///< "human", "guest", "external", "bot", "system", "unknown".
std::optional<Person::Kind> personKind(QStringView name);

} // namespace chatferry
