// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// The drawing with "currentColor" in it; empty when there is no such icon.
QByteArray drawing(const QString &name)
{
    static QHash<QString, QByteArray> read;
    const auto found = read.constFind(name);
    if (found != read.constEnd())
        return *found;
    QFile file(u":/icons/"_s + name + u".svg"_s);
    const QByteArray svg = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    read.insert(name, svg);
    return svg;
}

bool isMirrored(const QString &name)
{
    return name.startsWith("arrow-"_L1) || name.startsWith("chevron-"_L1) || name == "undo-2"_L1 ||
           name == "redo-2"_L1 || name == "send"_L1;
}

QPixmap rendered(const QString &name, const QSize &pixels, const QColor &colour, bool mirror)
{
    const QString key = u"chatferry-icon/%1/%2x%3/%4/%5"_s.arg(name)
                            .arg(pixels.width())
                            .arg(pixels.height())
                            .arg(colour.name(QColor::HexArgb))
                            .arg(mirror);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QByteArray svg = drawing(name);
    svg.replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(svg);
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    if (mirror) {
        painter.translate(pixels.width(), 0);
        painter.scale(-1, 1);
    }
    renderer.render(&painter, QRectF(QPointF(0, 0), QSizeF(pixels)));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

/// Draws in the colours in force at the moment of painting, so that nothing has to be told of a new appearance.
class ToneIconEngine final : public QIconEngine
{
public:
    ToneIconEngine(QString name, std::optional<Tone> tone)
        : m_name(std::move(name))
        , m_tone(tone)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(*painter, m_name, rect, colourFor(mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return rendered(m_name, size, colourFor(mode), isMirrored(m_name) && QApplication::isRightToLeft());
    }
    QIconEngine *clone() const override { return new ToneIconEngine(*this); }
    QString key() const override { return u"chatferry-tone"_s; }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }

private:
    QColor colourFor(QIcon::Mode mode) const
    {
        if (mode == QIcon::Disabled)
            return colours().disabledText;
        if (mode == QIcon::Selected)
            return colours().highlightedText;
        return m_tone ? colours().ink(*m_tone) : colours().text;
    }

    QString m_name;
    std::optional<Tone> m_tone;
};

} // namespace

QIcon icon(const QString &name, Tone tone)
{
    return drawing(name).isEmpty() ? QIcon() : QIcon(new ToneIconEngine(name, tone));
}

QIcon icon(const QString &name)
{
    return drawing(name).isEmpty() ? QIcon() : QIcon(new ToneIconEngine(name, {}));
}

void paintIcon(QPainter &painter, const QString &name, const QRect &rect, const QColor &colour)
{
    if (rect.isEmpty() || drawing(name).isEmpty())
        return;
    const double ratio = painter.device() ? painter.device()->devicePixelRatioF() : 1.0;
    QPixmap pixmap = rendered(name, rect.size() * ratio, colour, isMirrored(name) && QApplication::isRightToLeft());
    pixmap.setDevicePixelRatio(ratio);
    painter.drawPixmap(rect.topLeft(), pixmap);
}

} // namespace chatferry
