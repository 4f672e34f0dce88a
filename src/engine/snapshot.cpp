// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot.h"

using namespace Qt::StringLiterals;

namespace chatferry {

QString activityName(Activity activity)
{
    switch (activity) {
    case Activity::None:
        return u"none"_s;
    case Activity::Scan:
        return u"scan"_s;
    case Activity::Check:
        return u"check"_s;
    case Activity::Plan:
        return u"plan"_s;
    case Activity::Create:
        return u"create"_s;
    case Activity::Import:
        return u"import"_s;
    case Activity::Validate:
        return u"validate"_s;
    case Activity::Reconcile:
        return u"reconcile"_s;
    case Activity::Complete:
        return u"complete"_s;
    case Activity::Grant:
        return u"grant"_s;
    case Activity::RollBack:
        return u"roll-back"_s;
    case Activity::FetchFiles:
        return u"fetch-files"_s;
    }
    return {};
}

} // namespace chatferry
