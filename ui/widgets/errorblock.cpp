// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/errorblock.h"

#include "steps/humanwords.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/rolelabel.h"

#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace chatferry {

ErrorBlock::ErrorBlock(QWidget *parent)
    : ToneBox(Tone::Err, parent)
    , m_icon(new ToneIcon(u"octagon-alert"_s, Tone::Err, 20, this))
    , m_sentence(new RoleLabel(this))
    , m_why(new RoleLabel(this))
    , m_details(new RoleLabel(QString(), TextSize::Small, this))
    , m_buttons(new QWidget(this))
    , m_fold(new QPushButton(tr("Details"), m_buttons))
    , m_copy(new QPushButton(tr("Copy details"), m_buttons))
{
    auto *area = new QGridLayout(this);
    area->setContentsMargins(grid(12), grid(8), grid(12), grid(8));
    area->setHorizontalSpacing(grid(12));
    area->setVerticalSpacing(grid(4));
    area->addWidget(m_icon, 0, 0, Qt::AlignTop);
    area->addWidget(m_sentence, 0, 1);
    area->addWidget(m_why, 1, 1);
    area->addWidget(m_buttons, 2, 1);
    area->addWidget(m_details, 3, 1);
    area->setColumnStretch(1, 1);
    for (RoleLabel *label : {m_sentence, m_why, m_details}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    m_why->setInk(RoleLabel::Ink::Secondary);
    m_details->setInk(RoleLabel::Ink::Secondary);
    m_fold->setCheckable(true);
    m_fold->setIcon(icon(u"chevron-down"_s));
    m_copy->setIcon(icon(u"copy"_s));
    for (QPushButton *button : {m_fold, m_copy}) {
        button->setFlat(true);
        button->setAutoDefault(false);
    }
    auto *flow = new FlowLayout(m_buttons, grid(8), grid(4));
    flow->addWidget(m_fold);
    flow->addWidget(m_copy);
    connect(m_fold, &QPushButton::toggled, this, &ErrorBlock::showDetails);
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(detailsText()); });
    showDetails(false);
}

void ErrorBlock::setTrouble(const Trouble &trouble)
{
    const bool another = trouble.id != m_trouble.id;
    m_trouble = trouble;
    if (another)
        m_fold->setChecked(false);
    const bool solved = trouble.solvedAt.has_value();
    const Tone tone = solved ? Tone::Ok : trouble.warning ? Tone::Warn : Tone::Err;
    setTone(tone);
    m_icon->set(solved ? u"circle-check"_s : trouble.warning ? u"triangle-alert"_s : u"octagon-alert"_s, tone);

    QString sentence = trouble.error.what;
    if (!trouble.waits.isEmpty())
        sentence += u' ' + trouble.waits;
    m_sentence->setText(solved ? tr("Solved at %1: %2").arg(clockText(*trouble.solvedAt), trouble.error.what)
                               : sentence);
    m_why->setText(trouble.error.remedy);
    m_why->setVisible(!solved && !trouble.error.remedy.isEmpty());
    m_details->setText(detailsText());
    m_buttons->setVisible(!solved);
    setAccessibleName(m_sentence->text());

    // The buttons stay while their texts do, so that focus is not lost to a counter that goes up.
    QStringList old;
    for (const QPushButton *button : std::as_const(m_remedies))
        old += button->text();
    QStringList wanted;
    for (const Trouble::Remedy &remedy : trouble.remedies)
        wanted += remedy.text;
    if (old != wanted) {
        qDeleteAll(m_remedies);
        m_remedies.clear();
        QLayout *flow = m_buttons->layout();
        flow->removeWidget(m_fold);
        flow->removeWidget(m_copy);
        for (qsizetype i = 0; i < trouble.remedies.size(); ++i) {
            auto *button = new QPushButton(trouble.remedies.at(i).text, m_buttons);
            button->setAutoDefault(false);
            connect(button, &QPushButton::clicked, this, [this, i] {
                if (i < m_trouble.remedies.size())
                    Q_EMIT remedyChosen(m_trouble.remedies.at(i));
            });
            flow->addWidget(button);
            button->show();
            m_remedies.append(button);
        }
        flow->addWidget(m_fold);
        flow->addWidget(m_copy);
        QWidget *before = nullptr;
        for (QPushButton *button : std::as_const(m_remedies)) {
            if (before)
                setTabOrder(before, button);
            before = button;
        }
        if (before)
            setTabOrder(before, m_fold);
        setTabOrder(m_fold, m_copy);
    }
    showDetails(m_fold->isChecked());
}

QString ErrorBlock::detailsText() const
{
    QStringList lines{m_trouble.error.what};
    if (!m_trouble.error.remedy.isEmpty())
        lines += m_trouble.error.remedy;
    QStringList figures;
    figures += m_trouble.error.detail.isEmpty() ? errorKindName(m_trouble.error.kind) : m_trouble.error.detail;
    if (m_trouble.since)
        figures += tr("at %1").arg(momentWithUtcText(*m_trouble.since));
    if (m_trouble.tries > 0)
        figures += tr("try %L1").arg(m_trouble.tries);
    if (m_trouble.nextTry)
        figures += tr("next try at %1").arg(clockText(*m_trouble.nextTry));
    lines += figures.join(u", "_s) + u". "_s + tr("No names or texts in here.");
    return lines.join(u'\n');
}

bool ErrorBlock::areDetailsShown() const
{
    return m_fold->isChecked() && !m_trouble.solvedAt;
}

void ErrorBlock::showDetails(bool shown)
{
    m_fold->setIcon(icon(shown ? u"chevron-up"_s : u"chevron-down"_s));
    m_details->setVisible(shown && !m_trouble.solvedAt);
}

} // namespace chatferry
