// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"

#include <QStringList>

#include <vector>

namespace chatferry {

/// One link of the chain between this computer and the right to write at the destination.
struct ConnectionCheck
{
    enum class State { Waiting, Running, Passed, Warned, Failed };
    QString key;   ///< "key", "clock", "token", "delegation", "authors", "directory", "drive", "app", "trial".
    QString title; ///< For people: "Delegation".
    State state = State::Waiting;
    QString sentence; ///< What was found: "chat.import missing".
    QString remedy;
    QString consolePath;    ///< "Admin console > Security > API controls > Domain-wide delegation".
    QString consoleAddress; ///< To open in a browser.
    std::vector<std::pair<QString, QString>> values; ///< Label and value to copy: ("Client ID", "104...").
    QString detail;                                  ///< Redacted.
};

QString stateName(ConnectionCheck::State state); ///< "waiting", "running", "passed", "warned", "failed".

/// Walks the chain link by link. Ends with every check that was reached; later ones stay Waiting after a failed one
/// they need.
class ConnectionCheckJob : public ResultJob<std::vector<ConnectionCheck>>
{
    Q_OBJECT
public:
    using ResultJob::ResultJob;
Q_SIGNALS:
    void changed(const chatferry::ConnectionCheck &check);
};

} // namespace chatferry
