// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "engine/snapshot.h"

#include <QString>

namespace chatferry {

/// How a command ends; part of the contract with scripts.
enum class ExitCode {
    AllDone = 0,
    ItemsFailed = 1, ///< Ended, but some items failed; they are listed.
    WrongInput = 2,
    NeedsPerson = 3, ///< Sign-in, set-up, confirmation, lock.
    OurFault = 4,
};

ExitCode exitCodeFor(const Error &error);

/// Results go to stdout, everything else to stderr.
class Console
{
public:
    static void result(const QString &text);
    static void say(const QString &text);
    /// The sentence, its remedy, and the detail in brackets.
    static void complain(const Error &error);
};

/// Progress on stderr: a bar that is drawn over on a terminal, else a line now and then.
class ProgressLine
{
public:
    ProgressLine();
    void show(const Snapshot &snapshot);
    void end();

private:
    QString line(const Snapshot &snapshot) const;
    bool m_terminal = false;
    bool m_drawn = false;
    qint64 m_lastMs = 0;
    Activity m_last = Activity::None;
};

} // namespace chatferry
