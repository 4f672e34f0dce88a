// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/spaceaccess.h"

using namespace Qt::StringLiterals;

namespace chatferry::sim {

Space *SpaceAccess::find(Context &context, const Call &call, const Rule &rule, Answer &refusal)
{
    Space *space = context.world.space(call.vars.value(0));
    // a space that never was, was deleted, ran out or belongs to others looks the same from outside
    if (!space || !space->isAlive(call.now) || !allowed(context, call, *space, rule)) {
        refusal = Answer::denied();
        return nullptr;
    }
    return space;
}

bool SpaceAccess::allowed(const Context &context, const Call &call, const Space &space, const Rule &rule)
{
    static const ScopeSet import = scopes({"chat.import"_L1});
    static const ScopeSet bot = scopes({"chat.bot"_L1});
    if (space.importMode) {
        if (call.who.isApp())
            return rule.appInImport && (call.who.scopes & bot);
        return (rule.userInImport && (call.who.scopes & import)) || (call.who.scopes & rule.userInImportInstead);
    }
    if (call.who.isApp())
        return rule.appAfter && (call.who.scopes & bot);
    const bool isOpen = space.bornInImport &&
                        call.now < space.firstCall + std::chrono::days(context.options.windowDays) &&
                        context.options.importScopeAfterCompletion.contains(rule.method);
    if (!(call.who.scopes & rule.userAfter) && !(isOpen && (call.who.scopes & import)))
        return false;
    if (rule.mustBeManager)
        return space.isManager(call.who.user);
    return !rule.mustBeMember || space.isJoined(call.who.user);
}

} // namespace chatferry::sim
