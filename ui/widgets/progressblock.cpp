// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/progressblock.h"

#include "steps/humanwords.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/sentence.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr int kSteps = 10000;
constexpr int kTextInterval = 1000; // ms

QStringList textsOf(const QList<Trouble::Remedy> &buttons)
{
    QStringList texts;
    for (const Trouble::Remedy &button : buttons)
        texts += button.text;
    return texts;
}

} // namespace

ProgressBlock::ProgressBlock(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_what(new RoleLabel(QString(), TextSize::Section, this))
    , m_buttonRow(new QWidget(this))
    , m_bar(new QProgressBar(this))
    , m_numbers(new Sentence(this))
    , m_remarks(new Sentence(this))
    , m_standing(new RoleLabel(this))
    , m_later(new QTimer(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid(4));
    auto *head = new QHBoxLayout;
    head->setSpacing(grid(8));
    head->addWidget(m_what, 1);
    head->addWidget(m_buttonRow);
    column->addLayout(head);
    column->addWidget(m_bar);
    column->addWidget(m_numbers);
    column->addWidget(m_standing);
    column->addWidget(m_remarks);
    auto *buttons = new QHBoxLayout(m_buttonRow);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(grid(8));
    m_bar->setAccessibleName(name);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, kSteps);
    m_standing->setWordWrap(true);
    m_later->setSingleShot(true);
    connect(m_later, &QTimer::timeout, this, [this] { show(m_next); });
    connect(m_numbers, &Sentence::doorOpened, this, &ProgressBlock::doorOpened);
    connect(m_remarks, &Sentence::doorOpened, this, &ProgressBlock::doorOpened);
    dress();
    show({});
}

void ProgressBlock::setFacts(const ProgressFacts &facts)
{
    const bool urgent = facts.id != m_shown.id || facts.state != m_shown.state ||
                        textsOf(facts.buttons) != textsOf(m_shown.buttons) || !m_since.isValid() ||
                        m_since.elapsed() >= kTextInterval;
    m_next = facts;
    if (urgent) {
        show(facts);
        return;
    }
    if (!m_later->isActive())
        m_later->start(static_cast<int>(kTextInterval - m_since.elapsed()));
}

void ProgressBlock::show(const ProgressFacts &facts)
{
    m_later->stop();
    m_since.start();
    const bool sameJob = facts.id == m_shown.id && m_shown.state != ProgressFacts::State::Idle;
    const bool done = facts.state == ProgressFacts::State::Done;
    // Full is said by the journal alone: until then the last step stays open, and nothing goes back.
    int value = done ? kSteps : std::min(kSteps - 1, static_cast<int>(facts.fraction * kSteps));
    if (sameJob && !facts.busy && m_bar->maximum() > 0)
        value = std::max(value, std::min(m_bar->value(), done ? kSteps : kSteps - 1));
    m_shown = facts;
    m_what->setText(facts.what);
    m_what->setVisible(!facts.what.isEmpty());
    m_bar->setVisible(facts.state != ProgressFacts::State::Idle);
    m_bar->setRange(0, facts.busy && facts.state == ProgressFacts::State::Working ? 0 : kSteps);
    if (m_bar->maximum() > 0)
        m_bar->setValue(value);
    m_bar->setAccessibleDescription(withoutDoors(facts.numbers.value(0)));
    m_numbers->setSentences(facts.numbers);
    m_numbers->setVisible(!facts.numbers.isEmpty());
    m_remarks->setSentences(facts.remarks);
    m_remarks->setVisible(!facts.remarks.isEmpty());
    m_standing->setText(facts.standing);
    m_standing->setVisible(!facts.standing.isEmpty());

    QStringList old;
    for (const QPushButton *button : std::as_const(m_buttons))
        old += button->text();
    if (old != textsOf(facts.buttons)) {
        qDeleteAll(m_buttons);
        m_buttons.clear();
        for (qsizetype i = 0; i < facts.buttons.size(); ++i) {
            auto *button = new QPushButton(facts.buttons.at(i).text, m_buttonRow);
            button->setAutoDefault(false);
            connect(button, &QPushButton::clicked, this, [this, i] {
                if (i < m_shown.buttons.size())
                    Q_EMIT buttonPressed(m_shown.buttons.at(i));
            });
            m_buttonRow->layout()->addWidget(button);
            m_buttons.append(button);
        }
    }
    m_buttonRow->setVisible(!m_buttons.isEmpty());
    dress();
}

void ProgressBlock::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dress();
}

void ProgressBlock::dress()
{
    if (m_dressing)
        return;
    m_dressing = true;
    const Colours &c = colours();
    QColor done = c.highlight;
    switch (m_shown.state) {
    case ProgressFacts::State::Waiting:
    case ProgressFacts::State::Pausing:
    case ProgressFacts::State::Paused:
        done = c.warn.ink;
        m_standing->setTone(Tone::Warn);
        break;
    case ProgressFacts::State::Stopped:
        done = c.err.ink;
        m_standing->setTone(Tone::Err);
        break;
    case ProgressFacts::State::Done:
        done = c.ok.ink;
        m_standing->setTone(Tone::Ok);
        break;
    case ProgressFacts::State::Idle:
    case ProgressFacts::State::Working:
        m_standing->setInk(RoleLabel::Ink::Text);
        break;
    }
    QPalette own = m_bar->palette();
    if (own.color(QPalette::Highlight) != done) {
        own.setColor(QPalette::Highlight, done);
        m_bar->setPalette(own);
    }
    m_bar->setFixedHeight(std::max(8, lh(0.6)));
    m_dressing = false;
}

} // namespace chatferry
