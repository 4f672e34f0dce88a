// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace chatferry {

/// What a ledger code says to a person: "Written by the app, with the author's name in front". An unknown code, as a
/// newer project may hold one, is shown as it is. The same words stand in the wizard, the report and the CSV.
QString ledgerSentence(const QString &code);

} // namespace chatferry
