// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"

#include <QTimeZone>
#include <QWidget>

#include <vector>

namespace chatferry {

/// One space on the forecast, or its parts' ends.
struct ForecastBar
{
    QString name;
    UtcTime created;
    UtcTime imported;
    UtcTime validated;
    UtcTime reviewed;
    UtcTime granted;
    UtcTime limit;
};

/// The forecast as bars against limits (ux, chapter 5). Its text equivalents are summary() and sentences(); the same
/// rows stand in a table beside it.
class ForecastChart final : public QWidget
{
    Q_OBJECT
public:
    struct Off
    {
        UtcTime from;
        UtcTime to;
    };

    explicit ForecastChart(QWidget *parent = nullptr);
    /// @p bars riskiest first. Over 30 the rest folds into waves by the day they begin.
    void setBars(std::vector<ForecastBar> bars, UtcTime now, const QTimeZone &zone = QTimeZone::systemTimeZone());
    void setOffHours(std::vector<Off> hours); ///< When the machine may not run.
    void setHasLimits(bool limits);           ///< False for destinations without deadline.

    int rows() const { return static_cast<int>(m_rows.size()); }
    int currentRow() const { return m_current; }
    void setCurrentRow(int row);
    void activate(int row); ///< Unfolds a wave.
    /// "general: import 23 Nov 10:22 to 15:05, granted 27 Nov, limit 23 Dec, 26 days to spare".
    QString sentence(int row) const;
    QByteArray svg() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentRowChanged(int row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Row
    {
        ForecastBar bar;
        int more = 0; ///< A wave of so many spaces; 0: one space.
        std::vector<ForecastBar> inside = {};
    };
    struct Measures;
    Measures measures(int width) const;
    void paint(QPainter &painter, int width, bool interactive) const;
    void paintAxis(QPainter &painter, const Measures &m) const;
    void paintRow(QPainter &painter, const Measures &m, int row) const;
    int rowAt(int y) const;
    void told();

    std::vector<Row> m_rows;
    std::vector<Off> m_off;
    UtcTime m_now{};
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    int m_current = 0;
    bool m_limits = true;
};

} // namespace chatferry
