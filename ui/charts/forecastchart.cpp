// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/forecastchart.h"

#include "steps/humanwords.h"
#include "ui/charts/timeaxis.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QBuffer>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QSvgGenerator>
#include <QToolTip>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace chatferry {

namespace {

constexpr std::size_t kMostRows = 30;

/// "2 days late", rounded up; what is to spare is rounded down.
QString slackText(std::chrono::seconds slack, bool &late)
{
    late = slack < 0s;
    const auto days = late ? (-slack + 24h - 1s) / 24h : slack / 24h;
    if (late)
        return -slack < 24h ? ForecastChart::tr("%1 late").arg(spanText(-slack))
                            : ForecastChart::tr("%1 late").arg(daysText(days));
    return slack < 24h ? spanText(slack) : daysText(days);
}

std::chrono::seconds slackOf(const ForecastBar &bar)
{
    return std::chrono::floor<std::chrono::seconds>(bar.limit - bar.granted);
}

} // namespace

struct ForecastChart::Measures
{
    double nameWidth = 0;
    double plotLeft = 0;
    double plotRight = 0;
    double axisHeight = 0;
    double rowHeight = 0;
    TimeAxis axis{UtcTime{}, UtcTime{}, 0, 1, QTimeZone::utc()};
};

ForecastChart::ForecastChart(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Forecast chart"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
}

void ForecastChart::setBars(std::vector<ForecastBar> bars, UtcTime now, const QTimeZone &zone)
{
    m_now = now;
    m_zone = zone;
    m_rows.clear();
    const std::size_t alone = bars.size() > kMostRows ? kMostRows - 1 : bars.size();
    for (std::size_t i = 0; i < alone; ++i)
        m_rows.push_back({bars[i]});
    std::map<QDate, std::vector<ForecastBar>> waves;
    for (std::size_t i = alone; i < bars.size(); ++i) {
        const auto day = QDateTime::fromMSecsSinceEpoch(toMicros(bars[i].created) / 1000, zone).date();
        waves[day].push_back(bars[i]);
    }
    for (auto &[day, inside] : waves) {
        Row row{inside.front(), static_cast<int>(inside.size())};
        // A wave ends with its last space and is measured by its nearest limit.
        for (const ForecastBar &bar : inside) {
            row.bar.created = std::min(row.bar.created, bar.created);
            row.bar.imported = std::max(row.bar.imported, bar.imported);
            row.bar.validated = std::max(row.bar.validated, bar.validated);
            row.bar.reviewed = std::max(row.bar.reviewed, bar.reviewed);
            row.bar.granted = std::max(row.bar.granted, bar.granted);
            row.bar.limit = std::min(row.bar.limit, bar.limit);
        }
        row.bar.name = m_limits ? tr("%1 more, nearest limit %2").arg(countText(row.more), dayText(row.bar.limit, zone))
                                : tr("%1 more").arg(countText(row.more));
        row.inside = std::move(inside);
        m_rows.push_back(std::move(row));
    }
    m_current = std::clamp(m_current, 0, std::max(0, rows() - 1));
    updateGeometry();
    update();
    told();
}

void ForecastChart::setOffHours(std::vector<Off> hours)
{
    m_off = std::move(hours);
    update();
}

void ForecastChart::setHasLimits(bool limits)
{
    m_limits = limits;
    update();
}

void ForecastChart::setCurrentRow(int row)
{
    row = std::clamp(row, 0, std::max(0, rows() - 1));
    if (row == m_current)
        return;
    m_current = row;
    update();
    told();
    Q_EMIT currentRowChanged(row);
}

void ForecastChart::activate(int row)
{
    if (row < 0 || row >= rows() || m_rows[static_cast<std::size_t>(row)].more == 0)
        return;
    std::vector<ForecastBar> inside = std::move(m_rows[static_cast<std::size_t>(row)].inside);
    m_rows.erase(m_rows.begin() + row);
    std::vector<Row> unfolded;
    for (ForecastBar &bar : inside)
        unfolded.push_back({std::move(bar)});
    m_rows.insert(m_rows.begin() + row, std::make_move_iterator(unfolded.begin()),
                  std::make_move_iterator(unfolded.end()));
    updateGeometry();
    update();
    told();
}

QString ForecastChart::sentence(int row) const
{
    if (row < 0 || row >= rows())
        return {};
    const Row &shown = m_rows[static_cast<std::size_t>(row)];
    const ForecastBar &bar = shown.bar;
    const QString from = tr("%1 %2", "day, time").arg(dayText(bar.created, m_zone), clockText(bar.created, m_zone));
    const bool sameDay = dayText(bar.created, m_zone) == dayText(bar.imported, m_zone);
    const QString to =
        sameDay ? clockText(bar.imported, m_zone)
                : tr("%1 %2", "day, time").arg(dayText(bar.imported, m_zone), clockText(bar.imported, m_zone));
    const QString begin =
        tr("%1: import %2 to %3, granted %4").arg(oneLine(bar.name), from, to, dayText(bar.granted, m_zone));
    if (!m_limits)
        return begin;
    bool late = false;
    const QString slack = slackText(slackOf(bar), late);
    return late ? tr("%1, limit %2, %3").arg(begin, dayText(bar.limit, m_zone), slack)
                : tr("%1, limit %2, %3 to spare").arg(begin, dayText(bar.limit, m_zone), slack);
}

QByteArray ForecastChart::svg() const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    const QSize size(std::max(width(), lh(40)), sizeHint().height());
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setTitle(accessibleName());
    QPainter painter(&generator);
    painter.setFont(font());
    paint(painter, size.width(), false);
    painter.end();
    return bytes;
}

QSize ForecastChart::sizeHint() const
{
    return {lh(40), qRound(lh(3) + std::max(1, rows()) * std::max(24.0, lh() * 1.6) + lh(0.5))};
}

QSize ForecastChart::minimumSizeHint() const
{
    return {lh(20), sizeHint().height()};
}

ForecastChart::Measures ForecastChart::measures(int width) const
{
    Measures m;
    const QFontMetrics metrics(font());
    int longest = lh(5);
    UtcTime first = m_now;
    UtcTime last = m_now + 24h;
    for (const Row &row : m_rows) {
        longest = std::max(longest, metrics.horizontalAdvance(row.bar.name));
        first = std::min(first, row.bar.created);
        last = std::max(last, row.bar.granted);
        if (m_limits)
            last = std::max(last, row.bar.limit);
    }
    m.nameWidth = std::min<double>(longest, std::min(lh(14), width / 3));
    m.plotLeft = m.nameWidth + lh(0.7);
    m.plotRight = width - lh(m_limits ? 5 : 1);
    m.axisHeight = lh(3);
    m.rowHeight = std::max(24.0, lh() * 1.6);
    const auto margin = (last - first) / 60;
    m.axis = TimeAxis(first - margin, last + margin, m.plotLeft, m.plotRight, m_zone);
    return m;
}

void ForecastChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, width(), true);
}

void ForecastChart::paint(QPainter &painter, int width, bool interactive) const
{
    const Colours &c = colours();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(0, 0, width, std::max(height(), sizeHint().height())), c.base);
    const Measures m = measures(width);
    paintAxis(painter, m);
    for (int row = 0; row < rows(); ++row) {
        if (interactive && hasFocus() && row == m_current)
            paintFocusRing(painter, QRect(1, qRound(m.axisHeight + row * m.rowHeight), width - 2, qRound(m.rowHeight)));
        paintRow(painter, m, row);
    }
}

void ForecastChart::paintAxis(QPainter &painter, const Measures &m) const
{
    const Colours &c = colours();
    const double bottom = m.axisHeight + rows() * m.rowHeight;
    bool named = false;
    for (const Off &off : m_off) {
        const double left = m.axis.x(off.from);
        const double right = m.axis.x(off.to);
        if (right - left < 1)
            continue;
        painter.fillRect(QRectF(left, m.axisHeight, right - left, bottom - m.axisHeight), c.alternateBase);
        if (!named && right - left > 0) {
            painter.setPen(c.secondary);
            painter.setFont(fontFor(TextSize::Small));
            painter.drawText(QRectF(left, 0, lh(16), lh(1)), Qt::AlignLeft | Qt::AlignVCenter,
                             tr("grey: the machine may not run"));
            named = true;
        }
    }
    painter.setFont(fontFor(TextSize::Small));
    const QFontMetrics metrics(painter.font());
    const double labelWidth = metrics.horizontalAdvance(tr("Wed 23 Dec")) + lh(1);
    for (const TimeAxis::Tick &tick : m.axis.ticks(labelWidth)) {
        QColor line = c.border;
        line.setAlphaF(0.35F);
        painter.setPen(line);
        painter.drawLine(QPointF(tick.x, m.axisHeight - lh(0.3)), QPointF(tick.x, bottom));
        painter.setPen(c.secondary);
        painter.drawText(QRectF(tick.x - labelWidth / 2, m.axisHeight - lh(1.4), labelWidth, lh(1)), Qt::AlignCenter,
                         tick.label);
    }
    painter.setPen(QPen(c.border, 1));
    painter.drawLine(QPointF(m.plotLeft, m.axisHeight), QPointF(m.plotRight, m.axisHeight));
    const double now = m.axis.x(m_now);
    painter.setPen(QPen(c.text, 1.5));
    painter.drawLine(QPointF(now, m.axisHeight - lh(0.5)), QPointF(now, bottom));
    painter.drawText(QRectF(now - lh(3), m.axisHeight - lh(2.5), lh(6), lh(1)), Qt::AlignCenter, tr("Now"));
}

void ForecastChart::paintRow(QPainter &painter, const Measures &m, int row) const
{
    const Colours &c = colours();
    const Row &shown = m_rows[static_cast<std::size_t>(row)];
    const ForecastBar &bar = shown.bar;
    const double top = m.axisHeight + row * m.rowHeight;
    const double middle = top + m.rowHeight / 2;
    painter.setFont(font());
    painter.setPen(shown.more > 0 ? c.link : c.text);
    painter.drawText(QRectF(lh(0.3), top, m.nameWidth, m.rowHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(font()).elidedText(oneLine(bar.name), Qt::ElideRight, qRound(m.nameWidth)));

    const double height = m.rowHeight * 0.5;
    const QFont small = fontFor(TextSize::Small);
    const QFontMetrics metrics(small);
    const UtcTime limit = m_limits ? bar.limit : UtcTime::max();
    // The parts never vanish: at the scale of a month an hour would have no width at all.
    double x = m.axis.x(bar.created);
    const auto part = [&](UtcTime end, const QBrush &brush, const QPen &pen, const QString &letter, const QColor &ink) {
        const double right = std::max(x + 3, m.axis.x(end));
        const QRectF box(x, middle - height / 2, right - x, height);
        painter.setPen(pen);
        painter.setBrush(brush);
        painter.drawRect(box);
        if (metrics.horizontalAdvance(letter) + 4 <= box.width()) {
            const QRectF plate(box.center().x() - metrics.horizontalAdvance(letter) / 2.0 - 2, box.top() + 1,
                               metrics.horizontalAdvance(letter) + 4, box.height() - 2);
            if (brush.style() != Qt::SolidPattern)
                painter.fillRect(plate, c.base);
            painter.setFont(small);
            painter.setPen(ink);
            painter.drawText(box, Qt::AlignCenter, letter);
        }
        x = right;
    };
    part(bar.imported, c.chartBlue, Qt::NoPen, tr("i", "letter for import"), c.base);
    part(bar.validated, QBrush(c.chartBlue, Qt::BDiagPattern), QPen(c.chartBlue, 1), tr("v", "letter for validate"),
         c.text);
    part(bar.reviewed, Qt::NoBrush, QPen(c.chartGrey, 1, Qt::DotLine), tr("r", "letter for review"), c.text);
    part(bar.granted, c.chartGrey, Qt::NoPen, tr("g", "letter for grant"), c.base);
    const double end = x;
    if (!m_limits)
        return;

    const double limitX = m.axis.x(limit);
    bool late = false;
    const QString slack = slackText(slackOf(bar), late);
    if (late) {
        const QRectF over(limitX, middle - height / 2, std::max(4.0, end - limitX), height);
        painter.fillRect(over, c.base);
        painter.setPen(QPen(c.chartOrange, 1.5));
        painter.setBrush(QBrush(c.chartOrange, Qt::DiagCrossPattern));
        painter.drawRect(over);
    }
    // The limit: a tall tick with a flag and its letter.
    painter.setPen(QPen(c.text, 2));
    painter.drawLine(QPointF(limitX, top + 2), QPointF(limitX, top + m.rowHeight - 2));
    painter.setBrush(c.text);
    painter.setPen(Qt::NoPen);
    const double flag = lh(0.35);
    painter.drawPolygon(QPolygonF{QPointF(limitX, top + 2), QPointF(limitX + flag * 1.5, top + 2 + flag / 2),
                                  QPointF(limitX, top + 2 + flag)});
    painter.setFont(small);
    painter.setPen(c.text);
    painter.drawText(QRectF(limitX - lh(0.9), top, lh(0.75), m.rowHeight), Qt::AlignRight | Qt::AlignVCenter,
                     tr("L", "letter for limit"));
    if (late) {
        const double left = std::max(end, limitX) + lh(0.3);
        const int side = grid(16);
        paintIcon(painter, u"triangle-alert"_s, QRect(qRound(left), qRound(middle) - side / 2, side, side),
                  c.chartOrange);
        painter.setPen(c.chartOrange);
        painter.drawText(QRectF(left + side + 3, top, lh(8), m.rowHeight), Qt::AlignLeft | Qt::AlignVCenter, slack);
    } else {
        const double room = limitX - lh(1.1) - end;
        painter.setPen(c.secondary);
        if (metrics.horizontalAdvance(slack) + lh(0.6) <= room)
            painter.drawText(QRectF(end, top, room, m.rowHeight), Qt::AlignCenter, slack);
        else
            painter.drawText(QRectF(limitX + flag * 2, top, lh(8), m.rowHeight), Qt::AlignLeft | Qt::AlignVCenter,
                             slack);
    }
}

int ForecastChart::rowAt(int y) const
{
    const Measures m = measures(width());
    const int row = static_cast<int>((y - m.axisHeight) / m.rowHeight);
    return y < m.axisHeight || row >= rows() ? -1 : row;
}

void ForecastChart::told()
{
    setAccessibleDescription(sentence(m_current));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void ForecastChart::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        setCurrentRow(m_current - 1);
        return;
    case Qt::Key_Down:
        setCurrentRow(m_current + 1);
        return;
    case Qt::Key_Home:
        setCurrentRow(0);
        return;
    case Qt::Key_End:
        setCurrentRow(rows() - 1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (event->modifiers() == Qt::NoModifier) {
            activate(m_current);
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void ForecastChart::mousePressEvent(QMouseEvent *event)
{
    const int row = rowAt(qRound(event->position().y()));
    if (row < 0)
        return;
    setCurrentRow(row);
    activate(row);
}

void ForecastChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    mousePressEvent(event);
}

bool ForecastChart::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int row = rowAt(help->pos().y());
        if (row >= 0)
            QToolTip::showText(help->globalPos(), sentence(row), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void ForecastChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace chatferry
