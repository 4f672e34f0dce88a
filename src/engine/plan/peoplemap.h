// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan/planresult.h"
#include "engine/plan/plansettings.h"
#include "store/rows.h"
#include "target/target.h"

#include <QByteArray>
#include <QHash>

#include <vector>

namespace chatferry {

/// Decides whose account writes for each person, as src/engine/README.md, "Who writes", says.
///
/// A row keeps what was wished by hand: `policyByHand` with a `targetEmail` is the wish to map; `policy` is what
/// follows from it. So the same rows can be decided anew whenever accounts or settings change.
class PeopleMatcher
{
public:
    /// Nothing is known of the destination yet: whoever has an address is taken to have an account.
    explicit PeopleMatcher(const PlanSettings &settings);
    PeopleMatcher(const PlanSettings &settings, const std::vector<Account> &accounts);

    void decide(PersonRow &row) const;
    /// Decides from what an earlier match left in the row; for a change of the settings.
    void decidePolicy(PersonRow &row) const;

    /// The active account with this address or alias, ignoring case; null when there is none or accounts are not known.
    const Account *activeAccount(const QString &email) const;
    bool knowsAccounts() const { return m_known; }

private:
    PersonRow::Policy policyOfKind(Person::Kind kind) const;

    PlanSettings m_settings;
    bool m_known = false;
    std::vector<Account> m_accounts;
    QHash<QString, size_t> m_byAddress;
};

/// For a row that a person edited (policy as wished, policyByHand set): brings it into the form that decide() reads.
void takeEdit(PersonRow &row);

/// Reads a people map (header `source_id,source_name,source_email,target_email,policy`; see the README) into @p people,
/// which must then be decided again. A row without id is found by its address. Nothing is changed when there is an
/// error. Errors: Input naming line and column.
Result<PeopleMapOutcome> readPeopleMap(const QByteArray &csv, std::vector<PersonRow> &people);

/// The people map of @p people, ready to be edited and read again.
Result<QByteArray> writePeopleMap(const std::vector<PersonRow> &people);

} // namespace chatferry
