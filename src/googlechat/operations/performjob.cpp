// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/operations/performjob.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry {

PerformJob::PerformJob(GoogleChatContext &context, const Operation &operation, const Outcomes &outcomes,
                       bool mayHaveActed, QObject *parent)
    : PerformResult(parent)
    , m_context(context)
    , m_operation(operation)
    , m_outcomes(outcomes)
    , m_mayHaveActed(mayHaveActed)
{
}

void PerformJob::stop()
{
    if (!m_child)
        return;
    m_child->disconnect(this);
    m_child->cancel();
    m_child->deleteLater();
    m_child = nullptr;
}

QString PerformJob::spaceName()
{
    const OperationOutcome *created = outcomeOf({m_operation.key.space, OperationKind::CreateSpace, 0, 0});
    if (created && !created->remote.isEmpty())
        return created->remote;
    endBug("no space name");
    return {};
}

const OperationOutcome *PerformJob::outcomeOf(OperationKind kind) const
{
    OperationKey key = m_operation.key;
    key.kind = kind;
    return outcomeOf(key);
}

const OperationOutcome *PerformJob::outcomeOf(const OperationKey &key) const
{
    const auto found = m_outcomes.constFind(key);
    return found == m_outcomes.constEnd() ? nullptr : &*found;
}

void PerformJob::endBug(const char *what)
{
    end(Error{.kind = Error::Kind::Bug,
              .what = QCoreApplication::translate("GoogleChat", "The program lost track of what this step needs."),
              .remedy = QCoreApplication::translate("GoogleChat", "Report this with the details."),
              .detail = u"%1: %2"_s.arg(operationKindName(m_operation.key.kind), QLatin1String(what))});
}

} // namespace chatferry
