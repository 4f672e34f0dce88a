// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace chatferry {

/// What a step's Help says beyond its purpose: what it does outside this computer, and what cannot be undone.
QString helpText(const QString &stepKey);

} // namespace chatferry
