// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace chatferry {

// No message text, name, address, token or key may be written to any of these; see redact.h.
Q_DECLARE_LOGGING_CATEGORY(logNet)
Q_DECLARE_LOGGING_CATEGORY(logEngine)
Q_DECLARE_LOGGING_CATEGORY(logStore)
Q_DECLARE_LOGGING_CATEGORY(logSource)
Q_DECLARE_LOGGING_CATEGORY(logUi)

} // namespace chatferry
