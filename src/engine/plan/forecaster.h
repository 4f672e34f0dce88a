// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan/conversationtally.h"
#include "engine/plan/planresult.h"
#include "engine/plan/runninghours.h"
#include "quota/quotaprofile.h"

#include <map>
#include <vector>

namespace chatferry {

/// What one call of each class takes from the limits. The names are those of the profile; a limit that the profile does
/// not have costs nothing. A destination with other costs gives its own.
struct CallCosts
{
    std::vector<QuotaCost> createSpace;
    std::vector<QuotaCost> message;
    std::vector<QuotaCost> reaction;
    std::vector<QuotaCost> file;
    std::vector<QuotaCost> membership;
    std::vector<QuotaCost> listPage; ///< A page of 1,000 messages read back.
    std::vector<QuotaCost> member;
    static CallCosts usual();
};

/// What is still to be done for one space.
struct SpaceWork
{
    qint64 space = 0;
    qint64 conversation = 0;
    QString slice;
    SpaceRow::Stage stage = SpaceRow::Stage::Planned;
    std::optional<UtcTime> firstAttempt;
    std::optional<UtcTime> limit;
    qint64 messages = 0;
    qint64 reactions = 0;
    qint64 files = 0;
    qint64 fileBytes = 0;
    qint64 memberships = 0;
    qint64 listed = 0; ///< Messages that validation reads back.
    qint64 members = 0;
    std::map<int, YearShare> years;
};

struct ForecastRules
{
    UtcTime from{};
    int windowDays = 30;
    int reviewDays = 2;
    RunningHours hours;
    double bytesPerSecond = 10e6;
    bool bandwidthIsGuess = true;
};

/// What would bring a space that does not fit inside its window.
enum class Advice {
    SplitByYear, ///< One space for each year.
    CreateLater, ///< It fits when it is created once the others are done.
    NarrowDates, ///< Only less would fit.
};

/// Says when each space will be done, in virtual time: all spaces are created at the start, imported together with the
/// longest first, read back, reviewed for days, and opened.
///
/// The arithmetic is that of steady rates: in each of many small steps the calls a second that the limits admit are
/// given to the spaces in the order in which the dispatcher would serve them. Single calls do not matter over hours and
/// days.
class Forecaster
{
public:
    explicit Forecaster(const QuotaProfile &profile, CallCosts costs = CallCosts::usual());

    Forecast forecast(const std::vector<SpaceWork> &spaces, const ForecastRules &rules) const;

    /// For each space that does not fit, by position in @p spaces.
    std::map<size_t, Advice> advice(const std::vector<SpaceWork> &spaces, const ForecastRules &rules) const;

private:
    std::vector<SpaceForecast> inOrder(const std::vector<SpaceWork> &spaces, const ForecastRules &rules) const;
    /// Seconds of work from the start until each space is imported.
    std::vector<double> importSeconds(const std::vector<SpaceWork> &spaces, double bytesPerSecond) const;
    /// Calls a second that all limits of @p costs admit for one space alone.
    double rate(const std::vector<QuotaCost> &costs) const;

    QuotaProfile m_profile;
    CallCosts m_costs;
};

} // namespace chatferry
