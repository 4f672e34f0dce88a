// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style.h"

#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDialog>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr int kRadius = 4;

void paintBox(QPainter &painter, const QRect &rect, const QColor &fill, const QColor &edge, qreal radius = kRadius,
              qreal width = 1)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(edge.isValid() ? QPen(edge, width) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const qreal inset = edge.isValid() ? width / 2 : 0;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

bool isMainAction(const QWidget *widget)
{
    return widget && widget->property(kMainActionProperty).toBool();
}

bool hasRing(const QStyleOption *option)
{
    return option->state.testFlag(QStyle::State_HasFocus) && option->state.testFlag(QStyle::State_Enabled);
}

/// A mouse-over or pressed ground that leaves the text's contrast alone.
QColor stirred(const QColor &ground, const QStyleOption *option)
{
    const Colours &c = colours();
    if (c.highContrast || !option->state.testFlag(QStyle::State_Enabled))
        return ground;
    const bool down = option->state & (QStyle::State_Sunken | QStyle::State_On);
    if (!down && !option->state.testFlag(QStyle::State_MouseOver))
        return ground;
    const double share = down ? 0.10 : 0.05;
    const auto mix = [&](int a, int b) { return qRound(a * (1 - share) + b * share); };
    return QColor(mix(ground.red(), c.text.red()), mix(ground.green(), c.text.green()),
                  mix(ground.blue(), c.text.blue()));
}

void paintButtonGround(QPainter &painter, const QStyleOptionButton &button, const QWidget *widget)
{
    const Colours &c = colours();
    const bool enabled = button.state & QStyle::State_Enabled;
    if (isMainAction(widget) && enabled) {
        QColor fill = c.highlight;
        if (!c.highContrast && button.state & QStyle::State_Sunken)
            fill = fill.darker(115);
        else if (!c.highContrast && button.state & QStyle::State_MouseOver)
            fill = fill.darker(107);
        paintBox(painter, button.rect, fill, {});
        if (hasRing(&button))
            paintFocusRing(painter, button.rect, true);
        return;
    }
    const bool flat = button.features & QStyleOptionButton::Flat;
    const QColor edge = enabled ? c.border : c.disabledText;
    if (!flat || button.state & (QStyle::State_MouseOver | QStyle::State_Sunken | QStyle::State_On))
        paintBox(painter, button.rect, stirred(c.button, &button), flat ? QColor() : edge);
    if (button.state & QStyle::State_On)
        paintBox(painter, button.rect, {}, c.focusRing, kRadius, 2);
    if (hasRing(&button))
        paintFocusRing(painter, button.rect);
}

/// Icon and words, centred together; Fusion leaves too little room between them.
void paintButtonLabel(QPainter &painter, const QStyleOptionButton &button, bool mainAction, bool underline)
{
    const Colours &c = colours();
    const bool enabled = button.state & QStyle::State_Enabled;
    QRect rect = button.rect;
    const bool rightToLeft = button.direction == Qt::RightToLeft;
    if (button.features & QStyleOptionButton::HasMenu) {
        if (rightToLeft)
            rect.setLeft(rect.left() + grid(16));
        else
            rect.setRight(rect.right() - grid(16));
    }
    const int flags = Qt::AlignVCenter | Qt::AlignLeft | (underline ? Qt::TextShowMnemonic : Qt::TextHideMnemonic);
    const int textWidth = button.fontMetrics.size(Qt::TextShowMnemonic, button.text).width();
    const int side = button.icon.isNull() ? 0 : button.iconSize.width();
    const int gap = side > 0 && !button.text.isEmpty() ? grid(6) : 0;
    const int width = std::min(rect.width(), side + gap + textWidth);
    int x = rect.left() + (rect.width() - width) / 2;
    const auto takeIcon = [&] {
        if (side == 0)
            return;
        const QIcon::Mode mode = !enabled ? QIcon::Disabled : mainAction ? QIcon::Selected : QIcon::Normal;
        button.icon.paint(&painter, QRect(x, rect.center().y() - side / 2 + 1, side, side), Qt::AlignCenter, mode);
        x += side + gap;
    };
    const auto takeText = [&] {
        painter.setPen(!enabled     ? c.disabledText
                       : mainAction ? c.highlightedText
                                    : button.palette.color(QPalette::ButtonText));
        const int room = std::min(textWidth, rect.width() - side - gap);
        painter.drawText(QRect(x, rect.top(), room, rect.height()), flags, button.text);
        x += room + gap;
    };
    if (rightToLeft) {
        takeText();
        takeIcon();
    } else {
        takeIcon();
        takeText();
    }
}

void paintCheckMark(QPainter &painter, const QRect &rect, const QColor &ink, bool partly)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, std::max(2.0, rect.width() / 8.0), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QRectF r(rect);
    if (partly)
        painter.drawLine(QPointF(r.left() + r.width() * 0.25, r.center().y()),
                         QPointF(r.right() - r.width() * 0.25, r.center().y()));
    else
        painter.drawPolyline(QPolygonF{QPointF(r.left() + r.width() * 0.22, r.top() + r.height() * 0.52),
                                       QPointF(r.left() + r.width() * 0.42, r.top() + r.height() * 0.72),
                                       QPointF(r.left() + r.width() * 0.78, r.top() + r.height() * 0.28)});
    painter.restore();
}

void paintIndicator(QPainter &painter, const QStyleOption &option, bool round)
{
    const Colours &c = colours();
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool on = option.state & QStyle::State_On;
    const bool partly = option.state & QStyle::State_NoChange;
    const int side = std::min(option.rect.width(), option.rect.height());
    QRect rect(0, 0, side, side);
    rect.moveCenter(option.rect.center());
    const QColor edge = enabled ? c.border : c.disabledText;
    const bool filled = (on || partly) && enabled;
    const qreal radius = round ? side / 2.0 : 3.0;
    paintBox(painter, rect, filled ? c.highlight : stirred(c.base, &option), filled ? c.highlight : edge, radius, 1.5);
    const QColor ink = enabled ? c.highlightedText : c.disabledText;
    if (round && on) {
        QRect dot(0, 0, side * 2 / 5, side * 2 / 5);
        dot.moveCenter(rect.center());
        paintBox(painter, dot, ink, {}, dot.width() / 2.0);
    } else if (!round && (on || partly)) {
        paintCheckMark(painter, rect, ink, partly);
    }
}

void paintProgress(QPainter &painter, const QStyleOptionProgressBar &bar)
{
    const Colours &c = colours();
    paintBox(painter, bar.rect, c.base, c.border, 3);
    const qint64 range = qint64(bar.maximum) - bar.minimum;
    if (range <= 0)
        return;
    const QRect inner = bar.rect.adjusted(2, 2, -2, -2);
    const double share =
        std::clamp(static_cast<double>(qint64(bar.progress) - bar.minimum) / static_cast<double>(range), 0.0, 1.0);
    QRect done = inner;
    done.setWidth(qRound(inner.width() * share));
    if (bar.direction == Qt::RightToLeft)
        done.moveRight(inner.right());
    // The colour of the done part comes with the widget's palette, so that a waiting bar can warn.
    if (done.width() > 0)
        paintBox(painter, done, bar.palette.color(QPalette::Highlight), {}, 2);
}

void paintScrollBar(QPainter &painter, const QStyleOptionSlider &slider, const QRect &handle)
{
    const Colours &c = colours();
    painter.fillRect(slider.rect, c.window);
    if (slider.minimum == slider.maximum)
        return;
    const QRect inner =
        slider.orientation == Qt::Horizontal ? handle.adjusted(1, 3, -1, -3) : handle.adjusted(3, 1, -3, -1);
    const bool stirredNow = slider.state & QStyle::State_MouseOver || slider.state & QStyle::State_Sunken;
    paintBox(painter, inner, stirredNow ? c.secondary : c.border, {}, std::min(inner.width(), inner.height()) / 2.0);
}

void paintHeaderSection(QPainter &painter, const QStyleOption &header)
{
    const Colours &c = colours();
    painter.fillRect(header.rect, c.alternateBase);
    painter.setPen(c.border);
    painter.drawLine(header.rect.bottomLeft(), header.rect.bottomRight());
    QColor between = c.border;
    between.setAlphaF(c.highContrast ? 1.0F : 0.4F);
    painter.setPen(between);
    const int x = header.direction == Qt::RightToLeft ? header.rect.left() : header.rect.right();
    painter.drawLine(x, header.rect.top() + 4, x, header.rect.bottom() - 4);
}

} // namespace

void paintFocusRing(QPainter &painter, const QRect &rect, bool onFill)
{
    const Colours &c = colours();
    if (!onFill) {
        paintBox(painter, rect, {}, c.focusRing, kRadius, 2);
        return;
    }
    paintBox(painter, rect, {}, c.text, kRadius, 2);
    paintBox(painter, rect.adjusted(2, 2, -2, -2), {}, c.base, kRadius - 1, 2);
}

Style::Style()
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
{
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    // Where a window manager draws no frame, a dialog would run into the window behind it.
    if (qobject_cast<QDialog *>(widget))
        widget->setAttribute(Qt::WA_StyledBackground);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    const Colours &c = colours();
    switch (element) {
    case PE_Widget:
        if (qobject_cast<const QDialog *>(widget)) {
            painter->setPen(c.border);
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
            return;
        }
        break;
    case PE_FrameFocusRect:
        // Buttons and fields draw their own; what is left are rows, links and charts.
        paintFocusRing(*painter, option->rect);
        return;
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth <= 0) {
            painter->fillRect(option->rect, c.base);
            return;
        }
        const bool enabled = option->state & State_Enabled;
        paintBox(*painter, option->rect, enabled ? c.base : c.window, enabled ? c.border : c.disabledText);
        if (hasRing(option))
            paintFocusRing(*painter, option->rect);
        return;
    }
    case PE_FrameLineEdit:
        return;
    case PE_Frame:
    case PE_FrameMenu:
        if (element == PE_FrameMenu || qobject_cast<const QAbstractItemView *>(widget)) {
            painter->setPen(c.border);
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
            return;
        }
        break;
    case PE_PanelMenu:
        painter->fillRect(option->rect, c.base);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paintIndicator(*painter, *option, false);
        return;
    case PE_IndicatorRadioButton:
        paintIndicator(*painter, *option, true);
        return;
    case PE_PanelButtonTool: {
        const bool stirredNow = option->state & (State_MouseOver | State_Sunken | State_On);
        if (stirredNow || !(option->state & State_AutoRaise))
            paintBox(*painter, option->rect, stirred(c.button, option),
                     option->state & State_AutoRaise ? QColor() : c.border);
        if (option->state & State_On)
            paintBox(*painter, option->rect, {}, c.focusRing, kRadius, 2);
        if (hasRing(option))
            paintFocusRing(*painter, option->rect);
        return;
    }
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, c.base);
        painter->setPen(c.border);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            paintButtonGround(*painter, *button, widget);
            if (button->features & QStyleOptionButton::HasMenu) {
                const int side = grid(14);
                const QRect arrow(option->direction == Qt::RightToLeft ? option->rect.left() + grid(6)
                                                                       : option->rect.right() - side - grid(6),
                                  option->rect.center().y() - side / 2, side, side);
                paintIcon(*painter, u"chevron-down"_s, arrow, option->palette.color(QPalette::ButtonText));
            }
            return;
        }
        break;
    case CE_PushButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            drawControl(CE_PushButtonBevel, option, painter, widget);
            QStyleOptionButton label = *button;
            label.rect = subElementRect(SE_PushButtonContents, button, widget);
            drawControl(CE_PushButtonLabel, &label, painter, widget);
            return;
        }
        break;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            paintButtonLabel(*painter, *button, isMainAction(widget),
                             styleHint(SH_UnderlineShortcut, option, widget, nullptr) != 0);
            return;
        }
        break;
    case CE_ProgressBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            paintProgress(*painter, *bar);
            return;
        }
        break;
    case CE_HeaderSection:
        paintHeaderSection(*painter, *option);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, colours().alternateBase);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    const Colours &c = colours();
    if (control == CC_ComboBox) {
        const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (combo && combo->frame) {
            const bool enabled = option->state & State_Enabled;
            QStyleOption ground = *option;
            ground.state &= ~State_On;
            paintBox(*painter, option->rect, combo->editable ? c.base : stirred(c.button, &ground),
                     enabled ? c.border : c.disabledText);
            const int side = grid(14);
            QRect arrow = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
            arrow = QRect(arrow.center().x() - side / 2, arrow.center().y() - side / 2, side, side);
            paintIcon(*painter, u"chevron-down"_s, arrow, enabled ? c.text : c.disabledText);
            if (hasRing(option))
                paintFocusRing(*painter, option->rect);
            return;
        }
    }
    if (control == CC_ScrollBar) {
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            paintScrollBar(*painter, *slider, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
            return;
        }
    }
    if (control == CC_ToolButton) {
        // The menu button's picture says menu already.
        if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            QStyleOptionToolButton plain = *tool;
            plain.features &= ~(QStyleOptionToolButton::HasMenu | QStyleOptionToolButton::MenuButtonPopup);
            QProxyStyle::drawComplexControl(control, &plain, painter, widget);
            return;
        }
    }
    if (control == CC_SpinBox) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        paintBox(*painter, option->rect, {}, option->state & State_Enabled ? c.border : c.disabledText);
        if (hasRing(option))
            paintFocusRing(*painter, option->rect);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                              const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    const int row = lh(1.7);
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const bool menu = button && button->features & QStyleOptionButton::HasMenu;
        return {std::max(24, contents.width() + 2 * lh(0.75) + (menu ? grid(16) : 0) +
                                 (button && !button->icon.isNull() ? grid(4) : 0)),
                std::max({24, row, contents.height() + grid(8)})};
    }
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_SpinBox:
        size.setHeight(std::max({24, row, size.height()}));
        if (type == CT_ComboBox)
            size.setWidth(size.width() + grid(12));
        return size;
    case CT_ToolButton:
        return size.expandedTo({24, 24}).expandedTo({0, lh(1.5)});
    case CT_CheckBox:
    case CT_RadioButton:
        return size.expandedTo({24, 24});
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            size.setHeight(std::max({24, row, size.height()}));
        return size;
    default:
        return size;
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return grid(16);
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
        return grid(16);
    case PM_ScrollBarExtent:
        return std::max(14, lh(0.8));
    case PM_ScrollBarSliderMin:
        return lh(1.5);
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return grid(12);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return grid(8);
    case PM_ButtonDefaultIndicator:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return grid(8);
    case PM_FocusFrameHMargin:
        return grid(6); // Of cells of a view: text clear of edge and ring.
    case PM_HeaderMargin:
        return grid(7);
    case PM_HeaderMarkSize:
        return grid(12);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_Menu_AllowActiveAndDisabled:
        return 1; // The keyboard reaches entries that are off, so that their reason can be read.
    case SH_Widget_Animation_Duration:
    case SH_Widget_Animate:
        return isMotionReduced() ? 0 : QProxyStyle::styleHint(hint, option, widget, data);
    case SH_ScrollBar_Transient:
        return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_UnderlineShortcut:
        return 1;
    case SH_ComboBox_Popup:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace chatferry
