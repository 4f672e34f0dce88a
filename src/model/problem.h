// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace chatferry {

/// Something a person should know of. Data, not a log line.
struct Problem
{
    enum class Severity {
        Note,    ///< Worth knowing.
        Warning, ///< Costs something; the run goes on.
        Stop,    ///< Must be settled before the stage it concerns can start.
    };

    Severity severity = Severity::Warning;
    QString code;  ///< Stable key for tests and JSON ("direct-talks-undecided").
    QString where; ///< The file and record, conversation or person it concerns, for people; may be empty.
    QString text;  ///< One translated sentence, remedy included.

    friend bool operator==(const Problem &, const Problem &) = default;
};

QString severityName(Problem::Severity severity); ///< "note", "warning", "stop".

} // namespace chatferry
