// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"

namespace chatferry {

/// Makes Google Chat targets and their connection checks. @p profile: empty for the one that ships with the program.
TargetFactory googleChatFactory(Clock &clock, const QByteArray &quotaProfile = {});

} // namespace chatferry
