// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/importchart.h"

#include "steps/humanwords.h"
#include "ui/charts/timeaxis.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QBuffer>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

using namespace std::chrono_literals;

namespace chatferry {

namespace {

using Points = std::vector<ImportCourse::Point>;

/// An end within a day is said as a time, a later one with its day.
QString endText(UtcTime end, UtcTime now, const QTimeZone &zone)
{
    return end - now < 20h ? clockText(end, zone) : momentText(end, zone);
}

} // namespace

struct ImportChart::Frame
{
    QRectF course;
    QRectF rate;
    TimeAxis axis{UtcTime{}, UtcTime{}, 0, 1, QTimeZone::utc()};
};

ImportChart::ImportChart(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Import chart"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
}

void ImportChart::setCourse(ImportCourse course, const QTimeZone &zone)
{
    m_course = std::move(course);
    m_zone = zone;
    setAccessibleDescription(summary());
    setToolTip(summary());
    update();
}

double ImportChart::shareAt(const Points &points, UtcTime time) const
{
    if (points.empty() || time < points.front().time)
        return 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (time > points[i].time)
            continue;
        const double span = std::chrono::duration<double>(points[i].time - points[i - 1].time).count();
        const double part = std::chrono::duration<double>(time - points[i - 1].time).count();
        return points[i - 1].share + (points[i].share - points[i - 1].share) * (span > 0 ? part / span : 1);
    }
    return points.back().share;
}

QString ImportChart::summary() const
{
    if (m_course.done.empty())
        return tr("Nothing is imported yet.");
    QString text = tr("%1 done").arg(percentText(m_course.done.back().share));
    if (!m_course.plan.empty()) {
        const double ahead = m_course.done.back().share - shareAt(m_course.plan, m_course.now);
        const int percent = static_cast<int>(std::lround(std::abs(ahead) * 100));
        if (percent == 0)
            text = tr("%1, on plan").arg(text);
        else
            text = (ahead > 0 ? tr("%1, %2 ahead of plan") : tr("%1, %2 behind plan"))
                       .arg(text, percentText(percent / 100.0));
    }
    if (!m_course.end)
        return text;
    const QString end = endText(*m_course.end, m_course.now, m_zone);
    if (!m_course.limit)
        return tr("%1; all in by %2").arg(text, end);
    const auto slack = std::chrono::floor<std::chrono::seconds>(*m_course.limit - *m_course.end);
    if (slack < 0s)
        return tr("%1; all in by %2, %3 after the nearest limit").arg(text, end, spanText(-slack));
    // As the chip says it: far from the limit the nearest whole number of days.
    const QString days = slack < 24h * 7 ? spanText(slack) : daysText((slack + 12h) / 24h);
    return tr("%1; all in by %2, %3 before the nearest limit").arg(text, end, days);
}

double ImportChart::rateBetween(UtcTime from, UtcTime to) const
{
    double sum = 0;
    double span = 0;
    for (std::size_t i = 0; i < m_course.rates.size(); ++i) {
        const UtcTime start = std::max(from, m_course.rates[i].time);
        const UtcTime end = std::min(to, i + 1 < m_course.rates.size() ? m_course.rates[i + 1].time : m_course.now);
        const double seconds = std::chrono::duration<double>(end - start).count();
        if (seconds <= 0)
            continue;
        sum += m_course.rates[i].perSecond * seconds;
        span += seconds;
    }
    return span > 0 ? sum / span : 0;
}

QStringList ImportChart::tableTitles()
{
    return {tr("Until"), tr("Done"), tr("Plan"), tr("Messages a second")};
}

std::vector<QStringList> ImportChart::table() const
{
    std::vector<QStringList> rows;
    if (m_course.done.empty())
        return rows;
    UtcTime from = m_course.done.front().time;
    const UtcTime last = m_course.done.back().time;
    while (from < last && rows.size() < 24 * 60) {
        const UtcTime to = std::min(last, UtcTime(std::chrono::floor<std::chrono::hours>(from) + 1h));
        rows.push_back({momentText(to, m_zone), percentText(shareAt(m_course.done, to)),
                        m_course.plan.empty() ? QStringLiteral("-") : percentText(shareAt(m_course.plan, to)),
                        QLocale().toString(rateBetween(from, to), 'f', 1)});
        from = to;
    }
    return rows;
}

QSize ImportChart::sizeHint() const
{
    return {lh(40), lh(17)};
}

QSize ImportChart::minimumSizeHint() const
{
    return {lh(18), lh(14)};
}

ImportChart::Frame ImportChart::frame(QSize size) const
{
    Frame f;
    const double left =
        std::max(lh(3), QFontMetrics(fontFor(TextSize::Small)).horizontalAdvance(tr("a second")) + lh(0.6));
    const double right = size.width() - lh(1);
    const double rateHeight = lh(4);
    f.rate = QRectF(left, size.height() - rateHeight - lh(0.5), right - left, rateHeight);
    f.course = QRectF(left, lh(2.8), right - left, f.rate.top() - lh(2) - lh(2.8));

    UtcTime first = m_course.done.empty() ? m_course.now : m_course.done.front().time;
    if (!m_course.plan.empty())
        first = std::min(first, m_course.plan.front().time);
    UtcTime work = std::max(m_course.now, m_course.end.value_or(m_course.now));
    if (!m_course.plan.empty())
        work = std::max(work, m_course.plan.back().time);
    work += std::max<Micros>(work - first, Micros(60'000'000)) / 20;
    UtcTime last = work;
    std::optional<TimeAxis::Cut> cut;
    if (m_course.limit && *m_course.limit > work) {
        const auto span = work - first;
        last = *m_course.limit + std::max<Micros>(span / 20, Micros(60'000'000));
        // A limit weeks away would press the work into a line: the gap between gets a break mark.
        if (*m_course.limit - work > span)
            cut = TimeAxis::Cut{work, *m_course.limit - span / 20};
    }
    f.axis = TimeAxis(first, last, f.course.left(), f.course.right(), m_zone, cut);
    return f;
}

void ImportChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, size());
    if (hasFocus())
        paintFocusRing(painter, rect());
}

QByteArray ImportChart::svg() const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    const QSize size = QSize(lh(40), lh(17)).expandedTo(this->size());
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setTitle(accessibleName());
    QPainter painter(&generator);
    paint(painter, size);
    painter.end();
    return bytes;
}

void ImportChart::paint(QPainter &painter, QSize size) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(0, 0), size), colours().base);
    const Frame f = frame(size);
    paintCourse(painter, f);
    paintRate(painter, f);
}

void ImportChart::paintCourse(QPainter &painter, const Frame &f) const
{
    const Colours &c = colours();
    const QFont small = fontFor(TextSize::Small);
    const QFontMetrics metrics(small);
    painter.setFont(small);
    const auto y = [&](double share) { return f.course.bottom() - f.course.height() * share; };
    for (const double share : {0.0, 0.5, 1.0}) {
        QColor line = c.border;
        line.setAlphaF(share == 0 ? 1.0F : 0.35F);
        painter.setPen(line);
        painter.drawLine(QPointF(f.course.left(), y(share)), QPointF(f.course.right(), y(share)));
        painter.setPen(c.secondary);
        painter.drawText(QRectF(0, y(share) - lh(0.5), f.course.left() - lh(0.3), lh(1)),
                         Qt::AlignRight | Qt::AlignVCenter, percentText(share));
    }
    const double labelWidth = metrics.horizontalAdvance(tr("Wed 23 Dec")) + lh(1);
    for (const TimeAxis::Tick &tick : f.axis.ticks(labelWidth)) {
        painter.setPen(c.border);
        painter.drawLine(QPointF(tick.x, f.course.bottom()), QPointF(tick.x, f.course.bottom() + lh(0.25)));
        painter.setPen(c.secondary);
        painter.drawText(QRectF(tick.x - labelWidth / 2, f.course.bottom() + lh(0.3), labelWidth, lh(1)),
                         Qt::AlignCenter, tick.label);
    }
    if (f.axis.hasCut()) {
        const double x = f.axis.cutX();
        painter.fillRect(QRectF(x - 5, f.course.bottom() - lh(0.5), 10, lh(1)), c.base);
        painter.setPen(QPen(c.text, 1.5));
        for (const double offset : {-4.0, 4.0})
            painter.drawLine(QPointF(x + offset - 3, f.course.bottom() + lh(0.4)),
                             QPointF(x + offset + 3, f.course.bottom() - lh(0.4)));
    }
    const auto line = [&](const Points &points) {
        QPainterPath path;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const QPointF at(f.axis.x(points[i].time), y(points[i].share));
            if (i == 0)
                path.moveTo(at);
            else
                path.lineTo(at);
        }
        return path;
    };
    painter.setBrush(Qt::NoBrush);
    if (!m_course.plan.empty()) {
        painter.setPen(QPen(c.chartGrey, 1.5, Qt::DashLine));
        painter.drawPath(line(m_course.plan));
        // The label stands below the line, away from where the work is now.
        const double done = m_course.done.empty() ? 0 : m_course.done.back().share;
        const double share = m_course.plan.back().share * (done < 0.5 ? 0.8 : 0.2);
        UtcTime at = m_course.plan.front().time;
        for (std::size_t i = 1; i < m_course.plan.size(); ++i) {
            const auto &[from, low] = m_course.plan[i - 1];
            const auto &[to, high] = m_course.plan[i];
            if (share < low || share > high || high <= low)
                continue;
            at = from + std::chrono::duration_cast<Micros>((to - from) * ((share - low) / (high - low)));
            break;
        }
        painter.drawText(QRectF(f.axis.x(at) + lh(0.3), y(share), lh(4), lh(1)), Qt::AlignLeft | Qt::AlignVCenter,
                         tr("plan"));
    }
    if (!m_course.done.empty()) {
        const auto &last = m_course.done.back();
        const QPointF tip(f.axis.x(last.time), y(last.share));
        painter.setPen(QPen(c.chartBlue, 3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(line(m_course.done));
        if (m_course.end) {
            const QPointF end(f.axis.x(*m_course.end), y(1));
            painter.setPen(QPen(c.chartBlue, 2, Qt::DotLine));
            painter.drawLine(tip, end);
            painter.setPen(c.chartBlue);
            const QString text = tr("done about %1").arg(endText(*m_course.end, m_course.now, m_zone));
            const double width = metrics.horizontalAdvance(text) + 4;
            const double left = std::clamp(end.x() - width / 2, f.course.left(), f.course.right() - width);
            painter.drawText(QRectF(left, end.y() - lh(1.2), width, lh(1)), Qt::AlignCenter, text);
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.chartBlue);
        painter.drawEllipse(tip, lh(0.3), lh(0.3));
        painter.setPen(c.chartBlue);
        const QString text = percentText(last.share);
        painter.drawText(QRectF(tip.x() + lh(0.5), tip.y() + lh(0.1), lh(4), lh(1)), Qt::AlignLeft | Qt::AlignVCenter,
                         text);
    }
    if (m_course.limit) {
        const double x = f.axis.x(*m_course.limit);
        painter.setPen(QPen(c.text, 2));
        painter.drawLine(QPointF(x, f.course.top() - lh(1.4)), QPointF(x, f.course.bottom()));
        const QString text = tr("nearest limit %1").arg(dayText(*m_course.limit, m_zone));
        const double width = metrics.horizontalAdvance(text) + 4;
        painter.drawText(
            QRectF(std::min(x - width / 2, f.course.right() + lh(0.8) - width), f.course.top() - lh(2.6), width, lh(1)),
            Qt::AlignCenter, text);
    }
}

void ImportChart::paintRate(QPainter &painter, const Frame &f) const
{
    const Colours &c = colours();
    const QFont small = fontFor(TextSize::Small);
    painter.setFont(small);
    double most = m_course.allowed;
    for (const ImportCourse::Rate &rate : m_course.rates)
        most = std::max(most, rate.perSecond);
    most = std::max(1.0, most * 1.15);
    const auto y = [&](double rate) { return f.rate.bottom() - f.rate.height() * rate / most; };
    painter.setPen(c.border);
    painter.drawLine(f.rate.bottomLeft(), f.rate.bottomRight());
    for (const ImportCourse::Pause &pause : m_course.pauses) {
        const QRectF span(f.axis.x(pause.from), f.rate.top(), std::max(3.0, f.axis.x(pause.to) - f.axis.x(pause.from)),
                          f.rate.height());
        painter.fillRect(span, QBrush(c.chartGrey, Qt::BDiagPattern));
        const QFontMetrics metrics(small);
        const double width = metrics.horizontalAdvance(pause.word) + 6;
        const QRectF plate(span.center().x() - width / 2, span.center().y() - lh(0.5), width, lh(1));
        painter.fillRect(plate, c.base);
        painter.setPen(c.text);
        painter.drawText(plate, Qt::AlignCenter, pause.word);
    }
    if (!m_course.rates.empty()) {
        QPainterPath path;
        for (std::size_t i = 0; i < m_course.rates.size(); ++i) {
            const double left = f.axis.x(m_course.rates[i].time);
            const UtcTime until = i + 1 < m_course.rates.size() ? m_course.rates[i + 1].time : m_course.now;
            const double level = y(m_course.rates[i].perSecond);
            if (i == 0)
                path.moveTo(left, level);
            else
                path.lineTo(left, level);
            path.lineTo(f.axis.x(until), level);
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(c.chartBlue, 1.5));
        painter.drawPath(path);
    }
    if (m_course.allowed > 0) {
        painter.setPen(QPen(c.chartGrey, 1, Qt::DashLine));
        painter.drawLine(QPointF(f.rate.left(), y(m_course.allowed)), QPointF(f.rate.right(), y(m_course.allowed)));
        const QString text = tr("%1 allowed").arg(QLocale().toString(m_course.allowed, 'f', 0));
        painter.drawText(QRectF(f.rate.right() - lh(8), y(m_course.allowed) - lh(1), lh(8), lh(1)),
                         Qt::AlignRight | Qt::AlignBottom, text);
    }
    painter.setPen(c.secondary);
    painter.drawText(QRectF(0, f.rate.top(), f.rate.left() - lh(0.3), lh(2)), Qt::AlignRight | Qt::AlignTop,
                     tr("a second"));
}

} // namespace chatferry
