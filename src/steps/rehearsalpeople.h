// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/person.h"
#include "simulator/simulatoroptions.h"

#include <vector>

namespace chatferry {

/// The accounts that a table of people asks for. Either a people map (every target_email is an active account) or a
/// table of accounts with the columns email, id, aliases (separated by spaces), name, suspended, archived, guest,
/// admin; all but email may be missing. Errors: Input naming the line.
Result<std::vector<SimulatorAccount>> accountsFromCsv(const QByteArray &csv);

/// The accounts that a company like the one in the export would have: every open account of a human with an address.
std::vector<SimulatorAccount> accountsFromPeople(const std::vector<Person> &people);

/// Both: the accounts of the export's people, and @p wanted where it has other addresses; an account of @p wanted is
/// taken as it is there.
std::vector<SimulatorAccount> accountsFromPeople(const std::vector<Person> &people,
                                                 std::vector<SimulatorAccount> wanted);

/// Makes sure that somebody may administer: the account marked so, else a new one "chat-admin@DOMAIN" of the domain
/// that most accounts have. Answers the address.
QString ensureAdmin(std::vector<SimulatorAccount> &accounts);

} // namespace chatferry
