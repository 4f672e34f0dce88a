// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/problem.h"
#include "store/rows.h"

#include <QMetaType>

#include <optional>
#include <vector>

namespace chatferry {

/// When the parts of one space's way are expected to end.
struct SpaceForecast
{
    qint64 space = 0;
    qint64 conversation = 0;
    UtcTime created{};
    UtcTime imported{};
    UtcTime validated{};
    UtcTime reviewed{};
    UtcTime granted{};
    UtcTime limit{};
    bool fits() const { return granted <= limit; }
};

struct Forecast
{
    UtcTime from{};
    std::vector<SpaceForecast> spaces; ///< Riskiest (least time to spare) first.
    UtcTime end{};                     ///< The last grant.
    bool bandwidthIsGuess = true;
};

/// The sum that must close, in messages.
struct CarriedSum
{
    qint64 records = 0;  ///< Every record read.
    qint64 setAside = 0; ///< Became no message (joins, channel events, duplicates ...), by reason in the project.
    qint64 carried = 0;  ///< As they are.
    qint64 adapted = 0;  ///< Arrive changed; how is in the ledger.
    qint64 left = 0;     ///< Stay behind; why is in the ledger.
    bool closes() const { return records == setAside + carried + adapted + left; }
};

struct PlanResult
{
    int revision = 0;      ///< The last accepted one; 0 before the first.
    bool upToDate = false; ///< The accepted revision is what this plan says.
    std::vector<SpaceRow> spaces;
    std::vector<Problem> problems;
    std::vector<LedgerRow> ledger;
    CarriedSum sum;
    Forecast forecast;
};

/// What reading a people map came to.
struct PeopleMapOutcome
{
    int changed = 0;
    int unknown = 0; ///< Rows that name nobody of the export.
    QString error;   ///< Names row and column; empty: applied.
};

} // namespace chatferry

Q_DECLARE_METATYPE(chatferry::PlanResult)
Q_DECLARE_METATYPE(chatferry::PeopleMapOutcome)
