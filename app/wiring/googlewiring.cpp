// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/googlewiring.h"

#include "googlechat/connectioncheck.h"
#include "googlechat/googlechattarget.h"

namespace chatferry {

TargetFactory googleChatFactory(Clock &clock, const QByteArray &quotaProfile)
{
    Q_UNUSED(clock);
    Q_UNUSED(quotaProfile);
    return {};
}

} // namespace chatferry
