// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace chatferry {

/// One cleaned line, or a piece of one, such that Chat shows it as it stands (README, 4.2).
QString neutralisedPiece(QStringView text, bool atLineStart);

/// The content of a code block or inline code: only what would end it or notify people is broken up (README, 4.3).
QString neutralisedCode(const QString &text);

/// A web address that can stand bare or in `<address|label>` (README, 4.5).
QString chatAddress(const QString &address);

/// What stands behind the bar in `<address|label>`.
QString chatLabel(const QString &label);

} // namespace chatferry
