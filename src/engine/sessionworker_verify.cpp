// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sessionworker.h"

#include <QCoreApplication>

namespace chatferry {

namespace {

Error notPossible()
{
    return {.kind = Error::Kind::Precondition,
            .what = QCoreApplication::translate("Session", "This build cannot read spaces back.")};
}

} // namespace

void SessionWorker::validateSpaces(const std::vector<qint64> &)
{
    if (begin(Activity::Validate))
        end(notPossible());
}

void SessionWorker::compareNewer(const QString &)
{
    if (begin(Activity::Reconcile))
        end(notPossible());
}

void SessionWorker::applyDifferences(const std::vector<qint64> &)
{
    if (begin(Activity::Reconcile))
        end(notPossible());
}

} // namespace chatferry
