// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/step.h"

using namespace Qt::StringLiterals;

namespace chatferry {

void Step::runMain(const Consent &) {}

void Step::act(const QString &) {}

QString stepStateIcon(StepState state)
{
    switch (state) {
    case StepState::ToDo:
        return u"circle"_s;
    case StepState::Running:
        return u"circle-play"_s;
    case StepState::Paused:
        return u"circle-pause"_s;
    case StepState::NeedsYou:
        return u"circle-alert"_s;
    case StepState::Stopped:
        return u"octagon-alert"_s;
    case StepState::Done:
    case StepState::Ready:
        return u"circle-check"_s;
    case StepState::Skipped:
        return u"circle-minus"_s;
    case StepState::Locked:
        return u"lock"_s;
    case StepState::CheckAgain:
        return u"refresh-cw"_s;
    }
    return {};
}

Tone stepStateTone(StepState state)
{
    switch (state) {
    case StepState::Running:
        return Tone::Info;
    case StepState::Paused:
    case StepState::NeedsYou:
    case StepState::CheckAgain:
        return Tone::Warn;
    case StepState::Stopped:
        return Tone::Err;
    case StepState::Done:
    case StepState::Ready:
        return Tone::Ok;
    case StepState::ToDo:
    case StepState::Skipped:
    case StepState::Locked:
        break;
    }
    return Tone::Idle;
}

QString stepStatePlainWord(const StepStatus &status)
{
    switch (status.state) {
    case StepState::ToDo:
        return Step::tr("To do");
    case StepState::Running:
        return Step::tr("Running");
    case StepState::Paused:
        return Step::tr("Paused");
    case StepState::NeedsYou:
        return Step::tr("Needs %L1").arg(status.needs);
    case StepState::Stopped:
        return Step::tr("Stopped");
    case StepState::Done:
        return Step::tr("Done");
    case StepState::Ready:
        return Step::tr("Ready");
    case StepState::Skipped:
        return Step::tr("Skipped");
    case StepState::Locked:
        return Step::tr("Locked");
    case StepState::CheckAgain:
        return Step::tr("Check again");
    }
    return {};
}

namespace {

/// A count says more than the word, except where the word asks for something.
bool showsCount(const StepStatus &status)
{
    return status.spacesPast >= 0 && status.spaces > 0 && status.state != StepState::NeedsYou &&
           status.state != StepState::Stopped && status.state != StepState::Locked &&
           status.state != StepState::CheckAgain && (status.state != StepState::ToDo || status.spacesPast > 0);
}

} // namespace

QString stepStateWord(const StepStatus &status)
{
    if (showsCount(status))
        return Step::tr("%L1/%L2", "spaces past this step / all spaces").arg(status.spacesPast).arg(status.spaces);
    return stepStatePlainWord(status);
}

QString stepRowName(const QString &title, int number, int steps, const StepStatus &status)
{
    QString name =
        Step::tr("%1, step %2 of %3, %4")
            .arg(title, QString::number(number), QString::number(steps), stepStatePlainWord(status).toLower());
    if (status.spacesPast >= 0 && status.spaces > 0)
        name += status.spaces == 1 ? Step::tr(", %L1 of 1 space").arg(status.spacesPast)
                                   : Step::tr(", %L1 of %L2 spaces").arg(status.spacesPast).arg(status.spaces);
    return name;
}

QString stepGroupTitle(StepGroup group)
{
    switch (group) {
    case StepGroup::Overview:
        break;
    case StepGroup::Prepare:
        return Step::tr("Prepare");
    case StepGroup::Plan:
        return Step::tr("Plan");
    case StepGroup::Move:
        return Step::tr("Move");
    case StepGroup::Finish:
        return Step::tr("Finish");
    }
    return {};
}

} // namespace chatferry
