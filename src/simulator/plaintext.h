// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/accounts.h"

namespace chatferry::sim {

/// Text in Chat syntax as Message.text gives it back: without markup, links by their label, mentions as "@Name".
QString plainText(const QString &markup, const Accounts &accounts);

} // namespace chatferry::sim
