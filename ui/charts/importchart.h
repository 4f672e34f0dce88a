// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"

#include <QStringList>
#include <QTimeZone>
#include <QWidget>

#include <optional>
#include <vector>

namespace chatferry {

class TimeAxis;

/// What the import chart draws. Shares are 0 to 1 of the work; rates in messages a second.
struct ImportCourse
{
    struct Point
    {
        UtcTime time;
        double share = 0;
    };
    struct Rate
    {
        UtcTime time; ///< From here on.
        double perSecond = 0;
    };
    struct Pause
    {
        UtcTime from;
        UtcTime to;
        QString word; ///< "paused", "no network".
    };
    UtcTime now{};
    std::vector<Point> plan = {};
    std::vector<Point> done = {};
    std::optional<UtcTime> end = {}; ///< Projection; empty before it is steady.
    std::optional<UtcTime> limit = {};
    std::vector<Rate> rates = {};
    double allowed = 0;
    std::vector<Pause> pauses = {};
};

/// How the import goes against plan and limit, and how fast (ux, chapter 5).
class ImportChart final : public QWidget
{
    Q_OBJECT
public:
    explicit ImportChart(QWidget *parent = nullptr);
    void setCourse(ImportCourse course, const QTimeZone &zone = QTimeZone::systemTimeZone());

    /// "61 % done, 4 % ahead of plan; all in by 15:05, 30 days before the nearest limit".
    QString summary() const;
    /// The course by hour as rows: hour, done, plan, rate.
    std::vector<QStringList> table() const;
    static QStringList tableTitles();
    QByteArray svg() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Frame;
    Frame frame(QSize size) const;
    void paint(QPainter &painter, QSize size) const;
    void paintCourse(QPainter &painter, const Frame &f) const;
    void paintRate(QPainter &painter, const Frame &f) const;
    double shareAt(const std::vector<ImportCourse::Point> &points, UtcTime time) const;
    double rateBetween(UtcTime from, UtcTime to) const;

    ImportCourse m_course;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

} // namespace chatferry
