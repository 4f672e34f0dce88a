// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timeaxis.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

using namespace std::chrono_literals;

namespace chatferry {

namespace {

constexpr double kCutWidth = 24;
constexpr double kAfterCut = 0.16; ///< Share of the width that is left for what follows the break.

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(TimeAxis)
};

double seconds(UtcTime from, UtcTime to)
{
    return std::chrono::duration<double>(to - from).count();
}

QDateTime local(UtcTime time, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count(), zone);
}

UtcTime utc(const QDateTime &time)
{
    return UtcTime(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

} // namespace

TimeAxis::TimeAxis(UtcTime from, UtcTime to, double left, double right, QTimeZone zone, std::optional<Cut> cut)
    : m_from(from)
    , m_to(std::max(to, from + 1min))
    , m_left(left)
    , m_right(std::max(right, left + 1))
    , m_zone(std::move(zone))
    , m_cut(cut)
{
    if (m_cut && (m_cut->from <= m_from || m_cut->to >= m_to || m_cut->to <= m_cut->from))
        m_cut.reset();
}

double TimeAxis::x(UtcTime time) const
{
    const auto between = [](UtcTime at, UtcTime from, UtcTime to, double left, double right) {
        return left + (right - left) * std::clamp(seconds(from, at) / std::max(1.0, seconds(from, to)), 0.0, 1.0);
    };
    if (!m_cut)
        return between(time, m_from, m_to, m_left, m_right);
    const double after = m_right - (m_right - m_left) * kAfterCut;
    const double before = after - kCutWidth;
    if (time <= m_cut->from)
        return between(time, m_from, m_cut->from, m_left, before);
    if (time < m_cut->to)
        return between(time, m_cut->from, m_cut->to, before, after);
    return between(time, m_cut->to, m_to, after, m_right);
}

double TimeAxis::cutX() const
{
    return m_right - (m_right - m_left) * kAfterCut - kCutWidth / 2;
}

std::vector<TimeAxis::Tick> TimeAxis::ticks(double labelWidth) const
{
    const UtcTime to = m_cut ? m_cut->from : m_to;
    const double width = x(to) - m_left;
    const double span = std::max(1.0, seconds(m_from, to));
    const double most = std::max(1.0, width / std::max(1.0, labelWidth));
    const double wanted = span / most;
    // Steps people count in; a step that fits is never cut down to a fraction of a day.
    static constexpr int kMinutes[] = {15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 20160, 40320};
    int step = kMinutes[std::size(kMinutes) - 1];
    for (const int candidate : kMinutes) {
        if (candidate * 60.0 >= wanted) {
            step = candidate;
            break;
        }
    }
    std::vector<Tick> ticks;
    const QLocale locale;
    const bool days = step >= 1440;
    QDateTime at = local(m_from, m_zone);
    at = QDateTime(at.date(), QTime(0, 0), m_zone);
    if (step >= 10080)
        at = at.addDays(1 - at.date().dayOfWeek());
    for (int guard = 0; guard < 10000 && utc(at) <= to; ++guard) {
        if (utc(at) >= m_from) {
            const bool midnight = at.time() == QTime(0, 0);
            const QString format = days || midnight ? Words::tr("ddd d MMM", "format of a day on an axis")
                                                    : Words::tr("HH:mm", "format of a time on an axis");
            const double where = x(utc(at));
            if (ticks.empty() || where - ticks.back().x >= labelWidth)
                ticks.push_back({where, locale.toString(at, format)});
        }
        at = days ? at.addDays(step / 1440) : at.addSecs(qint64(step) * 60);
    }
    return ticks;
}

} // namespace chatferry
