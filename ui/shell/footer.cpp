// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/footer.h"

#include "ui/theme/style.h"
#include "ui/widgets/rolelabel.h"

#include <QBoxLayout>
#include <QEvent>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString withoutMnemonic(QString text)
{
    text.replace("&&"_L1, "\x01"_L1);
    text.remove(u'&');
    text.replace("\x01"_L1, "&"_L1);
    return text;
}

} // namespace

Footer::Footer(QWidget *parent)
    : QWidget(parent)
    , m_help(new QPushButton(tr("&Help"), this))
    , m_sentence(new RoleLabel(this))
    , m_cure(new QPushButton(this))
    , m_main(new QPushButton(this))
    , m_back(new QPushButton(tr("&Back"), this))
    , m_next(new QPushButton(tr("&Next"), this))
    , m_close(new QPushButton(tr("Close project"), this))
{
    setAccessibleName(tr("Footer"));
    for (QPushButton *button : {m_help, m_cure, m_main, m_back, m_next, m_close})
        button->setAutoDefault(false);
    // Return presses these two when they have the focus, and only then.
    m_back->setAutoDefault(true);
    m_next->setAutoDefault(true);
    m_main->setProperty(kMainActionProperty, true);
    m_help->setToolTip(tr("Help of this step (F1)"));
    m_back->setToolTip(tr("Back (Alt+Left)"));
    m_next->setToolTip(tr("Next (Alt+Right)"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_rows = new QVBoxLayout(this);
    m_above = new QHBoxLayout;
    m_row = new QHBoxLayout;
    m_rows->addLayout(m_above);
    m_rows->addLayout(m_row);
    m_row->addWidget(m_help);
    m_row->addStretch(0);
    m_row->addWidget(m_main);
    m_row->addSpacing(grid(8));
    m_row->addWidget(m_back);
    m_row->addWidget(m_next);
    m_row->addWidget(m_close);
    connect(m_help, &QPushButton::clicked, this, &Footer::helpPressed);
    connect(m_main, &QPushButton::clicked, this, &Footer::mainPressed);
    connect(m_back, &QPushButton::clicked, this, &Footer::backPressed);
    connect(m_next, &QPushButton::clicked, this, &Footer::nextPressed);
    connect(m_close, &QPushButton::clicked, this, &Footer::closePressed);
    connect(m_cure, &QPushButton::clicked, this, [this] { Q_EMIT curePressed(m_hindrance); });
    m_close->hide();
    setNarrow(false);
}

void Footer::refresh(const Step &step, bool first, bool last)
{
    const QList<Hindrance> problems = step.problems();
    const Action action = step.mainAction();
    m_next->setEnabled(problems.isEmpty());
    m_next->setVisible(!last);
    m_close->setVisible(last);
    m_back->setEnabled(!first);

    m_main->setVisible(!action.text.isEmpty());
    m_main->setText(action.text);
    m_main->setEnabled(action.enabled);
    m_main->setIcon(icon(action.icon));
    m_main->setAccessibleDescription(action.enabled ? tr("Main action of this step (Ctrl+Return)") : action.reasonOff);
    m_main->setToolTip(action.enabled ? tr("%1 (Ctrl+Return)").arg(withoutMnemonic(action.text)) : action.reasonOff);

    // One line for Next, one for the main action: nothing is off without its sentence in view.
    QStringList lines;
    m_hindrance = {};
    if (!problems.isEmpty())
        m_hindrance = problems.first();
    else if (const std::optional<Hindrance> remark = step.remark())
        m_hindrance = *remark;
    if (!m_hindrance.text.isEmpty())
        lines += m_hindrance.text;
    if (!action.text.isEmpty() && !action.enabled && action.reasonOff != m_hindrance.text)
        lines += action.reasonOff;
    m_sentence->setText(lines.join(u'\n'));
    m_sentence->setVisible(!m_narrow || !lines.isEmpty());
    m_sentence->setInk(problems.isEmpty() ? RoleLabel::Ink::Secondary : RoleLabel::Ink::Text);
    m_next->setAccessibleDescription(problems.isEmpty() ? QString() : m_hindrance.text);
    m_cure->setText(m_hindrance.cure);
    m_cure->setVisible(!m_hindrance.cure.isEmpty());
    m_cure->setAccessibleDescription(m_hindrance.text);
}

void Footer::setNarrow(bool narrow)
{
    m_narrow = narrow;
    m_help->setText(narrow ? QString() : tr("&Help"));
    m_help->setIcon(narrow ? icon(u"circle-question-mark"_s) : QIcon());
    m_help->setAccessibleName(tr("Help"));
    // Narrow: the sentence and its cure get a row of their own above the buttons.
    m_row->removeWidget(m_sentence);
    m_row->removeWidget(m_cure);
    m_above->removeWidget(m_sentence);
    m_above->removeWidget(m_cure);
    if (narrow) {
        m_above->addWidget(m_sentence, 1);
        m_above->addWidget(m_cure);
    } else {
        m_row->insertWidget(1, m_sentence, 1);
        m_row->insertWidget(2, m_cure);
    }
    m_row->setStretch(narrow ? 1 : 3, narrow ? 1 : 0);
    dress();
}

QString Footer::sentence() const
{
    return m_sentence->text();
}

void Footer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(colours().border);
    painter.drawLine(0, 0, width(), 0);
}

void Footer::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        dress();
}

void Footer::dress()
{
    m_rows->setContentsMargins(grid(16), grid(4), grid(16), grid(4));
    m_rows->setSpacing(m_narrow ? grid(4) : 0);
    m_above->setSpacing(grid(8));
    m_row->setSpacing(grid(8));
    // Equal widths on every page keep Back and Next where they are, whatever stands beside them.
    const int width = std::max({m_back->sizeHint().width(), m_next->sizeHint().width(), m_close->sizeHint().width()});
    for (QPushButton *button : {m_back, m_next, m_close})
        button->setFixedWidth(width);
    setMinimumHeight(lh(3.3));
}

} // namespace chatferry
