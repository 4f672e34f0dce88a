// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace chatferry {

/// Property of a push button that is the one filled button of its page or dialog.
inline constexpr char kMainActionProperty[] = "chatferryMainAction";

/// Fusion with flat, bordered controls whose edges, rings and fills keep the contrast floors of ux 3.3.
class Style final : public QProxyStyle
{
    Q_OBJECT
public:
    Style();

    void polish(QWidget *widget) override;
    using QProxyStyle::polish;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                           const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override;
};

/// The ring of the keyboard focus, 2 px, inside @p rect. On a filled ground: one line in Text and one in Base colour.
void paintFocusRing(QPainter &painter, const QRect &rect, bool onFill = false);

} // namespace chatferry
