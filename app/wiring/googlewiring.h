// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

namespace chatferry {

/// The limits that ship with the program (resources/quota/google-chat.json).
QuotaProfile googleChatQuotas();

/// Makes Google Chat targets and their connection checks. @p clock outlives what it makes.
TargetFactory googleChatFactory(Clock &clock, const QuotaProfile &quotas);

} // namespace chatferry
