// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/logging.h"

namespace chatferry {

Q_LOGGING_CATEGORY(logNet, "chatferry.net", QtWarningMsg)
Q_LOGGING_CATEGORY(logEngine, "chatferry.engine", QtWarningMsg)
Q_LOGGING_CATEGORY(logStore, "chatferry.store", QtWarningMsg)
Q_LOGGING_CATEGORY(logSource, "chatferry.source", QtWarningMsg)
Q_LOGGING_CATEGORY(logUi, "chatferry.ui", QtWarningMsg)

} // namespace chatferry
