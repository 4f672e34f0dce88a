// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace chatferry {

/// How far a deed reaches, and so how it is asked for.
enum class DeedLevel {
    Ours,       ///< Level A: nobody but this project notices; not asked, can be undone.
    Reversible, ///< Level B: the outside notices, it can be taken back; asked with Cancel as the default.
    Final,      ///< Level C: cannot be taken back; the count or the name is typed.
};

/// Something wrong or missing in one sentence, and the button that leads to its cure. Raised as data; a page draws it.
struct Hindrance
{
    QString text;      ///< One translated sentence.
    QString cure = {}; ///< Text of the button ("Show", "Go to Connect"); empty when there is none.
    QString goTo = {}; ///< Key of the step the button opens; empty when it stays on this page.
    QString act = {};  ///< What the step is asked to do then, see Step::act(); may be empty.

    friend bool operator==(const Hindrance &, const Hindrance &) = default;
};

/// What a person has to read and give before a deed of level B or C. Filled by a step, drawn by the shell.
struct Confirmation
{
    struct Tick
    {
        QString id;
        QString text;
        bool required = false; ///< The verb stays off until it is ticked. Never ticked beforehand.
    };

    DeedLevel level = DeedLevel::Reversible;
    QString title;       ///< "Complete 3 spaces in northwind.example": verb, count, thing, destination.
    QString destination; ///< "Google Chat: northwind.example".
    QStringList lines =
        {};           ///< Level B: what, how many, where, what starts, how to take it back. Level C: what is proven.
    QString now = {}; ///< Level C: how it is before.
    QString afterwards = {}; ///< Level C: how it will be.
    QList<Hindrance> cautions = {};
    QList<Tick> ticks = {};
    QStringList things =
        {};       ///< The rows concerned, one each: their number is what is typed; a single one is typed by name.
    QString verb; ///< Text of the button, verb, count and thing: "Complete 3 spaces". No mnemonic.
    QString prompt = {};     ///< Level C: "Type 3 to complete 3 spaces:".
    bool asksReason = false; ///< A reason is wanted and recorded.
};

/// What the person gave.
struct Consent
{
    QString typed = {};
    QString reason = {};
    QStringList ticked = {}; ///< Ids of the ticks set.
};

/// Whether what was typed names the deed: the number of things (digits of any script, spaces ignored), or, of a single
/// thing, its name (outer spaces and case ignored).
bool isTypedRight(const Confirmation &confirmation, const QString &typed);

/// Whether the verb may act: typed right where it must be, required ticks set, a reason given where one is asked for.
bool isComplete(const Confirmation &confirmation, const Consent &consent);

} // namespace chatferry
