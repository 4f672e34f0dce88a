// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/confirmation.h"
#include "steps/progressfacts.h"
#include "steps/tone.h"
#include "steps/trouble.h"

#include <QObject>

#include <optional>

namespace chatferry {

/// What the side list shows of a step.
enum class StepState { ToDo, Running, Paused, NeedsYou, Stopped, Done, Ready, Skipped, Locked, CheckAgain };

/// The part of the journey a step stands in. Overview: the page before step 1, not in the list.
enum class StepGroup { Overview, Prepare, Plan, Move, Finish };

struct StepStatus
{
    StepState state = StepState::ToDo;
    int needs = 0;       ///< NeedsYou: how many things.
    int spacesPast = -1; ///< From Create on, once there are spaces: how many are past this step ...
    int spaces = 0;      ///< ... of how many; shown as "12/40".

    friend bool operator==(const StepStatus &, const StepStatus &) = default;
};

/// The one filled button of a page.
struct Action
{
    QString text =
        {}; ///< With mnemonic; verb, count, thing; "…" at the end when a question follows. Empty: no main action.
    QString icon = {}; ///< Name in resources/icons; may be empty. Another one while it runs.
    bool enabled = false;
    QString reasonOff = {}; ///< One sentence; never empty while off.
    bool running = false;   ///< Its work runs: the same button pauses it now.
    DeedLevel level = DeedLevel::Ours;

    friend bool operator==(const Action &, const Action &) = default;
};

/// One step of the wizard without its widgets. A page draws a Step and forwards clicks; tests drive it alone.
///
/// A step holds no rules: it asks the engine's facade and the read-only tables, and turns the answers into sentences.
/// It also keeps what the page shows (filter, selection), so that a page can be thrown away and made again.
/// Everything here is called on the thread of the window and returns at once.
class Step : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual QString key() const = 0; ///< Stable: "start", "source", "files", "connect", "people", "conversations", ...
    virtual QString title() const = 0;   ///< Noun or verb for the side list: "Source", "Grant access".
    virtual QString purpose() const = 0; ///< The one sentence under the title.
    virtual QString icon() const = 0;    ///< Name in resources/icons.
    virtual StepGroup group() const = 0;
    virtual StepStatus state() const = 0;

    virtual QList<Hindrance> problems() const { return {}; }       ///< Why Next is off; empty means it is on.
    virtual std::optional<Hindrance> remark() const { return {}; } ///< Beside a Next that is on: what it would cost.
    virtual std::optional<Hindrance> lookingAhead() const { return {}; } ///< Locked: what has to come first.
    virtual QList<Trouble> troubles() const { return {}; } ///< Blocks of reach "step", most pressing first.

    virtual Action mainAction() const { return {}; }
    /// What is asked before runMain(); empty when the main action asks nothing, and while it would pause.
    virtual std::optional<Confirmation> confirmation() const { return {}; }
    /// Starts, pauses or resumes, whatever mainAction() says now. With the consent when there was a confirmation().
    virtual void runMain(const Consent &consent);
    /// A remedy, cure or door of this step was pressed. Unknown ids are ignored.
    virtual void act(const QString &id);

    virtual void enter() {}   ///< Shown, going forward or back; idempotent; sends nothing.
    virtual void leave() {}   ///< Hidden; ends what only this page needs.
    virtual void refresh() {} ///< F5: look again.

    virtual QString undoText() const { return {}; } ///< "policy of 9 people"; empty when there is nothing to undo.
    virtual QString redoText() const { return {}; }
    virtual void undo() {}
    virtual void redo() {}

Q_SIGNALS:
    /// Anything above may answer differently now. At most ten times a second.
    void changed();
    /// Asks the shell to open another step; never emitted unasked.
    void goTo(const QString &key);
};

QString stepStateIcon(StepState state); ///< Name in resources/icons.
Tone stepStateTone(StepState state);
/// "To do", "Running", "Needs 2": without a count of spaces.
QString stepStatePlainWord(const StepStatus &status);
/// "To do", "Needs 2", "12/40".
QString stepStateWord(const StepStatus &status);
/// The name of a row for a screen reader: "Import, step 9 of 13, running, 12 of 40 spaces".
QString stepRowName(const QString &title, int number, int steps, const StepStatus &status);
QString stepGroupTitle(StepGroup group);

} // namespace chatferry
