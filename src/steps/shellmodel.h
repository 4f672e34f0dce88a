// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/countdown.h"
#include "steps/step.h"

#include <QObject>

#include <vector>

namespace chatferry {

/// What the frame around the pages shows, whatever step is open. The application implements it over the real objects.
/// Called on the window's thread; every answer is at hand.
class ShellModel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    struct Strip
    {
        QString icon = {}; ///< Of the running work; empty while nothing runs.
        Tone tone = Tone::Idle;
        QString work = {};  ///< "Importing design, about 9 minutes left"; empty: "Nothing is running".
        QString goTo = {};  ///< Key of the step a click opens.
        QString power = {}; ///< "This computer stays awake", "May fall asleep: the import pauses then"; may be empty.
        bool powerWarns = false;
    };
    enum class Saved { Saved, Saving, CannotSave };
    struct Running
    {
        QString sentence = {}; ///< "Import is running. 12 spaces are being imported."; empty: nothing runs.
        QString title = {};    ///< For the title bar: "61 % Import".
    };

    virtual QString projectName() const = 0; ///< Empty: no project is open.
    virtual QString destination() const = 0; ///< "Google Chat: northwind.example"; the part after "to ".
    virtual bool isRehearsal() const = 0;
    virtual std::vector<SpaceClock> clocks() const = 0;
    virtual UtcTime now() const = 0; ///< The server's clock.
    virtual CountdownSettings countdownSettings() const = 0;
    virtual QList<Trouble> runTroubles() const { return {}; } ///< Of reach "run": shown as bands on every page.
    virtual Strip strip() const { return {}; }
    virtual Saved saved() const { return Saved::Saved; }
    virtual QString cannotSaveReason() const { return {}; } ///< "disk full".
    virtual Running running() const { return {}; }

    /// A remedy of a run trouble was pressed.
    virtual void act(const QString &id) { Q_UNUSED(id) }
    virtual void pauseOrResume() {} ///< Ctrl+Shift+P.
    /// Ends running work within a second, then calls quit() of the shell by stoppedForQuit().
    virtual void stopForQuit() { Q_EMIT stoppedForQuit(); }

Q_SIGNALS:
    void changed(); ///< At most ten times a second.
    void stoppedForQuit();
};

} // namespace chatferry
