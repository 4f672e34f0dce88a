// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/context.h"

namespace chatferry::sim {

/// Who may do what in a space, while it is in import mode and afterwards.
class SpaceAccess
{
public:
    /// What a method allows.
    struct Rule
    {
        QString method;           ///< "members.create", for importScopeAfterCompletion.
        bool userInImport = true; ///< By an account with chat.import.
        bool appInImport = false; ///< By the app with chat.bot.
        ScopeSet userAfter = 0;   ///< In a normal space: one of these.
        bool appAfter = false;
        bool mustBeMember = true;         ///< In a normal space.
        bool mustBeManager = false;       ///< In a normal space.
        ScopeSet userInImportInstead = 0; ///< In import mode: one of these will do for an account.
    };

    /// The living space named by the call's first var, when @p rule lets the caller in; else @p refusal is set.
    static Space *find(Context &context, const Call &call, const Rule &rule, Answer &refusal);

private:
    static bool allowed(const Context &context, const Call &call, const Space &space, const Rule &rule);
};

} // namespace chatferry::sim
