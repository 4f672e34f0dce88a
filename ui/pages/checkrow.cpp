// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/checkrow.h"

#include "ui/theme/theme.h"
#include "ui/widgets/copyfield.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/tonebox.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QPushButton>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

struct Look
{
    QString icon;
    Tone tone;
};

Look lookOf(ConnectionCheck::State state)
{
    switch (state) {
    case ConnectionCheck::State::Running:
        return {u"circle-play"_s, Tone::Info};
    case ConnectionCheck::State::Passed:
        return {u"circle-check"_s, Tone::Ok};
    case ConnectionCheck::State::Warned:
        return {u"circle-alert"_s, Tone::Warn};
    case ConnectionCheck::State::Failed:
        return {u"octagon-alert"_s, Tone::Err};
    case ConnectionCheck::State::Waiting:
        break;
    }
    return {u"circle"_s, Tone::Idle};
}

} // namespace

CheckRow::CheckRow(QWidget *parent)
    : QWidget(parent)
    , m_icon(new ToneIcon(u"circle"_s, Tone::Idle, 16, this))
    , m_title(new RoleLabel({}, TextSize::Body, this))
    , m_word(new RoleLabel({}, TextSize::Body, this))
    , m_sentence(new RoleLabel({}, TextSize::Body, this))
    , m_cure(new QWidget(this))
    , m_remedy(new RoleLabel({}, TextSize::Body, m_cure))
    , m_path(new RoleLabel({}, TextSize::Body, m_cure))
    , m_open(new QPushButton(tr("&Open page"), m_cure))
    , m_values(new QVBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid(4));
    auto *row = new QHBoxLayout;
    row->setSpacing(grid(8));
    m_title->setMinimumWidth(lh(9));
    m_word->setMinimumWidth(lh(8));
    m_sentence->setInk(RoleLabel::Ink::Secondary);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addWidget(m_title, 0, Qt::AlignTop);
    row->addWidget(m_word, 0, Qt::AlignTop);
    row->addWidget(m_sentence, 1);
    column->addLayout(row);

    auto *cure = new QVBoxLayout(m_cure);
    cure->setContentsMargins(grid(24), 0, 0, grid(8));
    cure->setSpacing(grid(4));
    m_remedy->setWordWrap(true);
    m_path->setWordWrap(true);
    m_path->setInk(RoleLabel::Ink::Secondary);
    m_path->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_open->setAutoDefault(false);
    m_open->setIcon(icon(u"external-link"_s));
    auto *where = new QHBoxLayout;
    where->setSpacing(grid(8));
    where->addWidget(m_path, 1);
    where->addWidget(m_open);
    cure->addWidget(m_remedy);
    cure->addLayout(where);
    m_values->setSpacing(grid(4));
    cure->addLayout(m_values);
    column->addWidget(m_cure);
    connect(m_open, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl(m_address)); });
}

void CheckRow::set(const ConnectionCheck &check, const QString &word, const QString &sentence)
{
    const Look look = lookOf(check.state);
    m_icon->set(look.icon, look.tone);
    m_title->setText(check.title);
    m_word->setText(word);
    if (look.tone == Tone::Idle)
        m_word->setInk(RoleLabel::Ink::Secondary);
    else
        m_word->setTone(look.tone);
    m_sentence->setText(check.sentence);
    setAccessibleName(sentence);
    const bool broken = check.state == ConnectionCheck::State::Failed || check.state == ConnectionCheck::State::Warned;
    m_remedy->setText(check.remedy);
    m_remedy->setVisible(!check.remedy.isEmpty());
    m_path->setText(check.consolePath);
    m_address = check.consoleAddress;
    m_open->setVisible(!m_address.isEmpty());
    m_open->setToolTip(m_address);
    m_open->setAccessibleDescription(check.consolePath);
    showValues(check);
    m_cure->setVisible(broken && !(check.remedy.isEmpty() && check.consolePath.isEmpty() && check.values.empty()));
}

void CheckRow::showValues(const ConnectionCheck &check)
{
    QStringList values;
    for (const auto &[label, value] : check.values)
        values << label + u'\n' + value;
    if (values == m_shown)
        return;
    m_shown = values;
    while (m_values->count() > 0)
        delete m_values->takeAt(0)->widget();
    for (const auto &[label, value] : check.values) {
        auto *line = new QWidget(m_cure);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(grid(8));
        auto *title = new RoleLabel(label, TextSize::Body, line);
        title->setMinimumWidth(lh(5));
        row->addWidget(title);
        auto *field = new CopyField(label, tr("Copy %1").arg(label), line);
        field->setValue(value);
        row->addWidget(field, 1);
        m_values->addWidget(line);
    }
}

} // namespace chatferry
