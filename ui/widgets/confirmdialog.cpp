// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/confirmdialog.h"

#include "steps/humanwords.h"
#include "ui/theme/style.h"
#include "ui/widgets/band.h"
#include "ui/widgets/rolelabel.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

RoleLabel *line(const QString &text, QWidget *parent)
{
    auto *label = new RoleLabel(text, TextSize::Body, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ConfirmDialog::ConfirmDialog(const Confirmation &confirmation, bool rehearsal, QWidget *parent)
    : QDialog(parent)
    , m_confirmation(confirmation)
{
    setModal(true);
    setWindowTitle(rehearsal ? tr("%1 (rehearsal)").arg(confirmation.title) : confirmation.title);
    setAccessibleName(confirmation.title);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(grid(24), grid(20), grid(24), grid(20));
    column->setSpacing(grid(12));
    addHead(*column, rehearsal);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_body = new QWidget(m_scroll);
    auto *inside = new QVBoxLayout(m_body);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(grid(12));
    addBody(*inside);
    addThings(*inside);
    addGiven(*inside);
    m_scroll->setWidget(m_body);
    column->addWidget(m_scroll, 1);
    addButtons(*column);
    refresh();
    fit();
}

void ConfirmDialog::addHead(QVBoxLayout &column, bool rehearsal)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(grid(8));
    auto *title = new RoleLabel(m_confirmation.title, TextSize::Section, this);
    title->setWordWrap(true);
    head->addWidget(title, 1);
    if (rehearsal) {
        head->addWidget(new ToneIcon(u"flask-conical"_s, Tone::Rehearsal, 16, this), 0, Qt::AlignTop);
        auto *mark = new RoleLabel(tr("Rehearsal"), TextSize::Body, this);
        mark->setTone(Tone::Rehearsal);
        head->addWidget(mark, 0, Qt::AlignTop);
    }
    column.addLayout(head);
    if (m_confirmation.level == DeedLevel::Final) {
        auto *never = line(tr("This cannot be undone, by us or by Google."), this);
        never->setTone(Tone::Err);
        column.addWidget(never);
    }
    auto *where = line(m_confirmation.destination, this);
    where->setInk(RoleLabel::Ink::Secondary);
    where->setVisible(!m_confirmation.destination.isEmpty());
    column.addWidget(where);
}

void ConfirmDialog::addBody(QVBoxLayout &column)
{
    if (!m_confirmation.now.isEmpty() || !m_confirmation.afterwards.isEmpty()) {
        auto *pairs = new QGridLayout;
        pairs->setHorizontalSpacing(grid(12));
        pairs->setVerticalSpacing(grid(4));
        pairs->setColumnStretch(1, 1);
        pairs->addWidget(new RoleLabel(tr("Now:"), TextSize::Body, this), 0, 0, Qt::AlignTop);
        pairs->addWidget(line(m_confirmation.now, this), 0, 1);
        pairs->addWidget(new RoleLabel(tr("Afterwards:"), TextSize::Body, this), 1, 0, Qt::AlignTop);
        pairs->addWidget(line(m_confirmation.afterwards, this), 1, 1);
        column.addLayout(pairs);
    }
    for (const QString &text : std::as_const(m_confirmation.lines))
        column.addWidget(line(withoutDoors(text), this));
    for (const Hindrance &caution : std::as_const(m_confirmation.cautions)) {
        auto *band = new Band(this);
        band->set(Tone::Warn, u"triangle-alert"_s, caution);
        connect(band, &Band::pressed, this, [this](const Hindrance &hindrance) {
            reject();
            Q_EMIT cureChosen(hindrance);
        });
        column.addWidget(band);
    }
}

void ConfirmDialog::addThings(QVBoxLayout &column)
{
    if (m_confirmation.things.isEmpty())
        return;
    m_things = new QListWidget(this);
    m_things->setAccessibleName(tr("What this is about"));
    m_things->setTabKeyNavigation(false);
    for (const QString &thing : std::as_const(m_confirmation.things))
        m_things->addItem(oneLine(thing));
    m_things->setMaximumHeight(lh(8));
    m_things->setVisible(false);
    auto *all = new QPushButton(
        m_confirmation.things.size() == 1 ? tr("&Show it") : tr("&Show all %L1").arg(m_confirmation.things.size()),
        this);
    all->setCheckable(true);
    all->setAutoDefault(false);
    connect(all, &QPushButton::toggled, this, [this](bool on) {
        m_things->setVisible(on);
        fit();
    });
    auto *row = new QHBoxLayout;
    row->addWidget(all);
    row->addStretch();
    column.addLayout(row);
    column.addWidget(m_things);
}

void ConfirmDialog::addGiven(QVBoxLayout &column)
{
    for (const Confirmation::Tick &tick : std::as_const(m_confirmation.ticks)) {
        auto *box = new QCheckBox(tick.text, this);
        connect(box, &QCheckBox::toggled, this, &ConfirmDialog::refresh);
        m_ticks.append(box);
        column.addWidget(box);
    }
    if (m_confirmation.asksReason) {
        auto *label = new RoleLabel(tr("Reason, it is recorded:"), TextSize::Body, this);
        m_reason = new QLineEdit(this);
        m_reason->setAccessibleName(tr("Reason, it is recorded"));
        label->setBuddy(m_reason);
        connect(m_reason, &QLineEdit::textChanged, this, &ConfirmDialog::refresh);
        column.addWidget(label);
        column.addWidget(m_reason);
    }
}

void ConfirmDialog::addButtons(QVBoxLayout &column)
{
    if (m_confirmation.level == DeedLevel::Final) {
        auto *row = new QHBoxLayout;
        row->setSpacing(grid(8));
        auto *label = new RoleLabel(m_confirmation.prompt, TextSize::Body, this);
        label->setWordWrap(true);
        m_typed = new QLineEdit(this);
        QString name = m_confirmation.prompt;
        if (name.endsWith(u':'))
            name.chop(1);
        m_typed->setAccessibleName(name);
        m_typed->setMinimumWidth(lh(8));
        label->setBuddy(m_typed);
        connect(m_typed, &QLineEdit::textChanged, this, &ConfirmDialog::refresh);
        row->addWidget(label, 1);
        row->addWidget(m_typed);
        column.addLayout(row);
    }
    auto *row = new QHBoxLayout;
    row->setSpacing(grid(8));
    m_verb = new QPushButton(m_confirmation.verb, this);
    m_verb->setProperty(kMainActionProperty, true);
    m_verb->setAutoDefault(false);
    m_cancel = new QPushButton(tr("Cancel"), this);
    m_cancel->setAutoDefault(true);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_verb, &QPushButton::clicked, this, [this] {
        const Consent given = consent();
        if (!isComplete(m_confirmation, given))
            return;
        Q_EMIT consented(given);
        accept();
    });
    row->addStretch();
    row->addWidget(m_verb);
    row->addWidget(m_cancel);
    column.addLayout(row);
}

void ConfirmDialog::fit()
{
    // Never higher than the window it stands over: the middle scrolls, head and buttons stay.
    const QWidget *window = parentWidget() ? parentWidget()->window() : nullptr;
    const int width = std::min(lh(32), window ? window->width() - lh(2) : lh(32));
    setFixedWidth(width);
    const QMargins margins = layout()->contentsMargins();
    const int body = std::max(0, m_body->layout()->totalHeightForWidth(width - margins.left() - margins.right()));
    m_scroll->setFixedHeight(body);
    layout()->invalidate();
    const int all = std::max(layout()->totalHeightForWidth(width), layout()->totalMinimumSize().height());
    const int most = window ? std::max(window->height() - lh(2), all - body + lh(4)) : all;
    // A bar that appears for a moment would narrow the text, lengthen it, and so stay.
    m_scroll->setVerticalScrollBarPolicy(all > most ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    m_scroll->setFixedHeight(body - std::max(0, all - most));
    setFixedHeight(std::min(all, most));
}

Consent ConfirmDialog::consent() const
{
    Consent given;
    given.typed = m_typed ? m_typed->text() : QString();
    given.reason = m_reason ? m_reason->text().trimmed() : QString();
    for (qsizetype i = 0; i < m_ticks.size(); ++i)
        if (m_ticks.at(i)->isChecked())
            given.ticked += m_confirmation.ticks.at(i).id;
    return given;
}

void ConfirmDialog::refresh()
{
    m_verb->setEnabled(isComplete(m_confirmation, consent()));
}

void ConfirmDialog::keyPressEvent(QKeyEvent *event)
{
    // Return in a field would press the default button; here it does nothing, so that neither deed nor Cancel happens
    // by habit.
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && qobject_cast<QPushButton *>(focusWidget()) == nullptr) {
        event->accept();
        return;
    }
    QDialog::keyPressEvent(event);
}

void ConfirmDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    fit();
    m_cancel->setDefault(true);
    m_cancel->setFocus(Qt::OtherFocusReason);
    if (!parentWidget())
        return;
    // Above the footer, whose button opened it: no second press can land in here.
    const QWidget *window = parentWidget()->window();
    const QPoint corner = window->mapToGlobal(QPoint(0, 0));
    const int bottom = corner.y() + window->height() - lh(5);
    const int top = std::max(corner.y(), std::min(corner.y() + (window->height() - height()) / 3, bottom - height()));
    move(corner.x() + (window->width() - width()) / 2, top);
}

} // namespace chatferry
