// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"

#include <QRectF>
#include <QString>
#include <QTimeZone>

#include <optional>
#include <vector>

namespace chatferry {

/// Where a moment stands on a horizontal time axis, and which labels fit below it.
///
/// With a cut the stretch between two moments takes a fixed narrow width, drawn as a break, so that what happens in
/// hours is still seen beside a limit a month away.
class TimeAxis
{
public:
    struct Cut
    {
        UtcTime from;
        UtcTime to;
    };
    struct Tick
    {
        double x = 0;
        QString label;
    };

    TimeAxis(UtcTime from, UtcTime to, double left, double right, QTimeZone zone, std::optional<Cut> cut = {});
    double x(UtcTime time) const;
    /// Hours, days or weeks, as many as @p labelWidth lets stand side by side; never on the break.
    std::vector<Tick> ticks(double labelWidth) const;
    bool hasCut() const { return m_cut.has_value(); }
    double cutX() const; ///< The middle of the break.
    UtcTime from() const { return m_from; }
    UtcTime to() const { return m_to; }

private:
    UtcTime m_from;
    UtcTime m_to;
    double m_left;
    double m_right;
    QTimeZone m_zone;
    std::optional<Cut> m_cut;
};

} // namespace chatferry
