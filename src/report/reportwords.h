// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/rows.h"

#include <QString>

namespace chatferry {

// The stable words of the tables, and the words for people of the page.

QString accountStateName(PersonRow::AccountState state); ///< "unknown", "active", "suspended", "missing".
QString fateName(LedgerRow::Fate fate);                  ///< "adapted", "left".

/// "2026-12-23 09:46:12 UTC"; empty for no time.
QString reportMoment(const std::optional<UtcTime> &time);
/// Why a record became no message. An unknown reason is shown as it is.
QString setAsideSentence(const QString &reason);
/// "import-completed" as "import completed".
QString keyAsWords(const QString &key);
/// "12,345".
QString reportNumber(qint64 number);

} // namespace chatferry
