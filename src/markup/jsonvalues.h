// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>

namespace chatferry {

/// A text; a number or boolean as JSON writes it; else empty.
QString textOf(const QJsonValue &value);

} // namespace chatferry
