// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/rows.h"

#include <optional>

namespace chatferry {

class Statement;

// How an item is written into its table. Internal to this room.

/// The id that is nothing but the message's time, as Slack's is: "1710500968.450909". Empty for times before 1970.
QString idFromTime(UtcTime time);
/// The time that @p id is, when it is one in exactly that form.
std::optional<UtcTime> timeFromId(const QString &id);
/// Every column but the id, in the order of the table.
void bindItem(Statement &statement, const ItemRow &row);

} // namespace chatferry
